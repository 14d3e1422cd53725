"""Every text of a form by its place, and a form with the texts of another language put in.

A place is "title", the name of an item with what of it after a dot ("age.label", "age.hint",
"region.choices.a", "sure.anchors.2", "table.rows.row_a"), or of a score ("mean.label"): the places
that `checks` names too. A translation is refused whole where one of its places is not in the form,
as it may be of another version.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from .definition import Choice, Form, Item, Language, Texts

ITEM_TEXTS = ("label", "hint", "required_message", "constraint_message")
CHOICE_PARTS = ("choices", "anchors", "rows")

Change = Callable[[str, Texts], Texts]


class UnknownPlaces(ValueError):
    """A translation of what the form does not have: `places` holds them all."""

    def __init__(self, places: tuple[str, ...]) -> None:
        """Keep the places, and name them."""
        super().__init__(f"The form has no text at {', '.join(places)}.")
        self.places = places


def places(form: Form) -> dict[str, Texts]:
    """{place: its texts by language}, in the order of the form; only those that have a text."""
    found: dict[str, Texts] = {}

    def keep(place: str, texts: Texts) -> Texts:
        if any(text.strip() for text in texts.values()):
            found[place] = texts
        return texts

    _changed(form, keep)
    return found


def untranslated(form: Form, language: str) -> tuple[str, ...]:
    """The places that have a text, but none in the language."""
    return tuple(place for place, texts in places(form).items() if not texts.get(language))


def with_texts(form: Form, language: Language, texts: Mapping[str, str]) -> Form:
    """The form with the texts in that language; the language is added if it is new.

    Places that are not named keep what they have; an empty text takes a translation away.

    :raises UnknownPlaces: a place that has no text in the form
    """
    known = places(form)
    unknown = tuple(place for place in texts if place not in known)
    if unknown:
        raise UnknownPlaces(unknown)

    def put(place: str, had: Texts) -> Texts:
        if place not in texts:
            return had
        others = {code: text for code, text in had.items() if code != language.code}
        return others | ({language.code: texts[place]} if texts[place] else {})

    codes = {had.code for had in form.languages}
    added = () if language.code in codes else (language,)
    return replace(_changed(form, put), languages=(*form.languages, *added))


def _changed(form: Form, change: Change) -> Form:
    return replace(
        form,
        title=change("title", form.title),
        items=tuple(_item(item, change) for item in form.items),
        scores=tuple(
            replace(score, label=change(f"{score.name}.label", score.label))
            for score in form.scores
        ),
    )


def _item(item: Item, change: Change) -> Item:
    texts = {part: change(f"{item.name}.{part}", getattr(item, part)) for part in ITEM_TEXTS}
    choices = {
        part: tuple(_choice(f"{item.name}.{part}", one, change) for one in getattr(item, part))
        for part in CHOICE_PARTS
    }
    held = tuple(_item(one, change) for one in item.items)
    return replace(item, items=held, **texts, **choices)  # type: ignore[arg-type]


def _choice(place: str, choice: Choice, change: Change) -> Choice:
    return replace(choice, label=change(f"{place}.{choice.name}", choice.label))
