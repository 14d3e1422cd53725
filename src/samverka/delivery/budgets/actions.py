import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.toolkit.money import percent
from samverka.toolkit.texts import whole_day

from .models import WHOLE, Cost, CostReport, CostShare, TakeOver
from .queries import PayingLimit, paying_limits

State = CostReport.State


class OutsideThePeriod(Exception):
    """A cost is paid for by the programme only if it was incurred while the programme went on."""

    def __init__(self, programme: Programme, day: dt.date):
        if programme.starts_on and day < programme.starts_on:
            sentence = _(
                "The cost was incurred %(day)s, before the programme's first day, %(edge)s. "
                "The programme does not pay for it."
            )
            edge: dt.date | None = programme.starts_on
        else:
            sentence = _(
                "The cost was incurred %(day)s, after the programme's last day, %(edge)s. The "
                "programme does not pay for it. What was incurred earlier and paid later is "
                "written on the day it was incurred."
            )
            edge = programme.last_day
        super().__init__(sentence % {"day": whole_day(day), "edge": whole_day(edge)})


class PaidTooLate(Exception):
    """The fund takes a cost that is paid afterwards, but not so late."""

    def __init__(self, limit: PayingLimit):
        super().__init__(
            _(
                "The cost is paid after %(edge)s, the last day on which %(fund)s takes a payment "
                "(%(source)s). The programme does not pay for it."
            )
            % {"edge": whole_day(limit.day), "fund": limit.fund, "source": limit.source}
        )


class WrittenDownAlready(Exception):
    """The same receipt with the same text stands in the account."""

    def __init__(self, receipt: str):
        super().__init__(
            _(
                "A cost with receipt %(receipt)s and the same text stands in the account already. "
                "If the receipt has several lines, give each a text of its own."
            )
            % {"receipt": receipt}
        )


class StandsInAReport(Exception):
    """What is handed in does not change until it is returned."""

    def __init__(self, report: CostReport):
        super().__init__(
            _(
                "The cost stands in report %(number)s, which is handed in. Ask whoever leads the "
                "programme to return the report, and change it then."
            )
            % {"number": report.number}
        )


class NothingToHandIn(Exception):
    """No cost up to the day waits to be handed in."""

    def __init__(self, until: dt.date):
        super().__init__(
            _("No cost incurred until %(day)s waits to be handed in.") % {"day": whole_day(until)}
        )


class IsNotHandedIn(Exception):
    """Somebody else has accepted or returned the report."""

    def __init__(self, report: CostReport):
        super().__init__(
            _("Report %(number)s has been answered already. Open it to see how.")
            % {"number": report.number}
        )


class IsNotReturned(Exception):
    """Only what was returned is handed in once more: what is accepted stays accepted."""

    def __init__(self, report: CostReport):
        super().__init__(
            _("Report %(number)s is not returned. Open it to see how it stands.")
            % {"number": report.number}
        )


class SharesDoNotMakeTheWhole(Exception):
    """The shares of a cost must make a hundred percent."""

    def __init__(self, total: int):
        missing = WHOLE - total
        sentence = (
            _("The shares make %(total)s %%. %(rest)s %% more is to be shared out.")
            if missing > 0
            else _("The shares make %(total)s %%, which is %(rest)s %% too much.")
        )
        super().__init__(sentence % {"total": percent(total), "rest": percent(abs(missing))})


@transaction.atomic
def add_cost(*, programme: Programme, organisation: Organisation, by: Actor, **facts: Any) -> Cost:
    """Write down a cost: kind, text, receipt, incurred_on, paid_on, amount in öre.

    :raises OutsideThePeriod: it was incurred before or after the programme
    :raises PaidTooLate: it is paid later than a fund of the programme takes
    :raises WrittenDownAlready: the account has the receipt with that text
    """
    _check_days(programme, facts["incurred_on"], facts.get("paid_on"))
    cost = Cost(programme=programme, organisation=organisation, **facts)
    _save(cost)
    trail.note(by=by, verb="budgets.cost_added", about=cost)
    return cost


@transaction.atomic
def correct_cost(*, cost: Cost, by: Actor, **facts: Any) -> None:
    """Change what was written of a cost that is not handed in.

    :raises StandsInAReport: it is handed in or accepted
    :raises OutsideThePeriod: it was incurred before or after the programme
    :raises PaidTooLate: it is paid later than a fund of the programme takes
    :raises WrittenDownAlready: the account has the receipt with that text
    """
    _lock(cost)
    _check_days(cost.programme, facts["incurred_on"], facts.get("paid_on"))
    changed = [name for name, value in facts.items() if getattr(cost, name) != value]
    for name in changed:
        setattr(cost, name, facts[name])
    if changed:
        _save(cost)
        trail.note(by=by, verb="budgets.cost_corrected", about=cost, fields=changed)


@transaction.atomic
def note_payment(*, cost: Cost, paid_on: dt.date, by: Actor) -> None:
    """Note when a cost was paid, also after its report was handed in; nothing else changes.

    :raises PaidTooLate: it is paid later than a fund of the programme takes
    """
    kept = Cost.objects.select_for_update().get(pk=cost.pk)
    _check_days(cost.programme, kept.incurred_on, paid_on)
    if kept.paid_on != paid_on:
        kept.paid_on = paid_on
        kept.save(update_fields=["paid_on"])
        trail.note(by=by, verb="budgets.payment_noted", about=cost)


@transaction.atomic
def strike_cost(*, cost: Cost, by: Actor) -> None:
    """Strike a cost: it stays to be seen, and counts no longer.

    :raises StandsInAReport: it is handed in or accepted
    """
    _lock(cost)
    cost.is_struck = True
    cost.save(update_fields=["is_struck"])
    trail.note(by=by, verb="budgets.cost_struck", about=cost)


@transaction.atomic
def restore_cost(*, cost: Cost, by: Actor) -> None:
    """Take back that a cost was struck.

    :raises StandsInAReport: its report has been handed in again
    :raises WrittenDownAlready: it was written down anew meanwhile
    """
    _lock(cost)
    cost.is_struck = False
    _save(cost)
    trail.note(by=by, verb="budgets.cost_restored", about=cost)


@transaction.atomic
def strike_costs(*, costs: Sequence[Cost], by: Actor) -> None:
    """Strike several, all or none.

    :raises StandsInAReport: one of them is handed in or accepted
    """
    for cost in costs:
        strike_cost(cost=cost, by=by)


@transaction.atomic
def restore_costs(*, costs: Sequence[Cost], by: Actor) -> None:
    """Take back that several were struck, all or none.

    :raises StandsInAReport: the report of one has been handed in again
    :raises WrittenDownAlready: one was written down anew meanwhile
    """
    for cost in costs:
        restore_cost(cost=cost, by=by)


@transaction.atomic
def set_kinds(*, costs: Sequence[Cost], kinds: Sequence[str], by: Actor) -> None:
    """Say of several what kind of cost they are, all or none.

    :raises StandsInAReport: one of them is handed in or accepted
    """
    for cost, kind in zip(costs, kinds, strict=True):
        _lock(cost)
        cost.kind = kind
        cost.save(update_fields=["kind"])
        trail.note(by=by, verb="budgets.cost_corrected", about=cost, fields=["kind"])


@transaction.atomic
def hand_in(
    *, programme: Programme, organisation: Organisation, until: dt.date, on: dt.date, by: Actor
) -> CostReport:
    """Hand in every cost incurred up to and with a day that is not handed in.

    :raises NothingToHandIn: there is none
    """
    # Two who press at once get one report: the second finds nothing left.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    own = {"programme": programme, "organisation": organisation}
    waiting = Cost.objects.filter(**own, report=None, is_struck=False, incurred_on__lte=until)
    if not waiting.exists():
        raise NothingToHandIn(until)
    latest = CostReport.objects.filter(**own).order_by("-number").first()
    report = CostReport.objects.create(
        **own, number=latest.number + 1 if latest else 1, until=until, handed_in_on=on
    )
    waiting.update(report=report)
    trail.note(by=by, verb="budgets.report_handed_in", about=report)
    return report


@transaction.atomic
def hand_in_again(*, report: CostReport, on: dt.date, by: Actor) -> None:
    """Hand in a report that was returned, as its costs are now.

    :raises IsNotReturned: it waits for an answer, or is accepted
    """
    report = CostReport.objects.select_for_update().get(pk=report.pk)
    if report.state != State.RETURNED:
        raise IsNotReturned(report)
    report.state, report.handed_in_on = State.HANDED_IN, on
    report.save(update_fields=["state", "handed_in_on"])
    trail.note(by=by, verb="budgets.report_handed_in", about=report)


@transaction.atomic
def accept_report(*, report: CostReport, by: Actor) -> None:
    """The programme's leader has checked a report.

    :raises IsNotHandedIn: it has been answered
    """
    _answer(report, State.ACCEPTED, "")
    trail.note(by=by, verb="budgets.report_accepted", about=report)


@transaction.atomic
def return_report(*, report: CostReport, reason: str, by: Actor) -> None:
    """Give a report back to be corrected; its costs may then be changed.

    :raises IsNotHandedIn: it has been answered
    """
    _answer(report, State.RETURNED, reason)
    trail.note(by=by, verb="budgets.report_returned", about=report)


@transaction.atomic
def set_shares(*, programme: Programme, shares: Mapping[Organisation, int], by: Actor) -> None:
    """Say what each party bears when the project has become ordinary work, all at once.

    :raises SharesDoNotMakeTheWhole: they are not a hundred percent together
    """
    total = sum(shares.values())
    if total != WHOLE:
        raise SharesDoNotMakeTheWhole(total)
    Programme.objects.select_for_update().get(pk=programme.pk)
    CostShare.objects.filter(programme=programme).delete()
    CostShare.objects.bulk_create(
        CostShare(programme=programme, organisation=party, share=share)
        for party, share in shares.items()
        if share
    )
    trail.note(by=by, verb="budgets.shares_set", about=programme)


@transaction.atomic
def set_take_over(
    *,
    activity: Activity,
    organisation: Organisation | None,
    function: str,
    taken_over_on: dt.date | None,
    by: Actor,
) -> TakeOver:
    """Say who goes on with an activity; without an organisation, that it ends."""
    facts = {"organisation": organisation, "function": function, "taken_over_on": taken_over_on}
    said, _is_new = TakeOver.objects.update_or_create(activity=activity, defaults=facts)
    trail.note(by=by, verb="budgets.take_over_set", about=said)
    return said


def _check_days(programme: Programme, incurred: dt.date, paid: dt.date | None) -> None:
    """A cost belongs to the day it was incurred; how much later it is paid is the fund's rule."""
    first, last = programme.starts_on, programme.last_day
    if (first and incurred < first) or (last and incurred > last):
        raise OutsideThePeriod(programme, incurred)
    if paid is None or last is None or paid <= last:
        return
    passed = [limit for limit in paying_limits(programme) if paid > limit.day]
    if passed:
        raise PaidTooLate(passed[0])


def _lock(cost: Cost) -> None:
    """Nobody hands the cost in while it is being changed."""
    Cost.objects.select_for_update().get(pk=cost.pk)
    cost.refresh_from_db(fields=["report"])
    if cost.report and cost.report.state != State.RETURNED:
        raise StandsInAReport(cost.report)


def _save(cost: Cost) -> None:
    try:
        with transaction.atomic():
            cost.save()
    except IntegrityError as problem:
        raise WrittenDownAlready(cost.receipt) from problem


def _answer(report: CostReport, state: str, reason: str) -> None:
    held = CostReport.objects.select_for_update().get(pk=report.pk)
    if held.state != State.HANDED_IN:
        raise IsNotHandedIn(held)
    report.state, report.reason = state, reason
    report.save(update_fields=["state", "reason"])
