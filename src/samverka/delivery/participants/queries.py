"""Who takes part, who is counted, and what is missing of whom."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from samverka.delivery.programmes.models import (
    AgeBand,
    Contact,
    FundRule,
    Programme,
    ProgrammeFund,
    ProgrammeRole,
    band_of,
    in_common,
    read_bands,
)
from samverka.delivery.programmes.queries import names_asked
from samverka.engine.disclosure import Table, suppress
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit.lists import holding
from samverka.toolkit.periods import in_force
from samverka.toolkit.prepared import Given, Prepared
from samverka.toolkit.together import Ask, Part, Rows, part_of

from .models import ChildrenRule, Participant, ParticipantVersion

Asked = FundRule.Asked
Subject = FundRule.Subject
# Age groups that end before 18.
OF_CHILDREN = r"^[0-9]+-([0-9]|1[0-7])$"
# What is noted on the row itself, at the door or later.
NOTED = (Asked.NUMBER, Asked.SEX, Asked.AGE_BAND, Asked.UNACCOMPANIED)


def rules_in_force(programme_id: int, *subjects: str, on: dt.date) -> QuerySet[FundRule]:
    """What the funds of a programme say about some subjects on a day."""
    funds = ProgrammeFund.objects.filter(programme_id=programme_id).values("fund")
    rules = FundRule.objects.filter(in_force(on), fund__in=funds, subject__in=subjects)
    return rules.select_related("fund").order_by("fund__name")


def choices_of(programme_id: int, *, on: dt.date) -> dict[str, list[str]]:
    """The lines of the rules about ways to verify and reasons to end, by their subject."""
    subjects = (Subject.VERIFYING, Subject.END_REASONS)
    found: dict[str, list[str]] = {subject: [] for subject in subjects}
    for rule in rules_in_force(programme_id, *subjects, on=on):
        lines = (line.strip() for line in rule.value.splitlines())
        found[rule.subject] += [line for line in lines if line not in ("", *found[rule.subject])]
    return found


def _lacks(asked: Collection[str]) -> dict[str, Q]:
    """For each thing asked, the rows of which it is not known."""
    # Only children are asked about, and of whom the age is open that is what is missing.
    children = Q(is_unaccompanied=None)
    if Asked.AGE_BAND in asked:
        children &= Q(age_band__regex=OF_CHILDREN)
    known = {
        Asked.NUMBER: Q(person__identity_hash=""),
        Asked.SEX: Q(sex=""),
        Asked.AGE_BAND: Q(age_band=""),
        Asked.UNACCOMPANIED: children,
        # A protected person's way to be reached is not asked for.
        Asked.CONTACT: Q(person__email="", person__phone="", person__is_protected=False),
        Asked.VERIFICATION: Q(verified_on=None),
    }
    return {name: lack for name, lack in known.items() if name in asked}


# Of children only, or of everybody where no age is asked.
EVERY_LACK = [
    *_lacks(Asked.values).values(),
    _lacks([Asked.UNACCOMPANIED])[Asked.UNACCOMPANIED],
]


def _any_of(lacks: Iterable[Q]) -> Q:
    whole = Q(pk__in=[])
    for lack in lacks:
        whole |= lack
    return whole


def is_about_children(programme: Programme) -> bool:
    """Whether those who take part are children and young people (S78)."""
    return ChildrenRule.objects.filter(programme=programme).exists()


def with_children_rule(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Programmes with their owners, and whether they are `about_children`."""
    rule = ChildrenRule.objects.filter(programme=OuterRef("pk"))
    return programmes.select_related("owner").annotate(about_children=Exists(rule))


def how_many(programme: Programme) -> int:
    """Those who take part or did, also those whom one may not read of."""
    return Participant.objects.filter(programme=programme).count()


def is_staff(programme_id: int, user: str = "person__user") -> Q:
    """Rows of those who hold a role or a function in the programme; `user` is the path there."""
    roles = ProgrammeRole.objects.filter(programme_id=programme_id, user=OuterRef(user))
    contacts = Contact.objects.filter(
        Q(holder=OuterRef(user)) | Q(stand_in=OuterRef(user)), programme_id=programme_id
    )
    return Q(Exists(roles)) | Q(Exists(contacts))


def leaves_staff_out(programme_id: int, *, on: dt.date) -> bool:
    return rules_in_force(programme_id, Subject.NO_STAFF, on=on).exists()


def participants_of(
    actor: Actor,
    programme: Programme,
    asked: Collection[str],
    *,
    on: dt.date,
    q: str = "",
    state: str = "",
    lacks: str = "",
    sex: str = "",
    age: str = "",
    organisation: str = "",
) -> QuerySet[Participant]:
    """Those the actor may see, by name, each with what is missing of what is `asked`."""
    lack = _lacks(asked)
    flags = {f"lacks_{name}": _holds(condition) for name, condition in lack.items()}
    found = (
        Participant.objects.visible_to(actor)
        .filter(
            holding(q, "person__given_name", "person__family_name", "organisation__name"),
            programme=programme,
            person__forgotten_on=None,
        )
        .select_related("person", "organisation", "programme")
        .annotate(**flags)
        .order_by("person__family_name", "person__given_name", "pk")
    )
    if organisation:
        found = found.filter(organisation__public_key=organisation)
    if sex:
        found = found.filter(sex=sex)
    if age:
        found = found.filter(age_band=age)
    if state:
        found = found.filter(_in_state(state, on))
    if lacks:
        found = found.filter(lack.get(lacks) or _any_of(lack.values()))
    return found


def _holds(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def is_child(row: Participant) -> bool:
    return re.match(OF_CHILDREN, row.age_band) is not None


def missing_of(row: Participant) -> list[str]:
    """What is asked and not known of a row that `participants_of` gave."""
    return [
        str(Asked(name).label) for name in Asked.values if getattr(row, f"lacks_{name}", False)
    ]


def _in_state(state: str, on: dt.date) -> Q:
    if state == "waiting":
        return Q(started_on=None)
    ended = Q(ended_on__lt=on)
    return ended if state == "ended" else Q(started_on__isnull=False) & ~ended


def lacking(persons: Mapping[int, bool], programme_id: int, *, on: dt.date) -> Ask:
    """The keys of the persons of whom something is not noted that is asked at the door.

    :param persons: by key, whether the number stands with the person
    """
    if not persons:
        return Ask(set)
    given = {f"person_{number}": key for number, key in enumerate(persons)}
    noted = _noted_of(len(persons)).part(programme=programme_id, **given)
    asked = names_asked(programme_id, on=on)

    def read(rules: Rows, noted: Rows) -> set[int]:
        return _lacking(persons, asked.read(rules) & {*NOTED}, noted)

    return Ask(read, *asked.parts, noted)


@lru_cache(maxsize=256)
def _noted_of(number: int) -> Prepared:
    """What is not noted of so many persons: by their number, since each is a place of its own."""
    flags = {f"lacks_{number}": _holds(lack) for number, lack in enumerate(EVERY_LACK)}
    places = [Given(f"person_{place}") for place in range(number)]
    these = RawSQL("VALUES " + ", ".join(["(%s)"] * number), places)  # noqa: S611 - only places
    return Prepared(
        lambda: (
            Participant.objects.filter(programme=Given("programme"), person__in=these)
            .annotate(**flags)
            .values_list("person", *flags)
        )
    )


def _lacking(persons: Mapping[int, bool], asked: Collection[str], rows: Rows) -> set[int]:
    if not asked:
        return set()
    wanted = [EVERY_LACK.index(lack) for lack in _lacks(asked).values()]
    whole = {person for person, *lacks in rows if not any(lacks[number] for number in wanted)}
    if asked == {Asked.NUMBER}:
        # It stands with the person: nothing else needs a row.
        whole |= {key for key, has_number in persons.items() if has_number}
    return set(persons) - whole


def noted_of(person: Person, programme: Programme) -> dict[str, str]:
    """What is noted of a participant already, whichever fund asked for it."""
    row = Participant.objects.filter(person=person, programme=programme).first()
    return as_noted(row) if row else {}


def as_noted(row: Participant) -> dict[str, str]:
    child = {None: "", True: "yes", False: "no"}[row.is_unaccompanied]
    return {"sex": row.sex, "age_band": row.age_band, "unaccompanied": child}


@dataclass(frozen=True)
class Counting:
    """How a programme's funds count on a day."""

    asks_verification: bool
    leaves_staff_out: bool
    bands: list[AgeBand]

    def counts(self, programme_id: int) -> Q:
        """Rows that count, of those that have begun."""
        asked = Q()
        if self.asks_verification:
            asked &= Q(verified_on__isnull=False)
        if self.leaves_staff_out:
            asked &= ~is_staff(programme_id)
        # Of an emptied row it was settled when it was emptied.
        return (asked | Q(emptied_on__isnull=False)) if asked else asked


def counting_of(programme_id: int, *, on: dt.date) -> Counting:
    subjects = (Subject.PARTICIPANTS, Subject.NO_STAFF, Subject.AGE_BANDS)
    rules = list(rules_in_force(programme_id, *subjects, on=on))
    bands = (read_bands(rule.value) for rule in rules if rule.subject == Subject.AGE_BANDS)
    return Counting(
        asks_verification=any(Asked.VERIFICATION in rule.asks for rule in rules),
        leaves_staff_out=any(rule.subject == Subject.NO_STAFF for rule in rules),
        bands=in_common(bands),
    )


def _begun(programme: Programme, on: dt.date) -> QuerySet[Participant]:
    return Participant.objects.filter(programme=programme, started_on__lte=on)


def counted(programme: Programme, *, on: dt.date) -> QuerySet[Participant]:
    """Everybody who counts for the programme's funds, each once. Narrow it before showing rows.

    They have begun, are verified where a fund asks for it, and are not project staff where a
    fund leaves staff out (S99).
    """
    counting = counting_of(programme.pk, on=on)
    return _begun(programme, on).filter(counting.counts(programme.pk))


@dataclass(frozen=True)
class Counts:
    """Unique persons: what may be shown of them, and how many have begun and are not counted.

    The table has sex in rows (the last one not noted) and the funds' age groups in columns; the
    last column is those whose group is not noted, or was of another fund and fits none.
    """

    table: Table
    bands: list[AgeBand]
    left_out: int


def counts_of(programme: Programme, *, on: dt.date) -> Counts:
    """What could point out somebody is hidden. Two questions."""
    counting = counting_of(programme.pk, on=on)
    does_count = counting.counts(programme.pk)
    rows = _begun(programme, on).values_list("sex", "age_band")
    found = rows.annotate(
        begun=Count("pk"), count=Count("pk", filter=does_count) if does_count else Count("pk")
    )
    sexes = [*Participant.Sex.values, ""]
    numbers = [[0] * (len(counting.bands) + 1) for _sex in sexes]
    left_out = 0
    for sex, code, begun, count in found.order_by():
        numbers[sexes.index(sex)][_place(code, counting.bands)] += count
        left_out += begun - count
    return Counts(suppress(numbers), counting.bands, left_out)


def counts_by_sex_and_age(programme: Programme, *, on: dt.date) -> Table:
    return counts_of(programme, on=on).table


def not_counted(programme: Programme, *, on: dt.date) -> int:
    """How many have begun and are not counted: not verified, or project staff."""
    return counts_of(programme, on=on).left_out


def _place(code: str, bands: Sequence[AgeBand]) -> int:
    """Which of the groups a noted one lies within; after the last one where in none."""
    noted = band_of(code)
    places = (i for i, band in enumerate(bands) if noted and noted.is_within(band.low, band.high))
    return next(places, len(bands))


def of_person(actor: Actor, person: Person) -> QuerySet[Participant]:
    """The programmes that somebody takes part in, as far as the actor may see."""
    rows = Participant.objects.visible_to(actor).filter(person=person)
    return rows.select_related("programme", "organisation", "person").order_by(
        "-started_on", "programme__name"
    )


def organisations_of(actor: Actor, programme: Programme) -> QuerySet[Organisation]:
    """Those through which somebody whom the actor sees takes part."""
    rows = Participant.objects.visible_to(actor).filter(programme=programme)
    return Organisation.objects.filter(pk__in=rows.values("organisation")).order_by("name")


def history_of(row: Participant) -> QuerySet[ParticipantVersion]:
    return row.versions.order_by("-replaced_at", "-pk")


def missing_by_programme(actor: Actor, *, on: dt.date) -> Ask:
    """How many of those the actor sees lack something, where any does.

    Comes to rows of the programme's key, its name and the number.
    """
    return Ask(_missing, part_for(_asked_of, actor, on), part_for(_lacks_of, actor))


def _asked_of(actor: Actor, on: dt.date) -> Part:
    rules = FundRule.objects.filter(
        in_force(on),
        subject=Subject.PARTICIPANTS,
        fund__programmes__in=Programme.objects.visible_to(actor),
    )
    return part_of(rules.values_list("fund__programmes", "asks"))


def _lacks_of(actor: Actor) -> Part:
    flags = {f"lacks_{number}": _holds(lack) for number, lack in enumerate(EVERY_LACK)}
    return part_of(
        Participant.objects.visible_to(actor)
        .filter(person__forgotten_on=None)
        .annotate(**flags)
        .values_list("programme", "programme__public_key", "programme__name", *flags)
        .annotate(count=Count("pk"))
    )


def _missing(rules: Rows, counted: Rows) -> list[tuple[str, str, int]]:
    asked: dict[int, set[str]] = {}
    for programme_id, asks in rules:
        asked.setdefault(programme_id, set()).update(asks)
    found: Counter[tuple[str, str]] = Counter()
    for programme_id, key, name, *lacks, count in counted:
        wanted = _lacks(asked.get(programme_id, ())).values()
        if any(lacks[EVERY_LACK.index(each)] for each in wanted):
            found[name, key] += count
    return [(key, name, count) for (name, key), count in sorted(found.items())]
