"""The demonstration region, built by the same actions as everything else, the same every time."""

import random
from collections.abc import Callable

from django.contrib.auth.hashers import make_password
from django.db import transaction

from samverka.delivery.programmes import actions as programmes
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role, User
from samverka.register.partners import actions as partners
from samverka.register.partners.models import Organisation

from . import plan
from .at_the_door import wait_at_the_door
from .before import ask_newcomers, map_before, tell_arrivals
from .booked import hold_courses_and_book
from .certified import begin_chains, certify_chains
from .chains import CERTIFIERS, CHAINS
from .compared import compare_municipalities
from .county import ask_and_register, fill_county
from .crowd.held import Region, hold
from .crowd.homes import homes, open_homes
from .crowd.marks import register_and_tick
from .crowd.matched import match_households
from .crowd.planted import plant_orphan_commitment
from .crowd.staff import employ_crowd
from .crowd.strands import STRANDS
from .crowd.turns import take_turns
from .explained import explain_a_service
from .given import give_certificates, tell_what_was_said
from .happenings import carry_out
from .instants import settle_instants
from .interpreted import book_interpreters
from .introduced import introduce
from .invited import invite_to_training_day
from .kept import keep_too_long
from .keys import Latest, latest, settle_keys
from .letters import write_newsletters
from .mapped import MUNICIPALITIES, agree_with_some, map_competence
from .networks import fill_networks
from .paid import pay
from .parents import fill_lists
from .participants import take_part
from .places import fill_a_course
from .questions_asked import ask_staff
from .sensitive import hold_something_sensitive
from .spoken import want_courses
from .staff import employ, names_to_give
from .supplied import keep_competence
from .thought import ask_what_they_thought, put_in_series
from .time import write_time
from .told import tell_funds
from .trained import plan_training

SEED = 20260316
# Of its own: the same chance gives the same keys.
MATCHING = 20260317_000
# Told after each step of a crowd.
Tell = Callable[[], None]
STEPS_OF_A_CROWD = 2 + len(STRANDS)


@transaction.atomic
def build(*, programme: Programme, password: str, by: Actor) -> None:
    """Fill a region that has nothing but its programmes with made-up people and what they do.

    `programme` is the one where most of it happens.
    """
    chance = random.Random(SEED)  # noqa: S311 (the same every time is the point)
    organisations = {each.name: each for each in Organisation.objects.all()}
    actors = _open_accounts(programme, organisations, password, by)
    names = names_to_give(chance)
    staff = employ(organisations, actors, names, chance=chance)
    carry_out(programme, organisations, actors, staff, chance=chance)
    ask_and_register(programme, organisations, actors)
    fill_county(organisations, actors)
    fill_networks(organisations, actors)
    write_time(programme, organisations, actors)
    take_part(programme, organisations, actors)
    begin_chains(organisations, actors, names)
    pay(organisations, actors)
    fill_a_course(programme, organisations, actors, staff)
    fill_lists(programme, organisations, actors)
    hold_courses_and_book(programme, organisations, actors, staff)
    want_courses(programme, organisations, actors)
    put_in_series(programme, actors)
    ask_what_they_thought(programme, actors, chance=random.Random(SEED))  # noqa: S311
    wait_at_the_door(programme)
    hold_something_sensitive(programme, organisations, staff, actors["Olga"])
    ask_staff(organisations, actors, chance=random.Random(SEED))  # noqa: S311
    compare_municipalities(programme, actors)
    lfi = Programme.objects.get(slug=plan.LFI)
    places = [organisations[name] for name in MUNICIPALITIES]
    lot = random.Random(SEED)  # noqa: S311
    made = map_competence(lfi, places, actors["Disa"], names, chance=lot)
    agree_with_some(made, actors[plan.OSBY], chance=lot)
    plan_training(made, organisations, actors["Disa"], on=plan.TODAY)
    keep_competence(lfi, organisations, actors)
    map_before(made, places, actors["Disa"])
    ask_newcomers(lfi, actors["Disa"])
    tell_arrivals(lfi, places, actors["Disa"])
    introduce(programme, organisations, actors, staff, names, chance=lot)
    book_interpreters(programme, organisations, actors)
    explain_a_service(programme, actors, chance=random.Random(SEED))  # noqa: S311
    keep_too_long(actors)
    give_certificates(actors)
    tell_what_was_said(actors)
    settle_instants()
    settle_keys(chance)
    write_newsletters(programme, actors)
    invite_to_training_day(programme, actors)
    certify_chains(actors)
    tell_funds(actors)


def _open_accounts(
    programme: Programme, organisations: dict[str, Organisation], password: str, by: Actor
) -> dict[str, Actor]:
    """Everybody one may sign in as, by given name."""
    actors = {}
    # Everybody's is the same: it is made slow to hash, and once is enough.
    hashed = make_password(password)
    for account in plan.USERS:
        user = User.objects.create(email=account.email, password=hashed, name=account.name)
        actor = Actor(user, account.role, organisations[account.organisation])
        _give_role(programme, actor, account.in_programme, by)
        actors[account.given_name] = actor
    for name, given_name in CERTIFIERS.items():
        account = plan.SignIn(given_name, Role.UNIT_HEAD, name, shown=False)
        user = User.objects.create(email=account.email, password=hashed, name=account.name)
        # By the name of the employer, for which nobody else certifies here.
        actors[name] = Actor(user, account.role, organisations[name])
        _give_role(programme, actors[name], False, by)
    for given_name, role, organisation in plan.SECOND_ROLES:
        second = Actor(actors[given_name].user, role, organisations[organisation])
        _give_role(programme, second, False, by)
    return actors


def _give_role(programme: Programme, actor: Actor, in_programme: bool, by: Actor) -> None:
    facts = {
        "user": actor.user,
        "organisation": actor.organisation,
        "role": actor.role,
        "valid_from": programme.starts_on,
        "by": by,
    }
    if in_programme:
        programmes.give_role(programme=programme, **facts)
    else:
        partners.appoint(**facts)


@transaction.atomic
def add_crowds(*, scale: int, there: int = 0, tell: Tell = lambda: None, by: Actor) -> None:
    """Put `scale` crowds around the story, of which `there` are there: each the same every time.

    A crowd is some 1,700 persons, 240 activities and 14,000 marks; the organisations are opened
    with the first. Persons and activities are written by the modules' own actions, places and
    marks in bulk.
    """
    organisations = {each.name: each for each in Organisation.objects.filter(part_of=None)}
    actors = {
        account.given_name: Actor(
            User.objects.get(email=account.email),
            account.role,
            organisations[account.organisation],
        )
        for account in plan.USERS
        if account.organisation in organisations
    }
    before = latest()
    if scale and not there:
        open_homes(by)
        plant_orphan_commitment(actors["Lena"])
    region = Region(actors, {chain.slug: actors[chain.leader] for chain in CHAINS})
    for number in range(there, scale):
        _add_crowd(number, region, before, tell, by)
        before = latest()


def _add_crowd(number: int, region: Region, before: Latest, tell: Tell, by: Actor) -> None:
    chance = random.Random(SEED + number)  # noqa: S311 (the same every time is the point)
    crowd = employ_crowd(homes(), number, chance, by)
    tell()
    for strand in STRANDS:
        register_and_tick(hold(strand, region, crowd, chance), chance)
        tell()
    if not number:
        take_turns(region.actors, chance, by)
        match_households(region.actors, random.Random(MATCHING), by)  # noqa: S311
    # By a chance of their own: the story's keys come of the same seed as the first crowd's.
    settle_keys(random.Random(f"keys {SEED + number}"), after=before)  # noqa: S311
    tell()
