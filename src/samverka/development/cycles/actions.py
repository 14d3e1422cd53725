import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role, User
from samverka.foundation.audit import trail
from samverka.register.instruments import actions as instruments
from samverka.register.instruments.models import (
    Asked,
    Instrument,
    InstrumentVersion,
    Round,
    RoundReader,
    Sphere,
)
from samverka.register.partners.models import Organisation
from samverka.toolkit import sealing
from samverka.toolkit.rows import ChangedMeanwhile, Difference, take_back, what_it_did

from .models import (
    NOTES,
    Cycle,
    CycleGoal,
    CycleStep,
    LeaderMeeting,
    ProcessLeader,
    SelfEvaluation,
)
from .shipped import self_evaluation


class NothingToAsk(Exception):
    """No unit is chosen."""

    def __str__(self):
        return _("Choose at least one unit. Those that are yet to answer are not asked anew.")


class NotFollowedUp(Exception):
    """A cycle ends with a follow-up, which begins the next."""

    def __str__(self):
        return _(
            "The follow-up is not answered. Answer it first: it is where the next turn begins."
        )


class IsClosed(Exception):
    """What is closed stays as it was."""

    def __str__(self):
        return _("This turn is closed. Write in the one that is open.")


class GoneSince(Exception):
    """What something stood in was taken away meanwhile."""

    def __str__(self):
        return _("What it belongs to is gone, so it cannot be put back. Write it anew.")


class NotAnswered(Exception):
    """Goals rest on the self-evaluation."""

    def __str__(self):
        return _("Answer the self-evaluation first. Goals rest on it.")


@transaction.atomic
def open_evaluation(
    *,
    programme: Programme,
    name: str,
    opens_on: dt.date,
    closes_on: dt.date,
    stuck_after: int,
    units: Iterable[Organisation],
    on: dt.date,
    by: Actor,
) -> SelfEvaluation:
    """Ask units for themselves: a first turn of those in none, the follow-up of the others.

    :raises NothingToAsk: all are yet to answer what they were asked
    :raises instruments.Refused: the round cannot be as it is written
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    open_turns = Cycle.objects.filter(programme=programme, closed_on=None)
    there = {row.unit_id: row for row in open_turns.select_related("asked")}
    chosen = [unit for unit in units if unit.pk not in there or _may_follow_up(there[unit.pk])]
    if not chosen:
        raise NothingToAsk
    asked_round = _round(programme, name, opens_on, closes_on, on, by)
    made = SelfEvaluation.objects.create(
        programme=programme, round=asked_round, stuck_after=stuck_after
    )
    instruments.ask(asked_round=asked_round, organisations=chosen, on=on, by=by)
    asked = {row.organisation_id: row for row in Asked.objects.filter(round=asked_round)}
    for unit in chosen:
        _turn(programme, unit, there.get(unit.pk), asked[unit.pk], on)
    trail.note(by=by, verb="cycles.units_asked", about=made)
    return made


def _round(
    programme: Programme, name: str, opens_on: dt.date, closes_on: dt.date, on: dt.date, by: Actor
) -> Round:
    """Of what pupils meet nobody reads but the readers; the unit and its process leader read
    their own on the page of the cycle."""
    return instruments.open_round(
        version=_version(programme, on, by),
        name=name,
        opens_on=opens_on,
        closes_on=closes_on,
        way=Round.Way.NAMED,
        readers=[instruments.Reader(by.organisation, Role.RESEARCHER, RoundReader.Sees.FIGURES)],
        others_see=_(
            "You answer for your unit. Your unit's head and its process leader see the answers. "
            "Whoever leads the programme sees sums of at least five units."
        ),
        by=by,
    )


def _may_follow_up(cycle: Cycle) -> bool:
    return cycle.asked.state == Asked.State.DONE and cycle.follow_up_id is None


def _turn(
    programme: Programme, unit: Organisation, cycle: Cycle | None, asked: Asked, on: dt.date
) -> None:
    if cycle is not None:
        Cycle.objects.filter(pk=cycle.pk).update(follow_up=asked)
        return
    number = Cycle.objects.filter(programme=programme, unit=unit).count() + 1
    Cycle.objects.create(programme=programme, unit=unit, number=number, asked=asked, begun_on=on)


def _version(programme: Programme, on: dt.date, by: Actor) -> InstrumentVersion:
    """What the programme asked last, in its newest version; the shipped one at first."""
    latest = SelfEvaluation.objects.filter(programme=programme).order_by("-pk").first()
    if latest is None:
        return _shipped(programme, on, by)
    published = latest.round.version.instrument.versions.exclude(published_on=None)
    return published.select_related("instrument").latest("number")


def _shipped(programme: Programme, on: dt.date, by: Actor) -> InstrumentVersion:
    name = (_("Self-evaluation of units, %(programme)s") % {"programme": programme.name})[:120]
    made = Instrument.objects.filter(owner=by.organisation_id, name=name).first()
    if made is None:
        made = instruments.create_instrument(
            name=name, sphere=Sphere.PUPIL, form=self_evaluation(), by=by
        )
    version = made.versions.select_related("instrument").latest("number")
    if not version.is_published:
        instruments.publish_version(
            version=version, what_changed=_("As it was written."), on=on, by=by
        )
        version.refresh_from_db()
    return version


@transaction.atomic
def assign_leader(
    *, programme: Programme, unit: Organisation, user: User | None, on: dt.date, by: Actor
) -> None:
    """From a day on somebody else, or nobody, supports a unit."""
    now = ProcessLeader.objects.select_for_update().filter(
        programme=programme, unit=unit, valid_to=None
    )
    for row in now:
        if user is not None and row.user_id == user.pk:
            return
        if row.valid_from >= on:
            row.delete()
        else:
            row.valid_to = on
            row.save(update_fields=["valid_to"])
    if user is not None:
        ProcessLeader.objects.create(programme=programme, unit=unit, user=user, valid_from=on)
    trail.note(by=by, verb="cycles.leader_assigned", about=unit)


@transaction.atomic
def choose_areas(*, cycle: Cycle, areas: Iterable[str], by: Actor) -> None:
    """What the unit works with in this turn.

    :raises IsClosed: the turn is closed
    """
    found = _open(cycle)
    found.areas = list(areas)
    found.save(update_fields=["areas"])
    trail.note(by=by, verb="cycles.areas_chosen", about=found)


def _open(cycle: Cycle) -> Cycle:
    # What it points at may be empty, which PostgreSQL does not lock together with it.
    found = Cycle.objects.select_for_update().get(pk=cycle.pk)
    if found.closed_on:
        raise IsClosed
    return found


@transaction.atomic
def set_goal(*, cycle: Cycle, values: Mapping[str, object], on: dt.date, by: Actor) -> CycleGoal:
    """A goal in an area, which is thereby chosen.

    :raises IsClosed: the turn is closed
    :raises NotAnswered: the self-evaluation is not answered
    """
    found = _open(cycle)
    if found.asked.state != Asked.State.DONE:
        raise NotAnswered
    made = CycleGoal.objects.create(cycle=found, set_on=on, **values)
    if made.area not in found.areas:
        found.areas = [*found.areas, made.area]
        found.save(update_fields=["areas"])
    trail.note(by=by, verb="cycles.goal_set", about=found)
    return made


@transaction.atomic
def change_goal(*, goal: CycleGoal, values: Mapping[str, object], by: Actor) -> Difference:
    """Write a goal anew; answers what puts it back.

    :raises IsClosed: the turn is closed
    """
    found = _open(goal.cycle)
    if values["area"] not in found.areas:
        found.areas = [*found.areas, values["area"]]
        found.save(update_fields=["areas"])
    trail.note(by=by, verb="cycles.goal_changed", about=found)
    return _done_to(goal, CycleGoal.objects.filter(pk=goal.pk).update, **values)


@transaction.atomic
def remove_goal(*, goal: CycleGoal, by: Actor) -> Difference:
    """Take a goal away with its steps; answers what puts them back.

    :raises IsClosed: the turn is closed
    """
    found = _open(goal.cycle)
    trail.note(by=by, verb="cycles.goal_removed", about=found)
    return _done_to(goal, goal.delete)


def _done_to(goal: CycleGoal, do: Callable[..., object], **values: object) -> Difference:
    return what_it_did(CycleGoal, goal.pk, lambda: do(**values))


@transaction.atomic
def put_back(*, cycle: Cycle, what: Difference, by: Actor) -> None:
    """A goal or a step as it was before it was changed or taken away.

    :raises IsClosed: the turn is closed
    :raises GoneSince: what it belongs to is gone
    """
    found = _open(cycle)
    try:
        take_back(CycleGoal, what)
    except ChangedMeanwhile as gone:
        raise GoneSince from gone
    trail.note(by=by, verb="cycles.put_back", about=found)


@transaction.atomic
def add_step(*, goal: CycleGoal, values: Mapping[str, object], by: Actor) -> CycleStep:
    """:raises IsClosed: the turn is closed"""
    found = _open(goal.cycle)
    made = CycleStep.objects.create(goal=goal, **values)
    trail.note(by=by, verb="cycles.step_added", about=found)
    return made


@transaction.atomic
def change_step(*, step: CycleStep, values: Mapping[str, object], by: Actor) -> Difference:
    """Write a step anew; answers what puts it back.

    :raises IsClosed: the turn is closed
    """
    found = _open(step.goal.cycle)
    trail.note(by=by, verb="cycles.step_changed", about=found)
    return _done_to(step.goal, CycleStep.objects.filter(pk=step.pk).update, **values)


@transaction.atomic
def remove_step(*, step: CycleStep, by: Actor) -> Difference:
    """Take a step away; answers what puts it back.

    :raises IsClosed: the turn is closed
    """
    found = _open(step.goal.cycle)
    trail.note(by=by, verb="cycles.step_removed", about=found)
    return _done_to(step.goal, step.delete)


@transaction.atomic
def mark_step(*, step: CycleStep, is_done: bool, on: dt.date, by: Actor) -> None:
    """Done, or not done after all.

    :raises IsClosed: the turn is closed
    """
    found = _open(step.goal.cycle)
    step.done_on = on if is_done else None
    step.save(update_fields=["done_on"])
    trail.note(by=by, verb="cycles.step_marked", about=found)


@transaction.atomic
def note_meeting(
    *, cycle: Cycle, held_on: dt.date, notes: str, next_on: dt.date | None, by: Actor
) -> LeaderMeeting:
    """:raises IsClosed: the turn is closed"""
    found = _open(cycle)
    made = LeaderMeeting(cycle=found, held_on=held_on, next_on=next_on)
    made.write(notes)
    made.save()
    trail.note(by=by, verb="cycles.meeting_noted", about=found)
    return made


@transaction.atomic
def close_cycle(*, cycle: Cycle, on: dt.date, by: Actor) -> Cycle:
    """End the turn; its follow-up is the self-evaluation of the next, which begins.

    :raises IsClosed: it is closed
    :raises NotFollowedUp: the follow-up is not answered
    """
    found = _open(cycle)
    if found.follow_up is None or found.follow_up.state != Asked.State.DONE:
        raise NotFollowedUp
    found.closed_on = on
    found.save(update_fields=["closed_on"])
    begun = Cycle.objects.create(
        programme=found.programme,
        unit=found.unit,
        number=found.number + 1,
        asked=found.follow_up,
        begun_on=on,
    )
    trail.note(by=by, verb="cycles.closed", about=found)
    return begun


@transaction.atomic
def set_stuck_after(*, programme: Programme, days: int, by: Actor) -> None:
    """After how many days without anything a unit of the programme is pointed out."""
    SelfEvaluation.objects.filter(programme=programme).update(stuck_after=days)
    trail.note(by=by, verb="cycles.stuck_after_set", about=programme)


@transaction.atomic
def seal_notes_anew(*, at_most: int, by: Actor) -> int:
    """Seal some notes with the current key; answers how many, none when all are done."""
    rows = LeaderMeeting.objects.all()
    return sealing.seal_some_anew(rows, "sealed", context=NOTES, at_most=at_most)
