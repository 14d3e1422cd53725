"""Letters about a place. The queue holds numbers; names and addresses are read here."""

import datetime as dt
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from samverka.delivery.retention.queries import restricted
from samverka.toolkit.calendar_file import (
    CANCEL,
    REQUEST,
    Entry,
    Mailbox,
    attached,
    calendar_file,
)
from samverka.toolkit.clock import local_now, now
from samverka.toolkit.text_messages import can_be_texted, send_text

from .links import token_of
from .models import Activity, Registration

State, Way = Registration.State, Registration.Way
Times = dict[str, list[str]]
# As long as whoever gave a place back, or cancelled something, may regret it.
REGRET = dt.timedelta(minutes=1)


def own_site() -> str:
    """Where links lead when nobody's page asked for the letter."""
    origins = settings.CSRF_TRUSTED_ORIGINS
    return f"{origins[0]}/" if origins else "http://localhost:8000/"


@task()
def tell_about_place(
    registration_id: int, site: str, is_news: bool = False, gone: Times | None = None
) -> None:
    """Tell whoever has an address whether they have a seat, wait, or have to answer.

    :param gone: sessions that calendars have, and that are no more
    """
    place = (
        Registration.objects.select_related(
            "activity__municipality", "activity__organiser", "person"
        )
        .filter(_may_be_written_to(), pk=registration_id)
        .first()
    )
    if place is None:
        return
    url = urljoin(site, reverse("sign_up:mine", args=[token_of(place)]))
    with translation.override(place.language or settings.LANGUAGE_CODE):
        if place.person.email:
            _write(place, url, is_news, gone or {})
        elif is_told(place):
            # Neither what it is about nor who sends it: somebody else may read the telephone.
            said = _("There is news of a place you asked for:")
            send_text(place.person.phone, f"{said} {url}")


def is_told(place: Registration) -> bool:
    """Whether news reaches somebody by itself, and nobody has to call them."""
    is_safe = not place.person.is_protected or place.way == Way.PUBLIC
    return is_safe and bool(place.person.email or can_be_texted(place.person.phone))


def _may_be_written_to() -> Q:
    """No address of a protected person is known to be safe, but one they wrote themselves.

    Nobody is written to whose data are kept and not used.
    """
    is_safe = Q(person__is_protected=False) | Q(way=Way.PUBLIC)
    return is_safe & Q(person__forgotten_on=None) & ~Q(person__in=restricted())


def _write(place: Registration, url: str, is_news: bool, gone: Times) -> None:
    facts = {
        "place": place,
        "activity": place.activity,
        "sessions": place.activity.sessions.order_by("starts_at"),
        "url": url,
        "is_news": is_news,
    }
    subject = " ".join(render_to_string("activities/mail/place_subject.txt", facts).split())
    text = render_to_string("activities/mail/place_message.txt", facts)
    mail = EmailMessage(subject, text, to=[place.person.email])
    for name, method, file in calendar_files(place, url, gone):
        mail.attach(attached(name, method, file))
    mail.send()


def calendar_files(
    place: Registration, url: str, gone: Times | None = None
) -> list[tuple[str, str, bytes]]:
    """Name, method and bytes: what is held for whoever has a seat, and what is no more."""
    held = place.activity.as_told()["sessions"]
    has_seat = place.state == State.REGISTERED or place.is_offered
    if place.state == State.WAITING:
        return []
    if place.activity.is_cancelled or not has_seat:
        held, gone = {}, held | (gone or {})
    wanted = [("place.ics", REQUEST, held), ("cancelled.ics", CANCEL, gone)]
    return [
        (name, method, _calendar(place, url, method, sessions))
        for name, method, sessions in wanted
        if sessions
    ]


def _calendar(place: Registration, url: str, method: str, sessions: Times) -> bytes:
    """By the same keys and the same count as invitations, so that one entry is what one has."""
    activity = place.activity
    entries = [
        Entry(
            key=key,
            starts_at=dt.datetime.fromisoformat(starts),
            ends_at=dt.datetime.fromisoformat(ends),
            title=activity.public_title,
            place=activity.where,
            url=url,
            sequence=activity.sequence,
            is_tentative=place.state == State.OFFERED,
            written_at=now(),
        )
        for key, (starts, ends) in sessions.items()
    ]
    return calendar_file(
        entries,
        method=method,
        language=place.language or settings.LANGUAGE_CODE,
        caller=Mailbox(settings.DEFAULT_FROM_EMAIL, activity.organiser.name),
        called=Mailbox(place.person.email),
    )


def told_by_letter(activity: Activity) -> QuerySet[Registration]:
    """Those with a place who are told by themselves of news; the invited get an invitation's."""
    there = activity.registrations.exclude(state=State.CANCELLED).exclude(way=Way.INVITATION)
    return there.filter(_may_be_written_to()).exclude(person__email="", person__phone="")


def tell_of_news(activity: Activity, before: dict[str, Any]) -> None:
    """In a minute those with a place are told what is new; what is regretted is no news.

    :param before: the activity `as_told`, as it was before it changed
    """
    queued = DBTaskResult.objects.filter(
        status="READY",
        task_path=write_to_all.module_path,
        args_kwargs__kwargs__activity_id=activity.pk,
    )
    # The letter that waits compares with what was before all changes of the minute.
    if not queued.exists():
        later = write_to_all.using(run_after=now() + REGRET)
        later.enqueue(activity_id=activity.pk, before=before)


@task()
def write_to_all(activity_id: int, before: dict[str, Any]) -> None:
    """A letter to each, if what was told is another still and some day of it is to come."""
    activity = Activity.objects.select_related("municipality").get(pk=activity_id)
    after = activity.as_told()
    if _to_come(before) == _to_come(after):
        return
    held = after["sessions"]
    gone = {key: times for key, times in before["sessions"].items() if key not in held}
    for place in told_by_letter(activity):
        tell_about_place.enqueue(
            registration_id=place.pk, site=own_site(), is_news=True, gone=gone
        )


def _to_come(told: dict[str, Any]) -> dict[str, Any] | None:
    """What was told of days that have not been; nothing where all have."""
    to_come = {
        key: times
        for key, times in told["sessions"].items()
        if dt.datetime.fromisoformat(times[1]) > local_now()
    }
    return told | {"sessions": to_come} if to_come else None
