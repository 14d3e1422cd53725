"""What work in a programme asks one to know, and the level that each function needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samverka.development.competence.models import HIGHEST, Area, Competence, RequiredLevel

from .facts import Section
from .fields import Fields
from .keys import Key, Number, Values


@dataclass(frozen=True)
class Step(Number):
    """A whole number of a scale that has an end."""

    least: int = 0
    most: int = HIGHEST

    def read(self, fields: Fields) -> Values:
        found = super().read(fields)
        number = found[self.name]
        if number is not None and not self.least <= number <= self.most:
            sentence = _("'%(word)s' at '%(key)s' should be from %(least)s to %(most)s.")
            facts = {"word": number, "least": self.least, "most": self.most}
            fields.problem(self.word, sentence, key=self.word, **facts)
            found[self.name] = self.least
        return found


def _areas(programme: Any) -> Iterable[Area]:
    return Area.objects.filter(programme=programme).order_by("order", "pk")


def _competences(area: Area) -> Iterable[Competence]:
    return area.competences.filter(removed_on=None).order_by("order", "pk")


def _levels(competence: Competence) -> Iterable[RequiredLevel]:
    """The newest of each function; the file says no days."""
    rows = competence.required.order_by("valid_from", "pk")
    newest = {row.function.casefold(): row for row in rows}
    return sorted(newest.values(), key=lambda row: row.pk)


LEVEL = Section(
    "nivåer",
    (
        Key("funktion", "function", required=True, longest=100),
        Step("nivå", "level", required=True),
    ),
    _levels,
    known_by="function",
    is_short=True,
)
COMPETENCE = Section(
    "kompetenser",
    (
        Key("kompetens", "name", required=True, longest=150),
        Step("vikt", "importance", otherwise=Competence.Importance.GREAT, least=1, most=3),
        *(Key(f"nivå {step}", f"level_{step}", longest=200) for step in range(HIGHEST + 1)),
    ),
    _competences,
    (LEVEL,),
    known_by="name",
)
COMPETENCE_AREA = Section(
    "kompetensområden",
    (Key("område", "name", required=True, longest=120),),
    _areas,
    (COMPETENCE,),
    known_by="name",
)
