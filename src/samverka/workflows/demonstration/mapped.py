"""What staff of the five municipalities in Lärande för integration say they know, mid-way."""

import datetime as dt
import random
from collections.abc import Sequence

from samverka.delivery.programmes.models import Programme
from samverka.development.competence import actions as competence
from samverka.development.competence.models import Area, Competence, Mapping
from samverka.development.competence.queries import asked_about, mapped
from samverka.development.competence.shipped import FUNCTIONS
from samverka.foundation.accounts.actor import SYSTEM, Actor
from samverka.foundation.accounts.models import User
from samverka.register.instruments import actions as instruments
from samverka.register.instruments.models import Asked
from samverka.register.partners.models import Organisation
from samverka.register.people import actions as people
from samverka.register.people.models import Person
from samverka.toolkit.public_key import ALPHABET, LENGTH

from . import plan
from .chains import GOINGE, HASSLEHOLM, HORBY, KRISTIANSTAD
from .names import Names

MUNICIPALITIES = (plan.OSBY, GOINGE, KRISTIANSTAD, HASSLEHOLM, HORBY)
FROM_EACH = 14
SINCE = dt.date(2025, 1, 1)
OPENS, CLOSES = dt.date(2026, 3, 2), dt.date(2026, 3, 27)
# Of three in ten answers there is nothing: many are silent, and some skip a question.
ARE_SILENT, SKIP = 0.3, 0.05
# How far each area is from what is asked, on average, and how much people differ.
LACKS = {"Samtalsmetoder och kommunikation": 0.7, "Förståelse för psykisk hälsa": 1.3}
LACKS_ELSE, OF_PERSON, OF_ANSWER = 0.9, 1.0, 0.6
OTHERS_SEE = (
    "Bara du läser vad du svarar. Din chef ser bara den nivå som ni kommer överens om i ert "
    "samtal. Den som planerar utbildningen ser summor och vilken utbildning som "
    "föreslås för dig. Det används inte för lön eller uppsägning."
)
WISHES = (
    "Mer om att tala med barn genom tolk.",
    "Hur man märker att någon mår dåligt, och vad man gör sedan.",
    "Att få träna samtal, inte bara lyssna på föreläsningar.",
    "Vad andra myndigheter gör, och vem man ringer.",
    "Klarspråk i beslut.",
)
UNUSED = ("Talar dari.", "Är utbildad i motiverande samtal.", "Har arbetat på vårdcentral.")


def map_competence(
    programme: Programme,
    places: Sequence[Organisation],
    leader: Actor,
    names: Names,
    *,
    chance: random.Random,
) -> Mapping:
    """Those who work there are asked about 24 competences; seven of ten answers are in."""
    competence.take_in_shipped(programme=programme, on=SINCE, by=leader)
    _settle(programme, chance)
    for place in places:
        for number in range(FROM_EACH):
            _employ(names.pop(), place, number, leader)
        if place.name == plan.OSBY:
            _employ_alva(place, leader)
    made = competence.make_mapping(
        programme=programme,
        name="Kompetenskartläggning våren 2026",
        opens_on=OPENS,
        closes_on=CLOSES,
        others_see=OTHERS_SEE,
        organisations=places,
        functions=FUNCTIONS,
        asks_then=True,
        on=OPENS,
        by=leader,
    )
    competences = mapped(made)
    asks = _asks(competences)
    asked = Asked.objects.filter(round=made.round).select_related("round", "person")
    titles = dict(
        asked.filter(person__positions__valid_to=None).values_list(
            "pk", "person__positions__title"
        )
    )
    for one in asked.order_by("pk"):
        is_silent = chance.random() <= ARE_SILENT
        # Whoever can sign in answers by themselves.
        if not is_silent and not (one.person and one.person.user_id):
            _answer(one, competences, asks[titles[one.pk]], chance)
    return made


def _settle(programme: Programme, chance: random.Random) -> None:
    """The questions are called by the keys of competences, so these are settled before."""
    areas = Area.objects.filter(programme=programme).order_by("pk")
    rows: list[Area | Competence] = [*areas, *asked_about(programme).order_by("pk")]
    for row in rows:
        row.public_key = "".join(chance.choices(ALPHABET, k=LENGTH))
        row.save(update_fields=["public_key"])


def _employ(name: tuple[str, str], place: Organisation, number: int, leader: Actor) -> Person:
    given_name, family_name = name
    return people.register_person(
        given_name=given_name,
        family_name=family_name,
        employer=place,
        title=FUNCTIONS[number % len(FUNCTIONS)],
        contact="direct",
        on=SINCE,
        by=leader,
    )


def _employ_alva(place: Organisation, leader: Actor) -> None:
    """She can sign in, and has not answered yet."""
    person = _employ(("Alva", plan.FAMILY_NAME), place, 0, leader)
    user = User.objects.get(email="alva@example.org")
    people.link_user(person=person, user=user, by=leader)


def _asks(competences: Sequence[Competence]) -> dict[str, dict[int, int]]:
    """What each function asks, by key of the competence."""
    asks: dict[str, dict[int, int]] = {function: {} for function in FUNCTIONS}
    for one in competences:
        for row in one.required.all():
            asks[row.function][one.pk] = row.level
    return asks


def _answer(
    asked: Asked, competences: Sequence[Competence], asks: dict[int, int], chance: random.Random
) -> None:
    """Who knows much of an area knows more of all of it; each answer differs a little."""
    on = OPENS + dt.timedelta(days=chance.randrange(0, 14))
    knows: dict[str, float] = {}
    said: dict[str, object] = {}
    for one in competences:
        area = one.area.name
        if area not in knows:
            knows[area] = chance.gauss(-LACKS.get(area, LACKS_ELSE), OF_PERSON)
        level = round(asks[one.pk] + knows[area] + chance.gauss(0, OF_ANSWER))
        if chance.random() > SKIP:
            said[one.item] = min(max(level, 0), 4)
    if chance.random() < 0.4:
        said["wishes"] = chance.choice(WISHES)
    if chance.random() < 0.2:
        said["unused"] = chance.choice(UNUSED)
    said |= _as_it_was(competences, said)
    language = "ar" if chance.random() < 0.1 else "sv"
    response = instruments.begin(
        asked_round=asked.round, asked=asked, language=language, on=on, by=SYSTEM
    )
    instruments.save_answers(response=response, answers=said, on=on, by=SYSTEM)
    instruments.finish(response=response, on=on, by=SYSTEM)


def _as_it_was(competences: Sequence[Competence], said: dict[str, object]) -> dict[str, object]:
    """How each area was a year ago, as one sees it now: about a level less than what one says."""
    levels: dict[str, list[int]] = {}
    for one in competences:
        if isinstance(level := said.get(one.item), int):
            levels.setdefault(f"t_{one.area.public_key}", []).append(level)
    return {
        name: max(0, round(sum(held) / len(held) - 0.8)) for name, held in levels.items() if held
    }


def agree_with_some(mapping: Mapping, head: Actor, *, chance: random.Random) -> None:
    """A unit head has had the talk with half of those who were asked there."""
    competences = mapped(mapping)
    here = Asked.objects.filter(round=mapping.round, organisation=head.organisation)
    half = here.select_related("person").order_by("pk")[: FROM_EACH // 2]
    for person in [one.person for one in half if one.person]:
        competence.agree_levels(
            mapping=mapping,
            person=person,
            levels={each: chance.choice((1, 2, 2, 3, 3, 4)) for each in competences},
            on=plan.TODAY - dt.timedelta(days=chance.randrange(1, 7)),
            by=head,
        )
