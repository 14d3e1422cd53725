"""How it stands with agreements: who has signed, what is in force, what is to be reviewed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch, Q, QuerySet

from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.register.partners.queries import partners_by_name
from samverka.toolkit.as_seen import mark_of
from samverka.toolkit.texts import listed

from .models import Agreement, AgreementPart, AgreementVersion, Commitment, Party, Signature


@dataclass(frozen=True)
class Asked:
    """A party that is asked to sign a version, or signed it before it left."""

    party: Party
    signature: Signature | None
    has_left: bool

    @property
    def mark(self) -> str:
        """Of the signature that is shown: what is taken back must be that one."""
        return mark_of(self.signature) if self.signature else ""


@dataclass(frozen=True)
class Standing:
    """How it stands with one version on a day.

    A party that has left is asked no more: its signature stays, and counts neither as signed nor
    as missing.
    """

    version: AgreementVersion
    rows: list[Asked]
    empty_parts: list[str]
    on: dt.date

    @property
    def asked(self) -> list[Asked]:
        return [row for row in self.rows if not row.has_left]

    @property
    def signed(self) -> int:
        return sum(row.signature is not None for row in self.asked)

    @property
    def missing(self) -> list[Organisation]:
        return [row.party.organisation for row in self.asked if row.signature is None]

    @property
    def missing_names(self) -> str:
        return listed(organisation.name for organisation in self.missing)

    @property
    def is_signed_by_all(self) -> bool:
        return bool(self.asked) and not self.missing

    @property
    def is_open(self) -> bool:
        """Nobody has signed it, so it can still be corrected."""
        return not any(row.signature for row in self.rows)

    @property
    def has_begun(self) -> bool:
        return self.version.valid_from is None or self.version.valid_from <= self.on

    @property
    def has_ended(self) -> bool:
        return self.version.valid_to is not None and self.version.valid_to <= self.on

    @property
    def is_in_force(self) -> bool:
        """Signed by everybody who is a party, complete, and within its time."""
        return (
            self.is_signed_by_all
            and not self.empty_parts
            and self.has_begun
            and not self.has_ended
        )

    @property
    def review_is_late(self) -> bool:
        due = self.version.review_on
        return due is not None and due < self.on and not self.has_ended


class Stands:
    """An agreement with its versions, the newest first, and how it stands with each."""

    def __init__(self, agreement: Agreement, *, on: dt.date):
        self.agreement, self.on = agreement, on

    @cached_property
    def versions(self) -> list[Standing]:
        versions = sorted(self.agreement.versions.all(), key=lambda version: -version.number)
        return [self._standing(version) for version in versions]

    @property
    def newest(self) -> Standing:
        return self.versions[0]

    @property
    def in_force(self) -> Standing | None:
        return next((each for each in self.versions if each.is_in_force), None)

    @property
    def review_is_late(self) -> bool:
        return (self.in_force or self.newest).review_is_late

    def of(self, number: int) -> Standing | None:
        return next((each for each in self.versions if each.version.number == number), None)

    def _standing(self, version: AgreementVersion) -> Standing:
        signatures = {signature.party_id: signature for signature in version.signatures.all()}
        rows = []
        for party in self.agreement.parties.all():
            has_left = party.valid_to is not None and party.valid_to <= self.on
            signature = signatures.get(party.pk)
            if signature or (party.first_version <= version.number and not has_left):
                rows.append(Asked(party, signature, has_left))
        return Standing(version, rows, self._empty_parts(version), self.on)

    def _empty_parts(self, version: AgreementVersion) -> list[str]:
        if self.agreement.kind != Agreement.Kind.LOCAL:
            return []
        written = {part.part for part in version.parts.all() if part.text.strip()}
        return [str(part.label) for part in AgreementPart.Part if part not in written]


def with_signatures(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Agreements with what `Stands` reads, in a fixed number of questions."""
    parties = Party.objects.select_related("organisation").order_by("organisation__name")
    return agreements.select_related("keeper").prefetch_related(
        Prefetch("parties", parties), "versions__signatures"
    )


def with_everything(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """The same with the parts of local agreements."""
    return with_signatures(agreements).prefetch_related("versions__parts")


def stands_of(agreements: Iterable[Agreement], *, on: dt.date) -> list[Stands]:
    return [Stands(agreement, on=on) for agreement in agreements]


def agreements_of(actor: Actor) -> QuerySet[Agreement]:
    """Those the actor may read, by title."""
    return with_everything(Agreement.objects.visible_to(actor)).order_by("title")


def parts_of(version: AgreementVersion) -> list[AgreementPart]:
    """The parts of a local agreement in the order they stand on paper."""
    order = AgreementPart.Part.values
    return sorted(version.parts.all(), key=lambda part: order.index(part.part))


def commitments_in(version: AgreementVersion) -> list[Commitment]:
    """What the parties have undertaken in a version, in the order of the numbers."""
    found = Commitment.objects.filter(
        Q(last_version=None) | Q(last_version__gte=version.number),
        agreement=version.agreement_id,
        first_version__lte=version.number,
    ).select_related("party__organisation", "agreement")
    return sorted(found, key=lambda commitment: in_order(commitment.number))


@dataclass(frozen=True)
class Beside:
    """A commitment of a regional agreement, and what of a local one covers it."""

    commitment: Commitment
    covered_by: list[Commitment]


def current(agreement: Agreement, *, on: dt.date) -> list[Commitment]:
    """The commitments of what holds on a day, or of the newest version where nothing does."""
    stands = Stands(agreement, on=on)
    return commitments_in((stands.in_force or stands.newest).version)


def beside(local: Agreement, regional: Agreement, *, on: dt.date) -> list[Beside]:
    """The regional agreement's commitments, each with those of the local that cover it (S76)."""
    own = {commitment.pk: commitment for commitment in current(local, on=on)}
    covered: dict[int, list[Commitment]] = defaultdict(list)
    links = Commitment.covers.through.objects.filter(from_commitment__in=own)
    for own_id, other_id in links.values_list("from_commitment", "to_commitment"):
        covered[other_id].append(own[own_id])
    return [
        Beside(each, sorted(covered[each.pk], key=lambda one: in_order(one.number)))
        for each in current(regional, on=on)
    ]


def regional_agreements(actor: Actor) -> QuerySet[Agreement]:
    """Those that a local one can be laid beside, by title."""
    seen = Agreement.objects.visible_to(actor).filter(kind=Agreement.Kind.REGIONAL)
    return seen.order_by("title")


def in_order(number: str) -> list[str]:
    """So that 10 comes after 9, and 2.1 after 2."""
    return [part.zfill(4) for part in number.split(".")]


def not_parties_yet(agreement: Agreement, *, on: dt.date) -> QuerySet[Organisation]:
    """Whom one can ask to become a party: everybody who is not one on the day."""
    there = agreement.parties.filter(Q(valid_to=None) | Q(valid_to__gt=on))
    return partners_by_name().exclude(pk__in=there.values("organisation"))
