"""Shares, months of time and ceilings."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Fund, Programme
from samverka.delivery.working_time import months
from samverka.delivery.working_time.messages import send_reminder
from samverka.delivery.working_time.models import Allocation, Ceiling, TimeEntry, TimeReport
from samverka.delivery.working_time.queries import accounts_of
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit import texts
from samverka.toolkit.periods import check_end

from .rules import say_from

State = TimeReport.State


class NotOpen(Exception):
    """The month lies with somebody else."""

    def __str__(self):
        return _(
            "The month is handed in, so nothing in it is changed. Take it back, or ask for it to "
            "be sent back."
        )


class NotWaiting(Exception):
    """There is nothing to decide about."""

    def __str__(self):
        return _("The month does not wait for an answer any more. Read the page again.")


class NotYourOwn(Exception):
    """Somebody else is to say that one's time is right."""

    def __str__(self):
        return _("You cannot approve your own time. Somebody else at your employer does.")


class NotYet(Exception):
    """A month that has not begun."""

    def __str__(self):
        return _("The month has not begun. Write it when it has.")


class HasSuchAShare(Exception):
    """A share from the same day."""

    def __init__(self, day: dt.date):
        super().__init__(
            _("The person has a share of this programme from %(day)s. Choose another day.")
            % {"day": texts.day(day)}
        )


@transaction.atomic
def allocate(
    *,
    person: Person,
    programme: Programme,
    organisation: Organisation,
    share: int,
    function: str,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    by: Actor,
) -> Allocation:
    """Say that somebody works with a programme; a share that goes on ends the day before.

    :raises HasSuchAShare: there is one from the same day
    :raises EndsBeforeItBegan: it would hold no day
    """
    if valid_to:
        check_end(valid_from, valid_to)
    # Of two who note the same at once, the second finds what the first noted.
    Person.objects.select_for_update().get(pk=person.pk)
    same = Allocation.objects.select_for_update().filter(
        person=person, programme=programme, organisation=organisation
    )
    if same.filter(valid_from=valid_from).exists():
        raise HasSuchAShare(valid_from)
    same.filter(valid_to=None, valid_from__lt=valid_from).update(valid_to=valid_from)
    made = Allocation.objects.create(
        person=person,
        programme=programme,
        organisation=organisation,
        share=share,
        function=function,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    trail.note(by=by, verb="working_time.allocated", about=made, person_id=person.pk)
    return made


@transaction.atomic
def end_allocation(*, allocation: Allocation, on: dt.date, by: Actor) -> None:
    """The share holds until a day, and not on it.

    :raises EndsBeforeItBegan: it would hold no day
    """
    check_end(allocation.valid_from, on)
    allocation.valid_to = on
    allocation.save(update_fields=["valid_to"])
    trail.note(
        by=by,
        verb="working_time.allocation_ended",
        about=allocation,
        person_id=allocation.person_id,
        fields=["valid_to"],
    )


@transaction.atomic
def begin_month(*, allocation: Allocation, month: dt.date, on: dt.date, by: Actor) -> TimeReport:
    """The person's report of the month, begun if it is not.

    :raises NotYet: the month has not begun
    """
    month = months.first_of(month)
    if month > on:
        raise NotYet
    report, is_new = TimeReport.objects.get_or_create(
        person=allocation.person,
        programme=allocation.programme,
        organisation=allocation.organisation,
        month=month,
    )
    if is_new:
        trail.note(by=by, verb="working_time.begun", about=report, person_id=report.person_id)
    return report


@transaction.atomic
def write_days(*, report: TimeReport, minutes: Mapping[dt.date, int | None], by: Actor) -> None:
    """Keep the minutes of some days; days not named stay as they were.

    :raises NotOpen: the month is handed in
    """
    _write(_with_the_person(report), minutes, by)


@transaction.atomic
def hand_in(
    *, report: TimeReport, minutes: Mapping[dt.date, int | None], on: dt.date, by: Actor
) -> None:
    """The person has written what there is to write; the last of it comes along.

    :raises NotOpen: the month is handed in already
    """
    there = _with_the_person(report)
    _write(there, minutes, by)
    # Why it was sent back stays until it is approved: taken back, it says so again.
    there.state, there.handed_in_on = State.HANDED_IN, on
    there.save(update_fields=["state", "handed_in_on"])
    trail.note(by=by, verb="working_time.handed_in", about=there, person_id=there.person_id)


def _with_the_person(report: TimeReport) -> TimeReport:
    there = _locked(report)
    if not there.is_with_the_person:
        raise NotOpen
    return there


def _write(report: TimeReport, minutes: Mapping[dt.date, int | None], by: Actor) -> None:
    before = dict(report.entries.values_list("day", "minutes"))
    told = {day: some or 0 for day, some in minutes.items()}
    changed = {day: some for day, some in told.items() if before.get(day, 0) != some}
    if not changed:
        return
    report.entries.filter(day__in=changed).delete()
    TimeEntry.objects.bulk_create(
        TimeEntry(report=report, day=day, minutes=some) for day, some in changed.items() if some
    )
    trail.note(by=by, verb="working_time.written", about=report, person_id=report.person_id)


@transaction.atomic
def take_back(*, report: TimeReport, by: Actor) -> None:
    """The person has more to write, and nobody has answered yet.

    :raises NotWaiting: it is approved or sent back
    """
    there = _locked(report)
    if there.state != State.HANDED_IN:
        raise NotWaiting
    there.state = State.RETURNED if there.reason else State.OPEN
    there.handed_in_on = None
    there.save(update_fields=["state", "handed_in_on"])
    trail.note(by=by, verb="working_time.taken_back", about=there, person_id=there.person_id)


@transaction.atomic
def approve(*, reports: Sequence[TimeReport], on: dt.date, by: Actor) -> None:
    """The employer says that the months are right: all of them or none.

    :raises NotWaiting: one of them is not handed in
    :raises NotYourOwn: one of them is one's own
    """
    for report in reports:
        there = _locked(report)
        if there.person.user_id == by.user_id:
            raise NotYourOwn
        if there.state != State.HANDED_IN:
            raise NotWaiting
        there.state, there.approved_on, there.approved_as = State.APPROVED, on, by.role
        there.reason = ""
        there.save(update_fields=["state", "approved_on", "approved_as", "reason"])
        trail.note(by=by, verb="working_time.approved", about=there, person_id=there.person_id)


@transaction.atomic
def take_back_approval(*, reports: Sequence[TimeReport], by: Actor) -> None:
    """Approved by mistake: they wait again.

    :raises NotWaiting: one of them is not approved any more
    """
    for report in reports:
        there = _locked(report)
        if there.state != State.APPROVED:
            raise NotWaiting
        there.state, there.approved_on, there.approved_as = State.HANDED_IN, None, ""
        there.save(update_fields=["state", "approved_on", "approved_as"])
        trail.note(
            by=by, verb="working_time.approval_taken_back", about=there, person_id=there.person_id
        )


@transaction.atomic
def send_back(*, report: TimeReport, reason: str, site: str, by: Actor) -> None:
    """Ask the person to look at it again, and say why; they get a letter.

    :raises NotWaiting: it is not handed in
    """
    there = _locked(report)
    if there.state != State.HANDED_IN:
        raise NotWaiting
    there.state, there.reason, there.handed_in_on = State.RETURNED, reason, None
    there.save(update_fields=["state", "reason", "handed_in_on"])
    trail.note(by=by, verb="working_time.sent_back", about=there, person_id=there.person_id)
    if there.person.user_id:
        send_reminder.enqueue(
            user_id=there.person.user_id,
            programme_id=there.programme_id,
            month=there.month.isoformat(),
            site=site,
        )


@transaction.atomic
def remind(*, allocations: Sequence[Allocation], month: dt.date, site: str, by: Actor) -> int:
    """A letter to each person about the month; how many have an account to get one."""
    accounts = accounts_of(allocations)
    sent: set[tuple[int, int]] = set()
    for one in allocations:
        user = accounts.get(one.person_id)
        if user is None or (user.pk, one.programme_id) in sent:
            continue
        sent.add((user.pk, one.programme_id))
        send_reminder.enqueue(
            user_id=user.pk, programme_id=one.programme_id, month=month.isoformat(), site=site
        )
        trail.note(by=by, verb="working_time.reminded", about=one, person_id=one.person_id)
    return len(sent)


@transaction.atomic
def set_ceiling(
    *,
    fund: Fund,
    year_hours: int | None,
    day_hours: int | None,
    source: str,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    by: Actor,
) -> Ceiling:
    """What a fund takes from a day on; the ceiling before it ends then.

    :raises EndsBeforeItBegan: it would hold no day
    """
    facts = {"year_hours": year_hours, "day_hours": day_hours, "source": source}
    made = say_from(Ceiling, fund, valid_from, valid_to, **facts)
    trail.note(by=by, verb="working_time.ceiling_set", about=made)
    return made


def _locked(report: TimeReport) -> TimeReport:
    return (
        TimeReport.objects.select_for_update(of=("self",))
        .select_related("person")
        .get(pk=report.pk)
    )
