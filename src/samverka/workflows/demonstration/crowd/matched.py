"""A matching round in Gävleborg: 300 made-up households, ten offers that do not suffice for all.

Written in bulk, by plain rules and no solver: what is decided here is where the story begins.
"""

import datetime as dt
import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role, User
from samverka.foundation.classifications.models import Municipality
from samverka.guidance.matching import shipped
from samverka.guidance.matching.criteria import USUAL
from samverka.guidance.matching.models import (
    Case,
    CaseInterest,
    CaseNeed,
    CaseTie,
    Home,
    LegalGround,
    MatchingRound,
    Member,
    NotTo,
    Part,
    Place,
    PlaceFact,
    Receiver,
    RelativeNear,
    RoundRole,
    Weight,
    Wish,
)
from samverka.guidance.matching.queries.offers import label_key
from samverka.register.partners import actions as partners
from samverka.register.partners.models import Organisation
from samverka.register.people.models import KnownTo, NameKey, Person
from samverka.toolkit.clock import at
from samverka.toolkit.public_key import ALPHABET, LENGTH
from samverka.workflows.demonstration.approved import approve_some
from samverka.workflows.demonstration.names import FAMILY, GIVEN
from samverka.workflows.demonstration.plan import COUNTY, FAMILY_NAME, GAVLE, LANSSTYRELSEN

from .matched_after import decide_some, tell_of_earlier

CITIES = (("0127", "Botkyrka kommun"), ("0126", "Huddinge kommun"), ("0180", "Stockholms stad"))
NAME, EARLIER = "Våren 2026", "2024"
ABOUT = (
    "För hushåll som bor trångt i en storstad och själva vill flytta till Gävleborg. Påhittad "
    "omgång i demonstrationen."
)
MADE_ON, MOVE_BY = dt.date(2026, 2, 2), dt.date(2026, 8, 31)
HOUSEHOLDS, EARLIER_HOUSEHOLDS = 300, 64
# Municipality, persons, school seats, homes; then what there is.
OFFERS: tuple[tuple[str, int, int, int, str], ...] = (
    ("Gävle kommun", 150, 46, 44, "2221 5321 5120 8332 university vocational hospital bus sport"),
    ("Sandvikens kommun", 96, 30, 30, "7212 8171 5321 vocational mother_tongue bus sport women"),
    ("Hudiksvalls kommun", 72, 22, 22, "8171 7231 5311 folk_high_school hospital culture young"),
    ("Bollnäs kommun", 66, 20, 20, "5321 8331 7411 folk_high_school hospital families"),
    ("Söderhamns kommun", 54, 16, 17, "4322 7212 5120 adult_education quiet_area sport"),
    ("Ljusdals kommun", 42, 13, 13, "6111 7111 5321 adult_education quiet_area language_cafe"),
    ("Hofors kommun", 36, 12, 11, "7212 9412 5311 vocational quiet_area families"),
    ("Ovanåkers kommun", 36, 11, 11, "7111 8171 5223 adult_education culture language_cafe"),
    ("Nordanstigs kommun", 30, 9, 9, "5321 9111 6111 adult_education quiet_area women"),
    ("Ockelbo kommun", 27, 8, 9, "7231 9412 5311 adult_education families bus"),
)
EVERYWHERE = ("sfi:track_1", "sfi:track_2", "service:health_centre", "school:preschool")
LANGUAGES = ("ar", "ar", "ar", "prs", "so", "ti", "uk", "en")
SPOKEN = {"Gävle kommun": ("ar", "so", "prs"), "Sandvikens kommun": ("ar", "ti")}
# How many adults and children, as often as it stands here.
SIZES = ((1, 0), (1, 0), (2, 0), (1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (2, 4), (3, 2), (2, 5))
AGES_OF_ADULTS = ("20-24", "25-54", "25-54", "25-54", "25-54", "55-64", "65-")
AGES_OF_CHILDREN = ("0-5", "0-5", "6-15", "6-15", "6-15", "16-19")
Actors = Mapping[str, Actor]


class _Made:
    """Rows that are put together first, and written at once; their keys are the same each time."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.rows: dict[type, list] = {}

    def key(self) -> str:
        return "".join(self.chance.choices(ALPHABET, k=LENGTH))

    def add(self, model: type, *, keyed: bool = False, **facts: Any) -> Any:
        row = model(**facts, public_key=self.key()) if keyed else model(**facts)
        self.rows.setdefault(model, []).append(row)
        return row

    def write(self, *models: type) -> None:
        for model in models:
            model.objects.bulk_create(  # type: ignore[attr-defined]
                self.rows.pop(model, []), batch_size=1000
            )


def match_households(actors: Actors, chance: random.Random, by: Actor) -> None:
    """The round that goes on, and the one before it."""
    programme = Programme.objects.get(slug=COUNTY)
    cities = [_city(code, name, chance) for code, name in CITIES]
    by_name = {row.name: row for row in Organisation.objects.filter(part_of=None)}
    matching = _round(programme, NAME, MADE_ON, MOVE_BY, MatchingRound.State.DECIDING, chance)
    _parts(matching, cities[0], by_name, actors, by)
    officer = Actor(_officer(matching), Role.UNIT_HEAD, cities[0])
    approve_some(leader=by, officer=officer)
    places = _offers(matching, by_name, chance)
    cases = _households(matching, cities, places, HOUSEHOLDS, chance)
    _tie(cases)
    decide_some(matching, cases, places, _officer(matching), chance)
    earlier = _round(
        programme,
        EARLIER,
        dt.date(2023, 10, 2),
        dt.date(2024, 12, 31),
        MatchingRound.State.CLOSED,
        chance,
    )
    were = _offers(earlier, by_name, chance)
    moved = _households(earlier, cities, were, EARLIER_HOUSEHOLDS, chance)
    tell_of_earlier(moved, were, chance)


def _city(code: str, name: str, chance: random.Random) -> Organisation:
    made, _new = Organisation.objects.get_or_create(
        name=name,
        part_of=None,
        defaults={
            "kind": Organisation.Kind.MUNICIPALITY,
            "municipality": Municipality.objects.get(code=code),
            "public_key": "".join(chance.choices(ALPHABET, k=LENGTH)),
        },
    )
    return made


def _round(
    programme: Programme,
    name: str,
    made_on: dt.date,
    move_by: dt.date,
    state: str,
    chance: random.Random,
) -> MatchingRound:
    made = MatchingRound.objects.create(
        programme=programme,
        name=name,
        about=ABOUT,
        state=state,
        move_by=move_by,
        made_on=made_on,
        public_key="".join(chance.choices(ALPHABET, k=LENGTH)),
    )
    Weight.objects.bulk_create(
        Weight(round=made, criterion=key, points=points) for key, points in USUAL.items()
    )
    return made


def _parts(
    matching: MatchingRound,
    city: Organisation,
    by_name: Mapping[str, Organisation],
    actors: Actors,
    by: Actor,
) -> None:
    """Mats is officer in Botkyrka, Gunilla receives in Gävle, Rakel reviews in the county."""
    password = User.objects.get(pk=actors["Ulla"].user_id).password
    for name, role, place, part in (
        ("Mats", Role.UNIT_HEAD, city, Part.OFFICER),
        ("Gunilla", Role.UNIT_HEAD, by_name[GAVLE], Part.MUNICIPALITY),
        ("Rakel", Role.RESEARCHER, by_name[LANSSTYRELSEN], Part.REVIEWER),
    ):
        user = User.objects.create(
            email=f"{name.lower()}@example.org", name=f"{name} {FAMILY_NAME}", password=password
        )
        partners.appoint(user=user, organisation=place, role=role, valid_from=MADE_ON, by=by)
        RoundRole.objects.create(
            round=matching, user=user, organisation=place, part=part, valid_from=MADE_ON
        )


def _officer(matching: MatchingRound) -> User:
    return matching.roles.get(part=Part.OFFICER).user


def _offers(
    matching: MatchingRound, by_name: Mapping[str, Organisation], chance: random.Random
) -> list[Place]:
    made = _Made(chance)
    for name, persons, seats, homes, there in OFFERS:
        place = made.add(
            Place,
            keyed=True,
            round=matching,
            organisation=by_name[name],
            persons=persons,
            school_seats=seats,
            about="Nära till skola, affär och skog. Vi möter dig när du kommer.",
            changed_at=at(matching.made_on, dt.time(9)),
        )
        for dimension, code in _facts(name, there):
            made.add(PlaceFact, keyed=True, place=place, dimension=dimension, code=code)
        for number in range(1, homes + 1):
            _home(made, place, number, matching)
    places = made.rows[Place]
    made.write(Place, PlaceFact, Home)
    return places


def _facts(name: str, there: str) -> Iterable[tuple[str, str]]:
    known = ("studies", "school", "network", "service")
    for code in there.split():
        if code.isdecimal():
            yield "work", code
        else:
            yield next(one for one in known if code in shipped.codes(one)), code
    yield "practice", there.split()[0]
    yield from (tuple(told.split(":")) for told in EVERYWHERE)  # type: ignore[misc]
    yield from (("language", code) for code in SPOKEN.get(name, ()))
    if name in SPOKEN:
        yield "school", "study_guidance"
        yield "service", "interpreter"


def _home(made: _Made, place: Place, number: int, matching: MatchingRound) -> None:
    rooms = (1, 2, 2, 3, 3, 3, 4, 4, 5)[number % 9]
    label = f"Exempelgatan {number}, lgh {1000 + number % 4 * 100 + 1}"
    made.add(
        Home,
        keyed=True,
        place=place,
        label=label,
        label_key=label_key(label),
        rooms=rooms,
        most_persons=(2, 3, 5, 6, 8)[rooms - 1],
        ground_floor_or_lift=number % 3 != 2,
        step_free=number % 6 == 0,
        from_day=matching.made_on + dt.timedelta(days=30 * (number % 6)),
    )


def _households(
    matching: MatchingRound,
    cities: Sequence[Organisation],
    places: Sequence[Place],
    many: int,
    chance: random.Random,
) -> list[Case]:
    """Each with its members, needs, wishes, grounds and who is told."""
    made = _Made(chance)
    for number in range(1, many + 1):
        adults, children = chance.choice(SIZES)
        city = cities[number % len(cities)]
        _household(made, matching, number, city, (adults, children))
    persons = made.rows[Person]
    made.write(Person)
    NameKey.objects.write_for(persons)
    cases = made.rows[Case]
    made.write(KnownTo, Case, Member)
    for case in cases:
        _wished(made, case, places)
    made.write(CaseNeed, CaseInterest, Wish, NotTo, RelativeNear, LegalGround, Receiver)
    return cases


def _household(
    made: _Made, matching: MatchingRound, number: int, city: Organisation, size: tuple[int, int]
) -> None:
    adults, children = size
    family, chance = FAMILY[number % len(FAMILY)], made.chance
    people = [_person(made, family, city, matching.made_on) for _each in range(adults)]
    ages = [chance.choice(AGES_OF_CHILDREN) for _each in range(children)]
    case = made.add(
        Case,
        keyed=True,
        round=matching,
        number=number,
        contact=people[0],
        language=chance.choice(LANGUAGES),
        lives_now=city,
        state=Case.State.PREPARING if number % 25 == 0 else Case.State.IN_ROUND,
        school_seats=sum(age != "0-5" for age in ages),
        community_language="ar" if number % 9 == 0 else "",
        entered_on=matching.made_on + dt.timedelta(days=number % 28),
    )
    for person in people:
        _adult(made, case, person)
    for age in ages:
        made.add(
            Member,
            keyed=True,
            case=case,
            round=matching,
            is_adult=False,
            sex=chance.choice(("woman", "man")),
            age_group=age,
        )


def _person(made: _Made, family: str, city: Organisation, since: dt.date) -> Person:
    person: Person = made.add(
        Person, keyed=True, given_name=made.chance.choice(GIVEN), family_name=family
    )
    made.add(
        KnownTo,
        person=person,
        organisation=city,
        reason=KnownTo.Reason.ACTIVITY,
        since=since,
    )
    return person


def _adult(made: _Made, case: Case, person: Person) -> None:
    chance = made.chance
    codes = list(shipped.codes(shipped.OCCUPATIONS))
    made.add(
        Member,
        keyed=True,
        case=case,
        round=case.round,
        person=person,
        sex=chance.choice(("woman", "man")),
        age_group=chance.choice(AGES_OF_ADULTS),
        occupation=chance.choice(codes) if chance.random() < 0.6 else "",
        practice=chance.choice(codes) if chance.random() < 0.3 else "",
        studies=chance.choice(list(shipped.codes("studies"))) if chance.random() < 0.4 else "",
    )


def _wished(made: _Made, case: Case, places: Sequence[Place]) -> None:
    chance = made.chance
    for code in chance.sample(list(shipped.needs()), chance.choice((0, 0, 1, 1, 2))):
        hard = code in {"step_free", "ground_floor_or_lift"} or chance.random() < 0.3
        made.add(CaseNeed, case=case, code=code, is_hard=hard)
    for code in chance.sample(list(shipped.codes("network")), chance.choice((0, 1, 2))):
        made.add(CaseInterest, case=case, code=code)
    rooms = [place.persons for place in places]
    wanted = list(dict.fromkeys(chance.choices(places, rooms, k=chance.choice((0, 2, 3, 5)))))
    for order, place in enumerate(wanted, 1):
        made.add(Wish, case=case, organisation=place.organisation, order=order)
    others = [place for place in places if place not in wanted]
    if case.number % 7 == 0:
        made.add(NotTo, case=case, organisation=chance.choice(others).organisation)
    if case.number % 11 == 0:
        made.add(RelativeNear, case=case, organisation=chance.choice(others).organisation)
    _grounded(made, case)


def _grounded(made: _Made, case: Case) -> None:
    day = case.entered_on
    made.add(LegalGround, case=case, noted_on=day, kind="data_protection", code="public_task")
    if case.state == Case.State.IN_ROUND:
        made.add(LegalGround, case=case, noted_on=day, kind="secrecy", code="consent")
        made.add(
            Receiver,
            case=case,
            organisation=case.lives_now,
            what="needs",
            ground="consent",
            valid_from=case.entered_on,
        )


def _tie(cases: Sequence[Case]) -> None:
    """Some want the same municipality, some to live near one another."""
    CaseTie.objects.bulk_create(
        CaseTie(case=one, other=other, kind="together" if one.number % 2 else "near")
        for one, other in zip(cases[::37], cases[1::37], strict=False)
    )
