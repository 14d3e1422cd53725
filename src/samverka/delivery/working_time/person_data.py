"""What this module does when a person is moved into another, forgotten or told what is kept."""

import datetime as dt

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from samverka.delivery.retention.models import Records
from samverka.delivery.retention.queries import must_be_kept
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.models import Person
from samverka.toolkit.money import kronor
from samverka.toolkit.personal_data import Disclosed, disclosed
from samverka.toolkit.texts import hours

from .models import Allocation, HourlyRate, TimeEntry, TimeReport
from .sealed import Pay, opened


@transaction.atomic
def move_person(*, old: Person, new: Person, by: Actor) -> None:
    """Hand shares and months over. Of two days written the longer stays, to be approved anew."""
    for share in Allocation.objects.select_for_update().filter(person=old):
        there = Allocation.objects.filter(
            person=new,
            programme=share.programme_id,
            organisation=share.organisation_id,
            valid_from=share.valid_from,
        )
        if there.exists():
            share.delete()
        else:
            share.person = new
            share.save(update_fields=["person"])
    for rate in HourlyRate.objects.select_for_update().filter(person=old):
        _move_rate(rate, new)
    for report in TimeReport.objects.select_for_update().filter(person=old):
        _move_report(report, new)
    trail.note(by=by, verb="working_time.person_moved", about=new, person_id=new.pk)


def _move_rate(rate: HourlyRate, new: Person) -> None:
    """Where the one that stays has a rate, that holds."""
    there = HourlyRate.objects.filter(
        person=new,
        programme=rate.programme_id,
        organisation=rate.organisation_id,
        fund=rate.fund_id,
        number=rate.number,
    )
    if there.exists():
        rate.delete()
    else:
        rate.person = new
        rate.save(update_fields=["person"])


def _move_report(report: TimeReport, new: Person) -> None:
    there = TimeReport.objects.filter(
        person=new,
        programme=report.programme_id,
        organisation=report.organisation_id,
        month=report.month,
    ).first()
    if there is None:
        report.person = new
        report.save(update_fields=["person"])
        return
    if _take_over_days(report, there):
        # Nobody has handed in or approved what stands there now.
        there.state, there.handed_in_on = TimeReport.State.OPEN, None
        there.approved_on, there.approved_as, there.reason = None, "", ""
        there.save()
    report.delete()


def _take_over_days(report: TimeReport, there: TimeReport) -> bool:
    """Whether a day of the one that stays became another than it was."""
    before = dict(there.entries.values_list("day", "minutes"))
    longer = [one for one in report.entries.all() if one.minutes > before.get(one.day, 0)]
    for one in longer:
        TimeEntry.objects.update_or_create(
            report=there, day=one.day, defaults={"minutes": one.minutes}
        )
    return bool(longer)


@transaction.atomic
def forget_person(*, person: Person, on: dt.date, by: Actor) -> None:
    """Take away shares and months, but for those that a fund may still ask for.

    Where the fund's rule is not written down yet, they are kept: accounts cannot be brought back.
    """
    kept = must_be_kept(Records.WORKING_TIME, on=on)
    TimeReport.objects.filter(~kept, person=person).delete()
    theirs = TimeReport.objects.filter(person=person).exclude(reason="")
    theirs.filter(state=TimeReport.State.RETURNED).update(reason="", state=TimeReport.State.OPEN)
    theirs.update(reason="")
    HourlyRate.objects.filter(~kept, person=person).delete()
    # Why it was corrected may name the person; that it was stays.
    HourlyRate.objects.filter(person=person).exclude(why="").update(why="–")
    Allocation.objects.filter(~kept, person=person).delete()
    Allocation.objects.filter(person=person).update(function="")
    trail.note(by=by, verb="working_time.person_forgotten", about=person, person_id=person.pk)


def disclose_person(*, person: Person) -> list[Disclosed]:
    """What this module holds of a person."""
    shares = Allocation.objects.filter(person=person).select_related("programme", "organisation")
    reports = (
        TimeReport.objects.filter(person=person)
        .select_related("programme", "organisation")
        .annotate(sum=Sum("entries__minutes", default=0))
    )
    rates = HourlyRate.objects.filter(person=person).select_related(
        "programme", "organisation", "fund"
    )
    declared = TimeReport.personal_data
    return [
        Disclosed(
            _("What an hour of your time costs"),
            str(HourlyRate.personal_data.ground),
            str(HourlyRate.personal_data.keep),
            [_rate(row, pay) for row, pay in opened(rates.order_by("from_month", "pk"))],
        ),
        disclosed(
            _("Your share of programmes"),
            shares.order_by("valid_from", "pk"),
            of=Allocation,
            fields="programme organisation share function valid_from valid_to",
        ),
        Disclosed(
            _("Your working time"),
            str(declared.ground),
            str(declared.keep),
            [_month(row) for row in reports.order_by("month", "pk")],
        ),
    ]


def _rate(row: HourlyRate, pay: Pay) -> dict[str, str]:
    return {
        _("Programme"): row.programme.name,
        _("Employer"): row.organisation.name,
        _("Fund"): row.fund.name,
        _("Monthly pay"): kronor(pay.monthly),
        _("Kronor an hour"): kronor(pay.hourly),
        _("Fixed from"): f"{row.from_month:%Y-%m}",
        _("Source"): row.source,
        _("What was wrong before"): row.why,
    }


def _month(row) -> dict[str, str]:
    days = row.entries.order_by("day").values_list("day", "minutes")
    return {
        _("Programme"): row.programme.name,
        _("Employer"): row.organisation.name,
        _("Month"): f"{row.month:%Y-%m}",
        _("State"): str(row.get_state_display()),
        _("Sum"): hours(row.sum),
        _("Days"): ", ".join(f"{day.isoformat()} {hours(minutes)}" for day, minutes in days),
        _("Why it was sent back"): row.reason,
    }
