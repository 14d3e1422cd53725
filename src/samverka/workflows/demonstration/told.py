"""What each programme has told its fund: four months sent, and one changed since. Made up."""

import datetime as dt
from dataclasses import replace

from samverka.delivery.activities import actions as activities
from samverka.delivery.activities.actions import Mark
from samverka.delivery.activities.models import Attendance, Registration
from samverka.delivery.certification.queries import counted_marks
from samverka.delivery.participants import actions as participants
from samverka.delivery.participants.models import Participant
from samverka.delivery.programmes import actions as programmes
from samverka.delivery.programmes.models import Fund, FundRule, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.publishing.statements import actions
from samverka.publishing.statements.models import Layout, Series, Version
from samverka.toolkit.clock import at, stopped_at
from samverka.toolkit.periods import months_after

from .certified import certify_chains
from .chains import CHAINS, MADE_UP, MONTHS, RULES_FROM, Chain
from .claimed import begin_next_claim, claim_months
from .plan import INVAST, TODAY

Actors = dict[str, Actor]
SENT = MONTHS[:4]
CHANGED = MONTHS[2]
DUE_DAYS = 28
SENT_AFTER, AT_TEN = dt.timedelta(days=17), dt.time(10)
CLAIMED_ON = dt.date(2026, 2, 10)
PUT_RIGHT_ON = dt.date(2026, 3, 9)


def tell_funds(actors: Actors) -> None:
    """September to December are sent; then a mark of November is put right and certified anew."""
    for chain in CHAINS:
        economist = actors[chain.economist]
        by = replace(economist, user=User.objects.get(pk=economist.user_id))
        programme = Programme.objects.get(slug=chain.slug)
        fund = Fund.objects.get(code=chain.fund)
        _say_when_it_is_due(chain, fund, actors[chain.leader])
        series = actions.begin_series(
            programme=programme,
            fund=fund,
            layout=Layout.objects.get(code=chain.layout),
            first_month=MONTHS[0],
            by=by,
        )
        for month in SENT:
            with stopped_at(at(months_after(month, 1) + SENT_AFTER, AT_TEN)):
                _send(series, month, by)
        if chain.slug == INVAST:
            with stopped_at(at(CLAIMED_ON, AT_TEN)):
                claim_months(actors)
        with stopped_at(at(PUT_RIGHT_ON, AT_TEN)):
            _put_right(programme, fund, actors[chain.leader])
            if chain.asks_at_the_door:
                _ended_earlier(programme, actors[chain.leader])
    begin_next_claim(actors)
    certify_chains(actors, at_once=PUT_RIGHT_ON + dt.timedelta(days=1))


def _say_when_it_is_due(chain: Chain, fund: Fund, by: Actor) -> None:
    there = FundRule.objects.filter(fund=fund, subject=FundRule.Subject.REPORTING)
    if there.filter(due_days__isnull=False).exists():
        return
    programmes.set_fund_rule(
        fund=fund,
        subject=FundRule.Subject.REPORTING,
        valid_from=RULES_FROM,
        valid_to=None,
        value="Varje månad, senast fyra veckor efter månadens slut (exempel)",
        source=chain.due_source or MADE_UP,
        period_months=1,
        due_days=DUE_DAYS,
        by=by,
    )


def _send(series: Series, month: dt.date, by: Actor) -> None:
    """As the task does it, without waiting for a worker."""
    version = actions.make_ready(series=series, first_month=month, on=TODAY, by=by)
    actions.send(version=version, by=by)
    version = Version.objects.get(pk=version.pk)
    actions.send_version.call(
        version.pk,
        user_id=by.user_id,
        role=by.role,
        organisation_id=by.organisation_id,
        language="sv",
    )
    version.refresh_from_db()
    if version.state != Version.State.SENT:
        raise ValueError(f"{series} {month:%Y-%m} was not sent: {version.problem}")


def _put_right(programme: Programme, fund: Fund, by: Actor) -> None:
    """Somebody who was there the whole time had gone home at half time."""
    mark = (
        counted_marks(programme, fund)
        .filter(session__held_on__gte=CHANGED, session__held_on__lt=SENT[-1])
        .select_related("session", "person")
        .order_by("pk")
        .first()
    )
    if mark is None:
        raise ValueError(f"{programme} has nothing to put right in {CHANGED:%Y-%m}.")
    place = Registration.objects.get(activity=mark.session.activity_id, person=mark.person_id)
    put_right = Mark(
        key=place.public_key,
        mark=Attendance.Mark.HERE,
        minutes=mark.minutes // 2,
        version=mark.version,
    )
    activities.record_attendance(session=mark.session, marks=[put_right], on=TODAY, by=by)


def _ended_earlier(programme: Programme, by: Actor) -> None:
    """Where no hours are told, somebody's last day was another than was noted."""
    rows = Participant.objects.filter(programme=programme, ended_on__isnull=False)
    participants.set_days(participants=list(rows), ended_on=dt.date(2025, 12, 10), on=TODAY, by=by)
