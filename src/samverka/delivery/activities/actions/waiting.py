"""The waiting list: seats are offered in turn, and an offer is answered in time or goes on."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.activities.messages import REGRET, own_site, tell_about_place
from samverka.delivery.activities.models import Activity, Registration
from samverka.delivery.activities.queries import seats_left
from samverka.delivery.activities.sharing import is_for_everybody, who_gets
from samverka.delivery.activities.waiting_list import needs_due, to_look_after
from samverka.delivery.activities.who_applies import applicants
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.clock import local_now, now, today

from .history import sheets_changed
from .registrations import Refused

State = Registration.State


@transaction.atomic
def offer_next(*, activity: Activity, by: Actor) -> list[Registration]:
    """Offer the free seats to those next in turn, who have some days to answer.

    A seat that was given back this very minute waits, since that can be undone.
    """
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    answer_by = _answer_by(activity)
    if answer_by is None:
        return []
    next_ones = _next_in_turn(activity)
    for place in next_ones:
        place.state, place.answer_by = State.OFFERED, answer_by
        place.save(update_fields=["state", "answer_by"])
        trail.note(
            by=by, verb="activities.seat_offered", about=activity, person_id=place.person_id
        )
    return next_ones


def _answer_by(activity: Activity) -> dt.datetime | None:
    """Some days from now, and before the first session; None when that is too late."""
    first = activity.sessions.order_by("starts_at").values_list("starts_at", flat=True).first()
    if activity.is_cancelled or first is None or first <= local_now():
        return None
    return min(local_now() + dt.timedelta(days=activity.answer_days), first)


def _next_in_turn(activity: Activity) -> list[Registration]:
    left = seats_left(activity)
    waiting = applicants(activity)
    if left is None:
        left = len(waiting)
    regretted = activity.registrations.filter(
        state=State.CANCELLED, given_back_at__gt=now() - REGRET
    )
    seats = max(left - regretted.count(), 0)
    everybody = is_for_everybody(activity, on=today())
    keys = [one.key for one in who_gets(waiting, seats=seats, is_for_everybody=everybody)]
    rows = activity.registrations.select_related("person").in_bulk(keys)
    return [rows[key] for key in keys]


@transaction.atomic
def share_out(*, activity: Activity, by: Actor) -> list[Registration]:
    """On the day the seats are for everybody: what is left goes to those who wait, in turn."""
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    if activity.is_cancelled:
        return []
    given = _next_in_turn(activity)
    for place in given:
        _seat(place, activity, by)
    return given


def _seat(place: Registration, activity: Activity, by: Actor) -> None:
    place.state, place.answer_by, place.registered_at = State.REGISTERED, None, now()
    place.save(update_fields=["state", "answer_by", "registered_at"])
    sheets_changed(activity)
    trail.note(by=by, verb="activities.registered", about=activity, person_id=place.person_id)


@transaction.atomic
def back_to_waiting(*, registration: Registration, by: Actor) -> None:
    """Whoever was let in before their turn waits again, where they stood."""
    activity = Activity.objects.select_for_update().get(pk=registration.activity_id)
    place = Registration.objects.filter(pk=registration.pk, state=State.REGISTERED).first()
    if place:
        place.state = State.WAITING
        place.save(update_fields=["state"])
        sheets_changed(activity)
        trail.note(by=by, verb="activities.waits", about=activity, person_id=place.person_id)


@transaction.atomic
def accept_offer(*, registration: Registration, by: Actor) -> Registration:
    """Take the seat that is offered.

    :raises Refused: the time to answer is over
    """
    activity = Activity.objects.select_for_update().get(pk=registration.activity_id)
    place = Registration.objects.get(pk=registration.pk)
    if place.state == State.REGISTERED:
        return place
    if not place.is_offered:
        raise Refused(
            _("The time to answer is over, so the seat went on to the next. You can apply again.")
        )
    if activity.is_cancelled:
        raise Refused(_("The activity is cancelled, so nobody can be registered."))
    _seat(place, activity, by)
    # The calendar had it as one that was offered.
    if place.person.email:
        tell_about_place.enqueue(registration_id=place.pk, site=own_site())
    return place


@transaction.atomic
def decline_offer(*, registration: Registration, by: Actor) -> None:
    """Leave the offered seat to the next in turn."""
    activity = Activity.objects.select_for_update().get(pk=registration.activity_id)
    place = Registration.objects.filter(pk=registration.pk, state=State.OFFERED).first()
    if place:
        # The next in turn is offered it a minute later: until then it can be taken back.
        place.given_back_at = now()
        _let_go(place)
        trail.note(
            by=by, verb="activities.offer_declined", about=activity, person_id=place.person_id
        )


@dataclass(frozen=True)
class Answered:
    """An offer as it stood before it was answered, and what it became."""

    answer_by: dt.datetime
    registered_at: dt.datetime
    became: str

    @classmethod
    def of(cls, place: Registration, became: str) -> "Answered | None":
        """None where no offer stands."""
        if place.state != State.OFFERED or place.answer_by is None:
            return None
        return cls(place.answer_by, place.registered_at, became)


@transaction.atomic
def offer_again(*, registration: Registration, was: Answered, by: Actor) -> Registration:
    """Undo an answer: the offer stands as it did, with the same time to answer.

    :raises Refused: the time is over, the seat is another's, or something was done since
    """
    activity = Activity.objects.select_for_update().get(pk=registration.activity_id)
    place = Registration.objects.get(pk=registration.pk)
    if place.state != was.became:
        raise Refused(_("Something was done with the place after you. Nothing was changed."))
    if activity.is_cancelled:
        raise Refused(_("The activity is cancelled, so nobody can be registered."))
    if was.answer_by <= local_now():
        raise Refused(_over(was))
    if was.became == State.CANCELLED and seats_left(activity) == 0:
        raise Refused(_("The seat went on to the next. You can apply again, and wait your turn."))
    place.state, place.answer_by = State.OFFERED, was.answer_by
    place.registered_at, place.given_back_at = was.registered_at, None
    place.save(update_fields=["state", "answer_by", "registered_at", "given_back_at"])
    sheets_changed(activity)
    trail.note(by=by, verb="activities.seat_offered", about=activity, person_id=place.person_id)
    if was.became == State.REGISTERED and place.person.email:
        tell_about_place.enqueue(registration_id=place.pk, site=own_site())
    return place


def _over(was: Answered) -> str:
    if was.became == State.REGISTERED:
        return _("The time to answer is over. Give the place back instead, and the next gets it.")
    return _("The time to answer is over, so the seat went on to the next. You can apply again.")


@transaction.atomic
def let_offers_lapse(*, activity: Activity, by: Actor) -> list[Registration]:
    """Offers that nobody answered in time are none any more."""
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    late = activity.registrations.filter(state=State.OFFERED, answer_by__lte=local_now())
    lapsed = list(late.select_related("person"))
    for place in lapsed:
        _let_go(place)
        trail.note(
            by=by, verb="activities.offer_lapsed", about=activity, person_id=place.person_id
        )
    return lapsed


def _let_go(place: Registration) -> None:
    place.state, place.answer_by = State.CANCELLED, None
    place.save(update_fields=["state", "answer_by", "given_back_at"])


def keep_waiting_lists(*, by: Actor) -> int:
    """By the clock: offers lapse, seats go to whose turn it is, and they are told."""
    return sum(_look_after(activity, by) for activity in to_look_after())


@transaction.atomic
def _look_after(activity: Activity, by: Actor) -> int:
    told = let_offers_lapse(activity=activity, by=by)
    if activity.first_group_until == today():
        told += share_out(activity=activity, by=by)
    told += offer_next(activity=activity, by=by)
    for place in told:
        tell_about_place.enqueue(registration_id=place.pk, site=own_site())
    return len(told)


@transaction.atomic
def forget_needs(*, on: dt.date, by: Actor) -> int:
    """Needs of activities that have been, and of whoever gave the place back; tells how many."""
    due = needs_due(on=on).select_related("registration__activity")
    # A place given back this minute may be taken again, with what was written.
    regretted = Registration.objects.filter(given_back_at__gt=now() - REGRET)
    rows = list(due.exclude(registration__in=regretted.values("pk")))
    for need in rows:
        place = need.registration
        trail.note(
            by=by,
            verb="activities.need_forgotten",
            about=place.activity,
            person_id=place.person_id,
        )
        need.delete()
    return len(rows)
