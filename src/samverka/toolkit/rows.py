"""All rows that hang on some row, and what happened to them: for undoing a change exactly.

Read from the models as they are, so that no table can be overlooked. What is stored is plain data
for JSON; whoever keeps it seals it.
"""

import json
from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.core import serializers
from django.db import IntegrityError, connection, models, transaction

Fields = dict[str, Any]
# By table and by key.
Rows = dict[str, dict[str, Fields]]
# What was deleted (whole), made (keys) and changed (each field as it was and as it became).
Difference = dict[str, Any]
Model = type[models.Model]


class ChangedMeanwhile(Exception):
    """Rows cannot go back: something else stands where they stood, or they are gone."""


def rows_on(model: Model, keys: Collection[int]) -> Rows:
    """The rows with these keys, and every row with a foreign key to them, to any depth."""
    found: Rows = {}
    for table, ids in _walk(model, keys):
        there = found.setdefault(table._meta.label, {})
        for row in table._base_manager.filter(pk__in=ids):
            there[str(row.pk)] = _plain(row)
    return found


def what_it_did(model: Model, key: int, do: Callable[[], object]) -> Difference:
    """Do something that takes a row away, and answer what puts it back by `take_back`."""
    before = rows_on(model, [key])
    do()
    tables = {table._meta.label: table for table in _tables_on(model)}
    after = {
        label: {
            str(row.pk): _plain(row) for row in tables[label]._base_manager.filter(pk__in=there)
        }
        for label, there in before.items()
    }
    return difference(before, after)


def difference(before: Rows, after: Rows) -> Difference:
    """What was done to the rows."""
    tables = sorted({*before, *after})
    pairs = [(table, before.get(table, {}), after.get(table, {})) for table in tables]
    return {
        "deleted": {
            table: {key: was[key] for key in was.keys() - now.keys()} for table, was, now in pairs
        },
        "made": {table: sorted(now.keys() - was.keys()) for table, was, now in pairs},
        "changed": {
            table: {
                key: changes
                for key in was.keys() & now.keys()
                if (changes := _changes(was[key], now[key]))
            }
            for table, was, now in pairs
        },
    }


@transaction.atomic
def take_back(model: Model, what: Difference) -> None:
    """Undo a difference. A field that was written again since keeps what it has now.

    :raises ChangedMeanwhile: a row that was changed is gone, or another stands in the place of one
        that was deleted
    """
    tables = {table._meta.label: table for table in _tables_on(model)}
    # What hangs on other rows goes first.
    for label, keys in reversed(list(what["made"].items())):
        tables[label]._base_manager.filter(pk__in=keys).delete()
    try:
        for label, rows in what["changed"].items():
            _change_back(tables[label], rows)
        for label, rows in what["deleted"].items():
            _make_again(label, rows)
        # Now, and not at the end: what they hang on may be gone.
        connection.check_constraints([tables[label]._meta.db_table for label in what["deleted"]])
    except IntegrityError:
        raise ChangedMeanwhile from None


def _walk(model: Model, keys: Collection[int]) -> Iterator[tuple[Model, set[int]]]:
    queue: list[tuple[Model, set[int]]] = [(model, set(keys))]
    seen: dict[Model, set[int]] = {}
    while queue:
        table, ids = queue.pop(0)
        ids = ids - seen.setdefault(table, set())
        if not ids:
            continue
        seen[table] |= ids
        yield table, ids
        for field in _keys_to(table):
            rows = field.model._base_manager.filter(**{f"{field.name}__in": ids})
            queue.append((field.model, set(rows.values_list("pk", flat=True))))


def _tables_on(model: Model) -> list[Model]:
    tables = [model]
    for table in tables:
        tables += [other for field in _keys_to(table) if (other := field.model) not in tables]
    return tables


def _keys_to(model: Model) -> list[models.ForeignKey]:
    """The foreign keys of other tables to this one, those without a way back too."""
    return list(
        dict.fromkeys(
            relation.field
            for relation in model._meta.get_fields(include_hidden=True)
            if isinstance(relation, models.ManyToOneRel)
        )
    )


def _plain(row: models.Model) -> Fields:
    [written] = serializers.serialize("python", [row])
    fields: Fields = json.loads(json.dumps(written["fields"], default=str))
    return fields


def _changes(was: Fields, now: Fields) -> dict[str, list[Any]]:
    return {name: [was[name], now[name]] for name in was if was[name] != now[name]}


def _change_back(table: Model, rows: dict[str, dict[str, list[Any]]]) -> None:
    fields = {field.name: field for field in table._meta.concrete_fields}
    there = table._base_manager.in_bulk([int(key) for key in rows])
    for key, changes in rows.items():
        row = there.get(int(key))
        if row is None:
            raise ChangedMeanwhile
        now = _plain(row)
        back = {name: was for name, (was, became) in changes.items() if now[name] == became}
        for name, value in back.items():
            setattr(row, fields[name].attname, fields[name].to_python(value))
        row.save(update_fields=list(back))


def _make_again(label: str, rows: dict[str, Fields]) -> None:
    written = [
        {"model": label.lower(), "pk": int(key), "fields": fields} for key, fields in rows.items()
    ]
    for row in serializers.deserialize("python", written):
        row.object.save_base(raw=True, force_insert=True)
