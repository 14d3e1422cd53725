"""Who is invited, what they have been told, who is missing, and who may answer."""

import datetime as dt
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django_tasks_db.models import DBTaskResult

from samverka.delivery.activities.messages import is_told, told_by_letter
from samverka.delivery.activities.models import Activity, Registration, Session
from samverka.delivery.programmes.models import FIRST, FundRule, Programme, ProgrammeFund
from samverka.delivery.retention.queries import restricted
from samverka.foundation.accounts.actor import Actor
from samverka.register.people.models import Person
from samverka.toolkit import sealing
from samverka.toolkit.periods import in_force

from .models import CONTEXT, Addressee, Invitation, InvitationLetter, InvitationText, Sending

Kind, State = Sending.Kind, InvitationLetter.State
LINK = "invitation link"
# Of 16^24 nobody guesses one.
PROOF = 24


# --- Addresses and links ----------------------------------------------------------------------


def address_of(addressee: Addressee) -> str:
    """The e-mail or telephone that a letter leaves to: the function's own, else the person's."""
    if addressee.address_sealed:
        return sealing.unseal(addressee.address_sealed, context=CONTEXT)
    person = addressee.person
    if person is None or addressee.way == Addressee.Way.PAPER:
        return ""
    return person.phone if addressee.way == Addressee.Way.SMS else person.email


def token_of(addressee: Addressee) -> str:
    """What stands in the link: made with the key file, so the database alone opens no link."""
    return f"{addressee.public_key}-{_proof(addressee.public_key)}"


def _proof(key: str) -> str:
    return sealing.search_hash(key, context=LINK)[:PROOF]


def with_token(token: str, *, on: dt.date) -> Addressee | None:
    """Whose link it is, until the activity is over; anything else is nobody's."""
    key, _dash, proof = token.partition("-")
    if not hmac.compare_digest(proof.encode(), _proof(key).encode()):
        return None
    addressee = (
        Addressee.objects.filter(public_key=key, letters__isnull=False)
        .select_related("person", "organisation", "invitation__contact")
        .select_related("invitation__activity__programme", "invitation__activity__organiser")
        .select_related("invitation__activity__municipality")
        .first()
    )
    if addressee is None or (addressee.person and addressee.person.is_forgotten):
        return None
    last = Session.objects.filter(activity=addressee.invitation.activity_id)
    ends = last.aggregate(day=Max("held_on"))["day"]
    return addressee if ends is None or ends >= on else None


# --- What is told -----------------------------------------------------------------------------


def text_in(invitation: Invitation, language: str) -> tuple[str, str]:
    """The organiser's own words, and the language they are in: the one asked for, or Swedish."""
    texts: dict[str, InvitationText] = {text.language: text for text in invitation.texts.all()}
    found = texts.get(language) or texts.get(FIRST)
    return (found.text, found.language) if found else ("", language)


def last_told(invitation: Invitation) -> Sending | None:
    """The latest that told of time and place; reminders say nothing new."""
    return invitation.sendings.exclude(kind=Kind.REMINDER).order_by("pk").last()


def has_news(invitation: Invitation) -> bool:
    """Whether somebody was told of another time or place than it has now."""
    return differs(invitation, last_told(invitation))


def differs(invitation: Invitation, told: Sending | None) -> bool:
    """Whether a sending told of another time or place than it has now."""
    return told is not None and told.told != invitation.activity.as_told()


def taken_away(sending: Sending) -> dict[str, list[str]]:
    """Sessions that were told earlier and are no more, with their times."""
    earlier: dict[str, list[str]] = {}
    for told in sending.invitation.sendings.filter(pk__lt=sending.pk).values_list(
        "told", flat=True
    ):
        earlier |= told.get("sessions", {})
    return {key: times for key, times in earlier.items() if key not in sending.told["sessions"]}


@dataclass(frozen=True)
class Support:
    """A fund that pays, and how it asks to be shown."""

    fund: str
    rule: str

    @property
    def shows_emblem(self) -> bool:
        return "emblem" in self.rule.casefold()


def supports_of(programme: Programme, *, on: dt.date) -> list[Support]:
    """The programme's funds that ask to be shown, each with its rule."""
    funds = ProgrammeFund.objects.filter(programme=programme).values("fund")
    rules = FundRule.objects.filter(
        in_force(on), subject=FundRule.Subject.PUBLICITY, fund__in=funds
    )
    names = rules.order_by("fund__name", "valid_from").values_list("fund__name", "value")
    return [Support(fund, rule) for fund, rule in dict(names).items()]


# --- Who is invited ---------------------------------------------------------------------------


def invitation_to(activities: QuerySet[Activity], *with_its: str) -> Invitation | None:
    """The invitation to the only one of some activities, which comes along."""
    found = Invitation.objects.filter(activity__in=activities).select_related("contact")
    return found.select_related(*(f"activity__{name}" for name in with_its)).first()


def _letters(**of: Any) -> Exists:
    return Exists(InvitationLetter.objects.filter(addressee=OuterRef("pk"), **of))


def to_get(invitation: Invitation, kind: str) -> QuerySet[Addressee]:
    """To whom something of a kind would leave now."""
    everybody = invitation.addressees.filter(
        Q(person=None) | Q(person__forgotten_on=None) & ~Q(person__in=restricted())
    )
    was_asked = _letters(sending__kind=Kind.INVITATION)
    if kind == Kind.INVITATION:
        return everybody.exclude(was_asked)
    reached = everybody.filter(was_asked).exclude(_letters(state=State.RETURNED))
    if kind == Kind.REMINDER:
        return reached.filter(answer="").exclude(_has_place(invitation))
    # Whoever has a place another way is told by a letter about the place.
    places = told_by_letter(invitation.activity).select_related("person")
    told = [place.person_id for place in places if is_told(place)]
    return reached.exclude(answer=Addressee.Answer.NO).exclude(person__in=told)


def _has_place(invitation: Invitation) -> Exists:
    """That somebody has, waits for or is offered a place, by whichever way."""
    places = Registration.objects.filter(
        activity=invitation.activity_id, person=OuterRef("person")
    )
    return Exists(places.exclude(state=Registration.State.CANCELLED))


@dataclass(frozen=True)
class Row:
    """One who is invited, as the organiser follows it."""

    addressee: Addressee
    letter: InvitationLetter | None
    reminders: int

    @property
    def place_state(self) -> str:
        """How it stands with a place that is not a seat: waits, is offered one, has none."""
        state = self.addressee.place_state
        has_seat = state in (None, Registration.State.REGISTERED)
        return "" if has_seat else str(Registration.State(state).label)

    @property
    def is_printed(self) -> bool:
        is_no = self.addressee.answer == Addressee.Answer.NO
        return self.addressee.way == Addressee.Way.PAPER and not is_no

    @property
    def has_left(self) -> bool:
        return self.letter is not None and self.letter.state in (State.LEAVING, State.SENT)

    @property
    def is_placed(self) -> bool:
        return self.addressee.place_state not in (None, Registration.State.CANCELLED)

    @property
    def heap(self) -> str:
        return _heap(
            self.addressee.answer, self.letter is not None, self.is_placed, self.is_returned
        )

    @property
    def is_returned(self) -> bool:
        return self.letter is not None and self.letter.state == State.RETURNED


@dataclass(frozen=True)
class Answers:
    """How many are invited and what they say; nobody is counted twice."""

    invited: int
    yes: int
    no: int
    missing: int
    # Have a place without an answer to the invitation: by themselves, or by a colleague.
    placed: int
    returned: int
    not_sent: int
    # Of those missing, whom a reminder would reach: not whose data are restricted.
    to_remind: int


# What a list of those invited can be narrowed to.
NARROWED = ("yes", "no", "missing", "placed", "returned", "not_sent")


def answers_to(invitation: Invitation) -> Answers:
    returned = _letters(state=State.RETURNED)
    asked = _letters(sending__kind=Kind.INVITATION)
    rows = invitation.addressees.annotate(
        is_returned=returned,
        is_asked=asked,
        is_placed=_has_place(invitation),
        gets_reminder=Exists(to_get(invitation, Kind.REMINDER).filter(pk=OuterRef("pk"))),
    )
    told = rows.values_list("answer", "is_asked", "is_placed", "is_returned", "gets_reminder")
    sums = dict.fromkeys(NARROWED, 0)
    to_remind = 0
    for *facts, gets_reminder, count in told.annotate(count=Count("pk")):
        sums[_heap(*facts)] += count
        to_remind += count if gets_reminder else 0
    return Answers(invited=sum(sums.values()), to_remind=to_remind, **sums)


def rows_of(actor: Actor, invitation: Invitation) -> list[Row]:
    """Those invited whom the actor may see, by name."""
    letters = InvitationLetter.objects.select_related("sending")
    places = Registration.objects.filter(
        activity=invitation.activity_id, person=OuterRef("person")
    )
    seen = (
        Addressee.objects.visible_to(actor)
        .filter(invitation=invitation)
        .select_related("person", "organisation")
        .prefetch_related(Prefetch("letters", letters))
        .annotate(place_state=Subquery(places.values("state")))
        .order_by("person__family_name", "person__given_name", "name", "pk")
    )
    return [_row(one) for one in seen]


def _row(addressee: Addressee) -> Row:
    letters = sorted(addressee.letters.all(), key=lambda letter: letter.pk)
    reminders = [one for one in letters if one.sending.kind == Kind.REMINDER]
    returned = [one for one in letters if one.state == State.RETURNED]
    latest = (returned or letters)[-1] if letters else None
    return Row(addressee, latest, len(reminders))


def _heap(answer: str, is_asked: bool, is_placed: bool, is_returned: bool) -> str:
    """Where one is counted: once, by what they said, else by what one knows."""
    if answer:
        return answer
    if not is_asked:
        return "not_sent"
    if is_placed:
        return "placed"
    return "returned" if is_returned else "missing"


def place_taken(addressee: Addressee) -> Registration | None:
    """The place somebody has, waits for or is offered."""
    if addressee.person_id is None:
        return None
    places = Registration.objects.filter(
        activity=addressee.invitation.activity_id, person=addressee.person_id
    )
    return places.exclude(state=Registration.State.CANCELLED).first()


def returned_from(person: Person) -> dt.datetime | None:
    """When the latest letter to somebody came back, if the address has not been tried since."""
    letters = InvitationLetter.objects.filter(addressee__person=person, addressee__name="")
    latest = letters.exclude(state__in=[State.WAITING, State.LEAVING]).order_by("state_at").last()
    return latest.state_at if latest and latest.state == State.RETURNED else None


# --- How a sending goes -----------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """How far a sending has come."""

    sending: Sending
    done: int
    total: int
    has_stopped: bool


def standings_of(invitation: Invitation) -> list[Standing]:
    """Each sending, the latest first."""
    waiting = Q(letters__state=State.WAITING)
    sendings = invitation.sendings.annotate(
        total=Count("letters"), waits=Count("letters", filter=waiting)
    ).order_by("-pk")
    return [_standing(one, stopped) for one, stopped in _with_stopped(sendings)]


def _with_stopped(sendings: Iterable[Sending]) -> list[tuple[Sending, bool]]:
    rows = list(sendings)
    under_way = [row for row in rows if row.state != Sending.State.SENT]
    tasks = [row.task_id for row in under_way if row.task_id]
    stopped = set(
        DBTaskResult.objects.filter(pk__in=tasks, status="FAILED").values_list("pk", flat=True)
    )
    return [(row, row.task_id in stopped) for row in rows]


def _standing(sending: Any, has_stopped: bool) -> Standing:
    return Standing(sending, sending.total - sending.waits, sending.total, has_stopped)


def paper_of(actor: Actor, invitation: Invitation) -> list[Addressee]:
    """Those whose letter is printed, for whoever prints it."""
    return list(
        Addressee.objects.visible_to(actor)
        .filter(invitation=invitation, way=Addressee.Way.PAPER)
        .exclude(answer=Addressee.Answer.NO)
        .exclude(person__in=restricted())
        .select_related("person", "organisation")
        .order_by("organisation__name", "person__family_name", "pk")
    )
