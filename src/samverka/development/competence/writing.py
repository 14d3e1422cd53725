"""The questions of a mapping: one of each competence, in Swedish and Arabic.

What one answers tells of oneself, so all of it is sealed, and nobody is a reader of it.
"""

from collections.abc import Callable, Iterable
from itertools import groupby

from django.utils import translation
from django.utils.translation import gettext as _

from samverka.engine.forms.definition import (
    Choice,
    Form,
    Item,
    Kind,
    Language,
    Personal,
    Texts,
)
from samverka.toolkit.languages import LANGUAGES

from .models import HIGHEST, Competence, LevelScale

IN_LANGUAGES = ("sv", "ar")
WISHES, UNUSED = "wishes", "unused"


def form_of(
    title: str, competences: Iterable[Competence], scale: LevelScale, *, asks_then: bool
) -> Form:
    """What is asked, an area at a time; competences stand by area."""
    sections = [
        Item(
            f"a_{area.public_key}",
            Kind.SECTION,
            {"sv": area.name},
            items=(
                *(_asked(one, scale) for one in held),
                *([_then(area.public_key, scale)] if asks_then else []),
            ),
        )
        for area, held in groupby(competences, key=lambda one: one.area)
    ]
    return Form(
        key="kartlaggning",
        title={"sv": title},
        languages=tuple(
            Language(code, LANGUAGES[code].endonym, LANGUAGES[code].direction == "rtl")
            for code in IN_LANGUAGES
        ),
        items=(*sections, _last()),
    )


def _asked(competence: Competence, scale: LevelScale) -> Item:
    return Item(
        competence.item,
        Kind.SCALE,
        {"sv": competence.name},
        anchors=_steps(scale, competence.described),
        personal=Personal.PERSONAL,
    )


def _then(area: str, scale: LevelScale) -> Item:
    return Item(
        f"t_{area}",
        Kind.SCALE,
        _in_each(lambda: _("How was all of this a year ago, as you see it now?")),
        anchors=_steps(scale),
        personal=Personal.PERSONAL,
    )


def _steps(scale: LevelScale, described: Iterable[str] = ()) -> tuple[Choice, ...]:
    """The words of the scale, with what the level means in this competence."""
    means = dict(enumerate(described))
    return tuple(
        Choice(str(step), _step(scale, step, means.get(step, ""))) for step in range(HIGHEST + 1)
    )


def _step(scale: LevelScale, step: int, means: str) -> Texts:
    said = {code: scale.words[code][step] for code in IN_LANGUAGES if code in scale.words}
    if means and "sv" in said:
        said["sv"] = f"{said['sv']}: {means}"
    return said


def _last() -> Item:
    """Read without names by whoever plans the training."""
    hint = _in_each(
        lambda: _("Read without your name by whoever plans the training. Write no names.")
    )
    wishes = _in_each(lambda: _("What do you wish to learn?"))
    unused = _in_each(lambda: _("What do you know that your work does not use?"))
    return Item(
        "last",
        Kind.SECTION,
        _in_each(lambda: _("What you wish, and what is not used")),
        items=(
            Item(WISHES, Kind.LONG_TEXT, wishes, hint, personal=Personal.PERSONAL),
            Item(UNUSED, Kind.LONG_TEXT, unused, hint, personal=Personal.PERSONAL),
        ),
    )


def _in_each(text: Callable[[], str]) -> Texts:
    """A text of the catalogues in each language of the form."""
    found = {}
    for code in IN_LANGUAGES:
        with translation.override(code):
            found[code] = text()
    return found
