"""The five pages that are opened most and the search, who opens them, and lists with their bar."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.models import Attendance, Session
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.models import User
from samverka.workflows.demonstration import plan

SHEET = 40


@dataclass(frozen=True)
class Page:
    """A page, and the given name of the made-up person who reads it."""

    name: str
    path: str
    reader: str


def most_used() -> list[Page]:
    session = _sheet_of_forty()
    activity = session.activity.public_key
    return [
        Page("home", reverse("home:home"), "olga"),
        Page("calendar", reverse("calendar:calendar"), "olga"),
        Page("activities", reverse("activities:list"), "olga"),
        Page("activity", reverse("activities:detail", args=[activity]), "olga"),
        Page("attendance sheet", reverse("activities:sheet", args=[session.public_key]), "olga"),
    ]


def measured() -> list[Page]:
    """What is held to a bar of the processor's time and of weight."""
    programme = Programme.objects.get(slug=plan.PARENTS).public_key
    return [
        *most_used(),
        search(),
        Page("month", reverse("reports:month", args=[programme, _last_month()]), "erik"),
        Page("programme", reverse("programme:detail", args=[programme]), "petra"),
        Page("home of an economist", reverse("home:home"), "erik"),
    ]


def lists() -> list[Page]:
    return [
        *measured(),
        Page("people", reverse("people:list"), "olga"),
        Page("months", reverse("reports:months"), "erik"),
        Page("programmes", reverse("programme:list"), "petra"),
    ]


def search() -> Page:
    """A word that every kind may have, by somebody who sees most of the region."""
    return Page("search", f"{reverse('search:search')}?words=utbildning", "petra")


def _sheet_of_forty() -> Session:
    """The session with a number of marks as close to forty as there is: the sheet we promise."""
    sessions = Session.objects.annotate(marks=Count("attendances")).order_by("pk")
    return min(sessions, key=lambda session: abs(session.marks - SHEET))


def _last_month():
    """The month with most marks, as its first day."""
    held = Attendance.objects.values("session__held_on").annotate(marks=Count("pk"))
    return held.order_by("-marks", "session__held_on")[0]["session__held_on"].replace(day=1)


def signed_in(reader: str) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email=f"{reader}@example.org"))
    return client


def cookie_of(reader: str) -> str:
    """The session cookie's value of somebody who has signed in."""
    return signed_in(reader).cookies[settings.SESSION_COOKIE_NAME].value
