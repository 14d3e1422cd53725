"""Applying for a place, and giving it back."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.activities.messages import REGRET, tell_about_place
from samverka.delivery.activities.models import NEED, Activity, Need, Registration
from samverka.delivery.activities.queries import last_day_to_register, seats_left
from samverka.delivery.activities.sharing import (
    Applicant,
    is_for_everybody,
    is_of_first_group,
    who_gets,
)
from samverka.delivery.activities.who_applies import applicants, function_at, known_at
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.register.people import actions as people
from samverka.register.people.models import KnownTo, Person
from samverka.toolkit import sealing
from samverka.toolkit.clock import local_now, now, today
from samverka.toolkit.texts import day

from .history import sheets_changed
from .registrations import Refused
from .waiting import accept_offer

ONCE = "form of applying"
State, Way = Registration.State, Registration.Way


@transaction.atomic
def apply(
    *,
    activity: Activity,
    person: Person,
    organisation: Organisation,
    function: str = "",
    needs: str = "",
    way: str,
    language: str = "",
    by: Actor,
) -> Registration:
    """Ask for a place: a seat where there is one by the rule of sharing, else the waiting list.

    Somebody who has a place, or waits, keeps it as it is; an offer is accepted, and one that was
    not answered in time is none. Whoever runs the activity may add somebody after the last day
    to register.

    :raises Refused: the activity is cancelled, or its last day to register has been
    """
    # The lock lets one of those who ask for the last seat go first.
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    place = activity.registrations.filter(person=person).first()
    if place and place.is_offered:
        place = accept_offer(registration=place, by=by)
    elif place is None or place.state in (State.CANCELLED, State.OFFERED):
        _check_open(activity, person, way)
        place = place or Registration(activity=activity, person=person)
        function = function or function_at(person, organisation.pk, on=today())
        place.organisation, place.function = organisation, function[:100]
        place.way, place.language = way, language
        _take_or_wait(place, activity, by)
    if needs.strip():
        write_need(registration=place, text=needs, by=by)
    return place


def _check_open(activity: Activity, person: Person, way: str) -> None:
    if not Person.objects.filter(pk=person.pk, forgotten_on=None).exists():
        raise Refused(_("The person was joined with another, or removed. Search anew."))
    if activity.is_cancelled:
        raise Refused(_("The activity is cancelled, so nobody can be registered."))
    closes = last_day_to_register(activity)
    if today() > closes and way != Way.ORGANISER:
        raise Refused(
            _("The last day to register was %(day)s. Ask the organiser if there is still room.")
            % {"day": day(closes)}
        )


def _take_or_wait(place: Registration, activity: Activity, by: Actor) -> None:
    place.is_first_group = is_of_first_group(place.function, activity.first_group)
    # Whoever takes back what they gave back a moment ago stands where they stood.
    if place.given_back_at is None or place.given_back_at < now() - REGRET:
        place.applied_at = local_now()
    place.given_back_at = place.answer_by = None
    gets = _gets_a_seat(place, activity)
    place.state = State.REGISTERED if gets else State.WAITING
    place.registered_at = now()
    place.save()
    people.make_known(
        person=place.person,
        organisation=activity.organiser,
        reason=KnownTo.Reason.ACTIVITY,
        on=today(),
        by=by,
    )
    if gets:
        sheets_changed(activity)
    trail.note(
        by=by,
        verb="activities.registered" if gets else "activities.waits",
        about=activity,
        person_id=place.person_id,
    )


def _gets_a_seat(place: Registration, activity: Activity) -> bool:
    """Whoever waits already goes before, so that a seat just given back is not theirs."""
    left = seats_left(activity)
    if not left:
        return left is None
    newest = Applicant(place.pk or 0, place.is_first_group, place.applied_at)
    waiting = [one for one in applicants(activity) if one.key != newest.key]
    everybody = is_for_everybody(activity, on=today())
    return newest in who_gets([*waiting, newest], seats=left, is_for_everybody=everybody)


@transaction.atomic
def write_need(*, registration: Registration, text: str, by: Actor) -> None:
    """What the person needs to take part, sealed; an empty text takes it away."""
    if text := text.strip():
        sealed = sealing.seal(text, context=NEED)
        Need.objects.update_or_create(registration=registration, defaults={"sealed": sealed})
    else:
        Need.objects.filter(registration=registration).delete()
    trail.note(
        by=by,
        verb="activities.need_written",
        about=registration.activity,
        person_id=registration.person_id,
    )


@transaction.atomic
def seal_needs_anew(*, at_most: int, by: Actor) -> int:
    """Seal some needs with the current key; answers how many, none when all are done."""
    rows = Need.objects.all()
    return sealing.seal_some_anew(rows, "sealed", context=NEED, at_most=at_most)


@transaction.atomic
def give_back(*, registration: Registration, by: Actor) -> None:
    """Give the place back, or leave the waiting list. Marks already made stay.

    The next in turn is offered the seat a minute later: until then it can be taken again.
    """
    activity = Activity.objects.select_for_update().get(pk=registration.activity_id)
    registration = Registration.objects.get(pk=registration.pk)
    if registration.state == State.CANCELLED:
        return
    registration.state, registration.answer_by = State.CANCELLED, None
    registration.given_back_at = now()
    registration.save(update_fields=["state", "answer_by", "given_back_at"])
    sheets_changed(activity)
    trail.note(
        by=by,
        verb="activities.registration_cancelled",
        about=activity,
        person_id=registration.person_id,
    )


@transaction.atomic
def take_again(*, registration: Registration, way: str, by: Actor) -> Registration:
    """Undo what gave the place back: who asked for it, and in which language letters come, stay.

    :param way: as whom one asks, which decides until when
    :raises Refused: as `apply`
    """
    place = apply(
        activity=registration.activity,
        person=registration.person,
        organisation=registration.organisation,
        function=registration.function,
        way=way,
        by=by,
    )
    place.way, place.language = registration.way, registration.language
    place.save(update_fields=["way", "language"])
    return place


@dataclass(frozen=True)
class Stranger:
    """Somebody who is not signed in, as they say who they are and what they need."""

    given_name: str
    family_name: str
    organisation: Organisation
    function: str
    email: str = ""
    phone: str = ""
    needs: str = ""

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


@transaction.atomic
def apply_in_public(
    *,
    activity: Activity,
    stranger: Stranger,
    language: str,
    site: str,
    once: str,
    is_told: bool = True,
    by: Actor,
) -> Registration:
    """Somebody who is not signed in asks for a place, and is told by letter how it went.

    Whoever is known at that address and workplace is that person; nothing of what is known
    changes. Everybody else is somebody new: whether two are one is looked at by people.

    :param once: what the form drew by lot, so that a form sent twice is one place
    :param is_told: whether the address gets a letter, which is not without end
    :raises Refused: the activity is cancelled, or its last day to register has been
    """
    # One at a time: whoever presses twice is one person.
    Activity.objects.select_for_update().get(pk=activity.pk)
    key = sealing.search_hash(f"{activity.public_key} {once}", context=ONCE)[:12]
    before = activity.registrations.filter(public_key=key).first()
    if before:
        return before
    known = known_at(stranger.email, stranger.name, stranger.organisation)
    place = apply(
        activity=activity,
        person=known or _somebody_new(stranger, by),
        organisation=stranger.organisation,
        function=stranger.function,
        needs="" if known and _has_told(activity, known) else stranger.needs,
        way=Way.PUBLIC,
        language=language,
        by=by,
    )
    if known is None:
        _name_after_form(place, key)
    # Who gave no e-mail sees it at once, and anybody may write anybody's telephone number.
    if is_told and stranger.email:
        tell_about_place.enqueue(registration_id=place.pk, site=site)
    return place


def _somebody_new(stranger: Stranger, by: Actor) -> Person:
    return people.register_person(
        given_name=stranger.given_name,
        family_name=stranger.family_name,
        employer=stranger.organisation,
        title=stranger.function,
        on=today(),
        email=stranger.email,
        phone=stranger.phone,
        by=by,
    )


def _name_after_form(place: Registration, key: str) -> None:
    """The place bears what the form drew, by which the same form is known again."""
    place.public_key = key
    place.save(update_fields=["public_key"])


def _has_told(activity: Activity, person: Person) -> bool:
    """What somebody has told of their needs is changed by their own link only."""
    return Need.objects.filter(
        registration__activity=activity, registration__person=person
    ).exists()
