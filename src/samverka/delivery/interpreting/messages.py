"""Letters to interpreters, agencies and whoever booked. They tell of nobody the talk is with."""

from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from .models import Agency, Ask, Deviation, Interpreter, InterpreterBooking
from .queries import is_off as is_off_that_day
from .queries import token_of


@task()
def send_ask(ask_id: int, site: str) -> None:
    """To whoever is asked, with their own secret link."""
    ask = _ask(ask_id)
    if ask.state == Ask.State.WAITING:
        _send(
            "ask", _mailbox(ask.asked), {"booking": ask.booking, "url": page_of(ask.asked, site)}
        )


@task()
def send_taken_back(ask_id: int, site: str) -> None:
    """To whoever was asked or had taken it: it is not needed any more."""
    ask = _ask(ask_id)
    told = {"booking": ask.booking, "url": page_of(ask.asked, site)}
    _send("taken_back", _mailbox(ask.asked), told)


@task()
def send_answer(ask_id: int, site: str) -> None:
    """To whoever booked: confirmed, or to be asked of somebody else."""
    ask = _ask(ask_id)
    booking = ask.booking
    url = urljoin(site, reverse("interpreting:booking", args=keys_of(booking)))
    user = booking.requested_by
    told = {"booking": booking, "ask": ask, "url": url}
    _send("answer", user.email if user.is_active else "", told)


@task()
def send_days_off(ask_id: int, is_off: bool, site: str) -> None:
    """To whoever booked: the interpreter is off that day, or can come after all.

    Nothing is sent where the interpreter has changed their mind since.
    """
    ask = _ask(ask_id)
    booking, user = ask.booking, ask.booking.requested_by
    if ask.interpreter is None or is_off_that_day(ask.interpreter, booking.day) != is_off:
        return
    url = urljoin(site, reverse("interpreting:booking", args=keys_of(booking)))
    told = {"booking": booking, "is_off": is_off, "url": url}
    _send("days_off", user.email if user.is_active else "", told)


@task()
def send_deviation(deviation_id: int, site: str) -> None:
    """To the agency, whose list it stands on."""
    deviation = Deviation.objects.select_related("agency", "booking").get(pk=deviation_id)
    if deviation.agency:
        url = page_of(deviation.agency, site)
        told = {"booking": deviation.booking, "deviation": deviation, "url": url}
        _send("deviation", deviation.agency.email, told)


def _ask(key: int) -> Ask:
    found = Ask.objects.select_related(
        "booking__programme", "booking__requested_by", "agency", "interpreter__person"
    )
    return found.get(pk=key)


def keys_of(booking: InterpreterBooking) -> list[str]:
    return [booking.programme.public_key, booking.public_key]


def page_of(whose: Agency | Interpreter, site: str) -> str:
    name = "agency" if isinstance(whose, Agency) else "interpreter"
    return urljoin(site, reverse(f"interpreting_answer:{name}", args=[token_of(whose)]))


def _mailbox(whose: Agency | Interpreter) -> str:
    return whose.email if isinstance(whose, Agency) else whose.person.email


def _send(name: str, address: str, facts: dict) -> None:
    if not address:
        return
    with translation.override(settings.LANGUAGE_CODE):
        subject = " ".join(
            render_to_string(f"interpreting/mail/{name}_subject.txt", facts).split()
        )
        text = render_to_string(f"interpreting/mail/{name}_message.txt", facts)
    send_mail(subject, text, None, [address])
