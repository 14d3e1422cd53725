"""The agreements whose commitments a programme works on."""

from dataclasses import dataclass

from django.db.models import Model

from samverka.delivery.programmes.models import GoalCommitment, Programme
from samverka.register.agreements.models import Agreement

from . import words
from .facts import Section, rows_of
from .keys import ORGANISATION, PARTY, Choice, Day, Key, Number, Place, Ref, Until, Values, Yes


@dataclass(frozen=True)
class PartText(Key):
    """One of the five parts of a local agreement."""

    def take(self, row: Model) -> Values:
        parts = {part.part: part.text for part in row.parts.all()}  # type: ignore[attr-defined]
        return {self.name: parts.get(self.name, "")}


def _agreements(programme: Programme) -> list[Agreement]:
    works_on = GoalCommitment.objects.filter(goal__programme=programme)
    return list(
        Agreement.objects.filter(commitments__in=works_on.values("commitment"))
        .distinct()
        .order_by("pk")
    )


SIGNATURE = Section(
    "undertecknad av",
    (
        Ref("part", "party", required=True, to=PARTY, of="party.organisation"),
        Day("dag", "signed_on", required=True),
        Key("som", "function", required=True, longest=120),
        Yes("på papper", "from_paper"),
    ),
    rows_of("signatures"),
    known_by="party",
    is_short=True,
)
VERSION = Section(
    "versioner",
    (
        Key("lyder", "text"),
        *(PartText(word, part) for word, part in words.AGREEMENT_PARTS.items()),
        Key("ändrat", "what_changed"),
        Day("från", "valid_from"),
        Until("till", "valid_to"),
        Day("ses över", "review_on"),
    ),
    rows_of("versions", "number"),
    (SIGNATURE,),
    is_required=True,
)
PARTY_SECTION = Section(
    PARTY,
    (
        Key("part", "name", required=True, longest=120, of="organisation.name"),
        Choice("slag", "kind", required=True, choices=words.KINDS, of="organisation.kind"),
        Place("kommun", "municipality", of="organisation.municipality"),
        Number("från version", "first_version", otherwise=1),
        Day("från", "valid_from"),
        Until("till", "valid_to"),
    ),
    rows_of("parties"),
    known_by="name",
    is_required=True,
    is_short=True,
)
COMMITMENT = Section(
    "åtaganden",
    (
        Key("nummer", "number", required=True, longest=10),
        Key("lyder", "text", required=True),
        Ref("part", "party", to=PARTY, of="party.organisation"),
        Number("från version", "first_version", otherwise=1),
        Number("till version", "last_version"),
    ),
    rows_of("commitments"),
    known_by="number",
)
AGREEMENT = Section(
    "överenskommelser",
    (
        Key("överenskommelse", "title", required=True, longest=200),
        Choice("slag", "kind", required=True, choices=words.AGREEMENTS),
        Ref("förvaltas av", "keeper", required=True, to=ORGANISATION),
    ),
    _agreements,
    (PARTY_SECTION, COMMITMENT, VERSION),
    known_by="title",
)
WORKS_ON = Section(
    "arbetar med",
    (
        Key("överenskommelse", "agreement", required=True, of="commitment.agreement.title"),
        Key("åtagande", "number", required=True, of="commitment.number"),
    ),
    rows_of("commitments"),
    is_short=True,
)
