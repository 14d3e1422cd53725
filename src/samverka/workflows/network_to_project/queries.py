import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from samverka.delivery.groups.models import Continuation, Term
from samverka.delivery.programmes.models import Programme
from samverka.register.partners.models import Organisation


def home_of(organisation: Organisation) -> Organisation:
    """The organisation that takes part in programmes: of a unit the one it is a part of."""
    while organisation.part_of is not None:
        organisation = organisation.part_of
    return organisation


def function_of(term: Term) -> str:
    """What somebody is in the network, as the project's function is called then."""
    return term.seat.function or term.seat.group.member_function


def print_of_all(programme: Programme) -> str:
    """A hash of a programme's row and of every row that hangs on it, in whatever module.

    The continuation is left out: it keeps the hash.
    """
    rows = _rows_of(programme)
    kept = sorted((model._meta.label, key, facts) for (model, key), facts in rows.items())
    return hashlib.sha256(json.dumps(kept).encode()).hexdigest()


Rows = dict[tuple[type[models.Model], int], str]


def _rows_of(programme: Programme) -> Rows:
    rows: Rows = {}
    waiting: list[tuple[type[models.Model], list[models.Model]]] = [(Programme, [programme])]
    while waiting:
        model, things = waiting.pop()
        new = [thing for thing in things if (model, thing.pk) not in rows]
        rows |= {(model, thing.pk): _facts(thing) for thing in new}
        if new:
            waiting += [(key.model, list(_hanging(key, new))) for key in _keys_to(model)]
    return rows


def _keys_to(model: type[models.Model]) -> list[models.ForeignKey]:
    """The keys of other tables to this one; also those of what links many to many."""
    found = (
        field.field
        for field in model._meta.get_fields(include_hidden=True)
        if field.auto_created and (field.one_to_many or field.one_to_one)
    )
    return [key for key in found if key.model is not Continuation]


def _hanging(key: models.ForeignKey, on: list[models.Model]) -> models.QuerySet:
    return key.model._base_manager.filter(**{f"{key.name}__in": on})


def _facts(thing: models.Model) -> str:
    facts = {field.attname: getattr(thing, field.attname) for field in thing._meta.concrete_fields}
    return json.dumps(facts, cls=DjangoJSONEncoder, sort_keys=True)
