"""What a letter says, in the language that is on: the same by mail, on paper and on the page."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urljoin

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from samverka.delivery.activities.models import Activity
from samverka.delivery.activities.queries import last_day_to_register
from samverka.foundation.accounts.models import User
from samverka.toolkit.clock import today
from samverka.toolkit.texts import clock_time, isolate, whole_day

from .models import Addressee, Invitation, InvitationLetter, Sending
from .queries import supports_of, taken_away, text_in, token_of

Kind = Sending.Kind
Times = tuple[dt.datetime, dt.datetime]


@dataclass(frozen=True)
class Told:
    """All that a letter says, in the language that is on."""

    kind: str
    activity: Activity
    heading: str
    days: list[str]
    taken_away: list[str]
    place: str
    last_day: str
    text: str
    text_language: str
    contact: list[str]
    url: str
    data_url: str
    supports: list[str]
    shows_emblem: bool
    is_unanswered: bool

    @property
    def asks(self) -> bool:
        """Whether an answer is asked for: of a change by whoever has given none, in time."""
        return self.kind in (Kind.INVITATION, Kind.REMINDER) or (
            self.kind == Kind.CHANGE and self.is_unanswered
        )


def told(
    invitation: Invitation,
    language: str,
    *,
    kind: str,
    site: str,
    url: str,
    gone: list[Times],
    is_unanswered: bool = False,
) -> Told:
    activity = invitation.activity
    text, text_language = text_in(invitation, language)
    supports = supports_of(activity.programme, on=today())
    sessions = activity.sessions.order_by("starts_at", "pk")
    closes = last_day_to_register(activity)
    return Told(
        kind=kind,
        activity=activity,
        heading=in_one_line(_heading(kind) % {"activity": activity.public_title}),
        days=[_when(one.starts_at, one.ends_at) for one in sessions],
        taken_away=[_when(*times) for times in gone],
        place=activity.where,
        last_day=whole_day(closes) if closes < dt.date.max else "",
        # Words of welcome do not stand under what is cancelled.
        text="" if kind == Kind.CANCELLATION else text,
        text_language=text_language,
        contact=_contact(invitation),
        url=url,
        data_url=urljoin(site, reverse("pages:personal_data")),
        supports=[_("Supported by %(fund)s.") % {"fund": one.fund} for one in supports],
        shows_emblem=any(one.shows_emblem for one in supports),
        is_unanswered=is_unanswered and closes >= today(),
    )


def _heading(kind: str) -> str:
    return {
        Kind.INVITATION: _("Invitation: %(activity)s"),
        Kind.REMINDER: _("Please answer: %(activity)s"),
        Kind.CHANGE: _("Changed: %(activity)s"),
        Kind.CANCELLATION: _("Cancelled: %(activity)s"),
    }[Kind(kind)]


def _when(starts_at: dt.datetime, ends_at: dt.datetime) -> str:
    times = isolate(f"{clock_time(starts_at)}–{clock_time(ends_at)}")
    return f"{whole_day(starts_at)} {times}"


def _contact(invitation: Invitation) -> list[str]:
    """Whom one asks: name, e-mail, telephone; of an emptied account the organiser's name."""
    user = contact_of(invitation)
    if user is None:
        return [invitation.activity.organiser.name]
    lines = [user.name, user.email, invitation.contact_phone]
    return [isolate(in_one_line(line)) for line in lines if line]


def contact_of(invitation: Invitation) -> User | None:
    """Who invited, as long as they have an account."""
    user = invitation.contact
    return user if user and user.is_active else None


def in_one_line(text: str) -> str:
    """A letter's heading bears no other, whatever was pasted into a name."""
    return " ".join(text.split())


def answer_url(addressee: Addressee, site: str) -> str:
    return urljoin(site, reverse("invitations:answer", args=[token_of(addressee)]))


def of_letter(letter: InvitationLetter) -> Told:
    """What a letter says to its addressee."""
    sending, addressee = letter.sending, letter.addressee
    gone = [read_times(times) for times in taken_away(sending).values()]
    return told(
        sending.invitation,
        addressee.language,
        kind=sending.kind,
        site=sending.site,
        url=answer_url(addressee, sending.site),
        gone=gone if sending.kind == Kind.CHANGE else [],
        is_unanswered=not addressee.answer,
    )


def of_page(addressee: Addressee, language: str, site: str) -> Told:
    """What the page behind an addressee's link says: how it is now."""
    invitation = addressee.invitation
    is_cancelled = invitation.activity.is_cancelled
    kind = Kind.CANCELLATION if is_cancelled else Kind.INVITATION
    url = answer_url(addressee, site)
    return told(invitation, language, kind=kind, site=site, url=url, gone=[])


def read_times(times: list[str]) -> Times:
    starts, ends = (dt.datetime.fromisoformat(time) for time in times)
    return starts, ends


def as_text(said: Told) -> str:
    """The letter as mail says it."""
    facts = {
        "said": said,
        "facts": facts_of(said),
        "needs": needs_question(),
        "notice": data_notice(),
    }
    return render_to_string("invitations/mail/message.txt", facts)


def as_sms(said: Told) -> str:
    """Neither what it is about nor who sends it: somebody else may read the telephone."""
    text = {
        Kind.INVITATION: _("You have an invitation. Read it and answer:"),
        Kind.REMINDER: _("You have an invitation to answer:"),
        Kind.CHANGE: _("Something you were invited to has changed:"),
        Kind.CANCELLATION: _("Something you were invited to is cancelled:"),
    }[Kind(said.kind)]
    return f"{text} {said.url}"


def facts_of(said: Told) -> list[tuple[str, list[str]]]:
    """What a letter says of the activity: label and lines."""
    activity = said.activity
    rows = [
        (_("When"), said.days),
        (_("No longer"), said.taken_away),
        (_("Where"), [said.place]),
        (_("For whom"), [activity.target_group]),
        (_("Organiser"), [activity.organiser.name]),
        (_("Programme"), [activity.programme.name]),
        (_("Last day to answer"), [said.last_day] if said.asks else []),
        (_("Questions to"), said.contact),
    ]
    told_of = [(label, [line for line in lines if line]) for label, lines in rows]
    return [(label, lines) for label, lines in told_of if lines]


def needs_question() -> str:
    return _(
        "Is there something you need to take part: an interpreter, a hearing loop, step-free "
        "access, food? Write it in the answer. Only those who arrange it read it."
    )


def data_notice() -> str:
    return _(
        "Your name, where you work and your answer are kept by the organiser, so that you get "
        "your place."
    )
