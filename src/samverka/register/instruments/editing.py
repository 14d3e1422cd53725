"""Changing a form that is being written: pure, each function answers a new form.

Items stand in sections and repeats; a place is the name of what holds it ("" is the form itself).
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from samverka.engine.forms.definition import HOLDING, Form, Item, Kind, Texts

Items = tuple[Item, ...]


def item_named(form: Form, name: str) -> Item | None:
    return next((item for item in form.walk() if item.name == name), None)


def holder_of(form: Form, name: str) -> str:
    """The name of the section or repeat that an item stands in."""
    for item in form.walk():
        if any(held.name == name for held in item.items):
            return item.name
    return ""


def is_repeated(form: Form, name: str) -> bool:
    """Whether an item is asked several times, or stands in what is."""
    return any(
        item.kind == Kind.REPEAT and any(held.name == name for held in item.walk())
        for item in form.walk()
    )


def put_last(form: Form, item: Item, into: str) -> Form:
    """Add an item at the end of a section, or of the form."""
    if not into:
        return replace(form, items=(*form.items, item))
    return _everywhere(
        form,
        lambda items: tuple(
            replace(one, items=(*one.items, item)) if one.name == into else one for one in items
        ),
    )


def put_instead(form: Form, name: str, item: Item) -> Form:
    """Change an item; what it holds stays in it."""
    return _everywhere(
        form,
        lambda items: tuple(
            replace(item, items=one.items) if one.name == name else one for one in items
        ),
    )


def take_out(form: Form, name: str) -> Form:
    """Without an item and all that it holds."""
    return _everywhere(form, lambda items: tuple(one for one in items if one.name != name))


def move(form: Form, name: str, step: int) -> Form:
    """One place up (-1) or down (1) among its neighbours; past the first or last it stays."""
    return _everywhere(form, lambda items: _moved(items, name, step))


def put_into(form: Form, name: str, into: str) -> Form:
    """Move an item to the end of another section; never into itself."""
    item = item_named(form, name)
    if item is None or any(one.name == into for one in item.walk()):
        return form
    holder = item_named(form, into)
    if into and (holder is None or holder.kind not in HOLDING):
        return form
    return put_last(take_out(form, name), item, into)


def free_name(form: Form, beginning: str) -> str:
    """A name that no item or row of the form has: "question_4"."""
    taken = set(names_of(form.walk()))
    number = 1 + sum(1 for _item in form.walk())
    while f"{beginning}_{number}" in taken:
        number += 1
    return f"{beginning}_{number}"


def names_of(items: Iterable[Item]) -> list[str]:
    return [name for item in items for name in (item.name, *(row.name for row in item.rows))]


def _moved(items: Items, name: str, step: int) -> Items:
    place = next((at for at, one in enumerate(items) if one.name == name), None)
    if place is None or not 0 <= place + step < len(items):
        return items
    moved = list(items)
    moved[place], moved[place + step] = moved[place + step], moved[place]
    return tuple(moved)


def _everywhere(form: Form, change: Callable[[Items], Items]) -> Form:
    """The form with a change made to its items, and to those that each of them holds."""

    def changed(items: Items) -> Items:
        return tuple(
            replace(one, items=changed(one.items)) if one.items else one for one in change(items)
        )

    return replace(form, items=changed(form.items))


def without_language(form: Form, code: str) -> Form:
    """The form without a language, and without the texts in it."""
    return replace(
        _everywhere(form, lambda items: tuple(_item_without(one, code) for one in items)),
        title=_texts_without(form.title, code),
        languages=tuple(one for one in form.languages if one.code != code),
    )


def _item_without(item: Item, code: str) -> Item:
    texts = ("label", "hint", "required_message", "constraint_message")
    changed: dict[str, Any] = {name: _texts_without(getattr(item, name), code) for name in texts}
    for name in ("choices", "anchors", "rows"):
        changed[name] = tuple(
            replace(one, label=_texts_without(one.label, code)) for one in getattr(item, name)
        )
    return replace(item, **changed)


def _texts_without(texts: Texts, code: str) -> dict[str, str]:
    return {known: text for known, text in texts.items() if known != code}
