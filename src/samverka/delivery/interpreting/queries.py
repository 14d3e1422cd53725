"""Who of the pool suits a booking, what waits, and how often something came of it."""

import datetime as dt
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.toolkit import sealing
from samverka.toolkit.lists import holding

from .codes import level_rank, meets, varieties_of_same_language
from .models import (
    Agency,
    Ask,
    DaysOff,
    Deviation,
    Interpreter,
    InterpreterBooking,
    InterpreterLanguage,
)

State = InterpreterBooking.State
LIVE = (Ask.State.WAITING, Ask.State.ACCEPTED)
LINK: dict[type, str] = {Agency: "interpreting.agency", Interpreter: "interpreting.interpreter"}
PROOF = 20
WITH_LANGUAGES = Prefetch(
    "languages", InterpreterLanguage.objects.order_by("variety"), to_attr="spoken"
)


# --- Secret links -----------------------------------------------------------------------------


def token_of(whose: Agency | Interpreter) -> str:
    """What stands in the link: made with the key file, so the database alone opens no link."""
    return f"{whose.public_key}-{_proof(type(whose), whose.public_key)}"


def _proof(model: type[Agency | Interpreter], key: str) -> str:
    return sealing.search_hash(key, context=LINK[model])[:PROOF]


def _is_genuine(model: type[Agency | Interpreter], token: str) -> bool:
    key, _dash, proof = token.partition("-")
    return hmac.compare_digest(proof.encode(), _proof(model, key).encode())


def interpreter_with(token: str) -> Interpreter | None:
    """Whose link it is; of somebody who has left or is forgotten it opens nothing."""
    if not _is_genuine(Interpreter, token):
        return None
    found = Interpreter.objects.filter(
        public_key=token.partition("-")[0], left_on=None, person__forgotten_on=None
    )
    return found.select_related("person", "programme").first()


def agency_with(token: str) -> Agency | None:
    if not _is_genuine(Agency, token):
        return None
    found = Agency.objects.filter(public_key=token.partition("-")[0])
    return found.select_related("organisation", "programme").first()


# --- The pool ---------------------------------------------------------------------------------


def interpreters_of(
    actor: Actor, programme: Programme, *, q: str = "", variety: str = ""
) -> QuerySet[Interpreter]:
    rows = Interpreter.objects.visible_to(actor).filter(
        holding(q, "person__given_name", "person__family_name"), programme=programme, left_on=None
    )
    if variety:
        rows = rows.filter(languages__variety=variety)
    return (
        rows.select_related("person", "agency__organisation", "municipality", "programme")
        .prefetch_related(WITH_LANGUAGES)
        .order_by("person__family_name", "person__given_name", "pk")
    )


def agencies_of(programme: Programme) -> QuerySet[Agency]:
    return (
        Agency.objects.filter(programme=programme)
        .select_related("organisation", "agreement__keeper")
        .annotate(
            in_pool=Count("interpreters", filter=Q(interpreters__left_on=None), distinct=True),
            open_deviations=Count(
                "deviations", filter=Q(deviations__closed_on=None), distinct=True
            ),
        )
        .order_by("organisation__name")
    )


# --- Bookings ---------------------------------------------------------------------------------


def bookings_of(
    actor: Actor, programme: Programme, *, q: str = "", state: str = ""
) -> QuerySet[InterpreterBooking]:
    rows = InterpreterBooking.objects.visible_to(actor).filter(
        holding(q, "place"), programme=programme
    )
    if state:
        rows = rows.filter(state=state)
    left = Ask.objects.filter(LEFT, booking=OuterRef("pk"))
    return (
        rows.select_related("programme", "organisation", "requested_by")
        .annotate(is_left=Exists(left))
        .order_by("-day", "starts", "pk")
    )


@dataclass(frozen=True)
class Counts:
    """What has come of a municipality's bookings."""

    booked: int
    confirmed: int
    waiting: int
    cancelled: int
    unused: int
    declined: int


def counts_of(actor: Actor, programme: Programme) -> Counts:
    """Unused: confirmed, and the talk was not held. Declined: each answer that said no."""
    rows = InterpreterBooking.objects.visible_to(actor).filter(programme=programme)
    told = rows.aggregate(
        booked=Count("pk", distinct=True),
        confirmed=Count("pk", filter=Q(state=State.CONFIRMED), distinct=True),
        waiting=Count("pk", filter=Q(state=State.ASKED), distinct=True),
        cancelled=Count("pk", filter=Q(state=State.CANCELLED), distinct=True),
        unused=Count("pk", filter=Q(outcome=InterpreterBooking.Outcome.UNUSED), distinct=True),
        declined=Count("asks", filter=Q(asks__state=Ask.State.DECLINED), distinct=True),
    )
    return Counts(**told)


def history_of(booking: InterpreterBooking) -> QuerySet[Ask]:
    return booking.asks.select_related(
        "interpreter__person", "interpreter__agency__organisation", "agency__organisation"
    ).order_by("asked_at", "pk")


def taken_by(booking: InterpreterBooking) -> Interpreter | None:
    accepted = booking.asks.filter(state=Ask.State.ACCEPTED).select_related(
        "interpreter__person", "interpreter__agency__organisation"
    )
    ask = accepted.first()
    return ask.interpreter if ask else None


def busy(booking: InterpreterBooking) -> set[int]:
    """The interpreters who have taken something else at the time."""
    others = Ask.objects.filter(
        state=Ask.State.ACCEPTED,
        booking__state=State.CONFIRMED,
        booking__day=booking.day,
        booking__starts__lt=booking.ends,
        booking__ends__gt=booking.starts,
    ).exclude(booking=booking)
    return set(others.values_list("interpreter", flat=True))


def is_off(interpreter: Interpreter, day: dt.date) -> bool:
    return interpreter.days_off.over(day).exists()


def off(booking: InterpreterBooking) -> set[int]:
    """The interpreters who take nothing that day."""
    return set(DaysOff.objects.over(booking.day).values_list("interpreter", flat=True))


# Somebody is asked or has taken it, and has marked the day as off since.
LEFT = Q(
    state__in=LIVE,
    interpreter__days_off__is_taken_back=False,
    interpreter__days_off__first_day__lte=F("booking__day"),
    interpreter__days_off__last_day__gte=F("booking__day"),
    booking__outcome="",
)


def is_left(booking: InterpreterBooking) -> bool:
    """Whether whoever is asked or has taken it is off that day."""
    return booking.asks.filter(LEFT).exists()


def days_off_of(interpreter: Interpreter, *, on: dt.date) -> QuerySet[DaysOff]:
    """What is not over, the next first."""
    coming = interpreter.days_off.that_hold().filter(last_day__gte=on)
    return coming.order_by("first_day", "pk")


def with_what_is_taken(interpreter: Interpreter, *, on: dt.date) -> list[tuple[DaysOff, int]]:
    """Each with how many bookings one has taken on the days, whose bookers are told."""
    rows = list(days_off_of(interpreter, on=on))
    taken = interpreter.asks.filter(
        state=Ask.State.ACCEPTED, booking__state=State.CONFIRMED, booking__day__gte=on
    )
    days = list(taken.values_list("booking__day", flat=True))
    return [(row, sum(row.first_day <= day <= row.last_day for day in days)) for row in rows]


def booked_within(days: DaysOff) -> QuerySet[Ask]:
    """What whoever is off was asked, or has taken, on one of the days."""
    return (
        days.interpreter.asks.filter(
            state__in=LIVE,
            booking__day__range=(days.first_day, days.last_day),
            booking__outcome="",
        )
        .exclude(booking__state=State.CANCELLED)
        .select_related("booking")
        .order_by("booking__day", "pk")
    )


@dataclass(frozen=True)
class Suggestion:
    """Somebody of the pool who speaks the language, and what is against it."""

    interpreter: Interpreter
    language: InterpreterLanguage
    is_exact: bool
    meets_level: bool
    rank: int
    takes_mode: bool
    is_free: bool
    is_off: bool
    distance: int
    declined: bool

    @property
    def can_be_asked(self) -> bool:
        can = self.is_exact and self.takes_mode and self.is_free
        return can and not self.is_off and not self.declined

    @property
    def hinders(self) -> list[str]:
        told = [
            (self.is_exact, _("Speaks another variety")),
            (self.takes_mode, _("Does not interpret in this way")),
            (self.is_free, _("Is booked at that time")),
            (not self.is_off, _("Is off that day")),
            (not self.declined, _("Has said no to this booking")),
        ]
        return [text for holds, text in told if not holds]

    @property
    def order(self) -> tuple:
        return (
            not self.is_exact,
            not self.meets_level,
            self.rank,
            not self.takes_mode,
            not self.is_free or self.is_off,
            self.distance,
            str(self.interpreter),
        )


def suggestions(actor: Actor, booking: InterpreterBooking, *, on: dt.date) -> list[Suggestion]:
    """By variety, level, mode, free at the time, distance; oneself is never among them."""
    same = varieties_of_same_language(booking.variety)
    speaks = (
        InterpreterLanguage.objects.filter(
            interpreter__in=Interpreter.objects.visible_to(actor),
            interpreter__programme=booking.programme_id,
            interpreter__left_on=None,
            variety__in=same,
        )
        .exclude(interpreter__person__user=booking.requested_by_id)
        .exclude(valid_until__lt=booking.day)
        .select_related(
            "interpreter__person", "interpreter__agency__organisation", "interpreter__municipality"
        )
    )
    hinders = _Hinders(
        busy(booking),
        off(booking),
        set(booking.asks.filter(state=Ask.State.DECLINED).values_list("interpreter", flat=True)),
    )
    found = [_suggestion(booking, one, hinders) for one in speaks]
    return _one_each(sorted(found, key=lambda one: one.order))


@dataclass(frozen=True)
class _Hinders:
    """Who is booked, who is off and who has said no, by key."""

    taken: set[int]
    off: set[int]
    declined: set[int]


def _suggestion(
    booking: InterpreterBooking, language: InterpreterLanguage, hinders: _Hinders
) -> Suggestion:
    interpreter = language.interpreter
    return Suggestion(
        interpreter=interpreter,
        language=language,
        is_exact=language.variety == booking.variety,
        meets_level=meets(language.level, booking.level_wanted),
        rank=level_rank(language.level, booking.level_wanted),
        takes_mode=interpreter.takes(booking.mode),
        is_free=interpreter.pk not in hinders.taken,
        is_off=interpreter.pk in hinders.off,
        distance=_distance(booking, interpreter),
        declined=interpreter.pk in hinders.declined,
    )


def _one_each(found: Iterable[Suggestion]) -> list[Suggestion]:
    """Whoever speaks several varieties stands once, with the one that suits best."""
    first: dict[int, Suggestion] = {}
    for one in found:
        first.setdefault(one.interpreter.pk, one)
    return list(first.values())


def _distance(booking: InterpreterBooking, interpreter: Interpreter) -> int:
    """0 the same municipality, or none is needed; 1 the same county; 2 further, or not known."""
    if booking.mode != "on_site" or booking.municipality is None:
        return 0
    home = interpreter.municipality
    if home is None:
        return 2
    if home == booking.municipality:
        return 0
    return 1 if home.county_code == booking.municipality.county_code else 2


# --- What the interpreter and the agency read -------------------------------------------------


def asks_to(whose: Agency | Interpreter) -> QuerySet[Ask]:
    """All they were asked and that was not taken back, the latest day first."""
    return (
        whose.asks.exclude(state=Ask.State.WITHDRAWN)
        .select_related("booking__organisation", "booking__municipality")
        .order_by("-booking__day", "-booking__starts", "-pk")
    )


def who_could(agency: Agency, booking: InterpreterBooking) -> list[Interpreter]:
    """The agency's own who can be asked."""
    rows = agency.interpreters.filter(
        left_on=None,
        person__forgotten_on=None,
        languages__variety=booking.variety,
        **{booking.mode: True},
    ).exclude(person__user=booking.requested_by_id)
    declined = booking.asks.filter(state=Ask.State.DECLINED, interpreter__isnull=False)
    rows = rows.exclude(pk__in=declined.values("interpreter"))
    hindered = busy(booking) | off(booking)
    return [row for row in rows.select_related("person") if row.pk not in hindered]


# --- Deviations -------------------------------------------------------------------------------


def deviations_of(
    actor: Actor, programme: Programme, *, q: str = "", kind: str = ""
) -> QuerySet[Deviation]:
    rows = Deviation.objects.visible_to(actor).filter(
        holding(q, "text"), booking__programme=programme
    )
    if kind:
        rows = rows.filter(kind=kind)
    return (
        rows.select_related("booking__organisation", "booking__programme", "agency__organisation")
        .annotate(answers=Count("notes"))
        .order_by("-reported_on", "-pk")
    )


def deviations_at(agency: Agency) -> QuerySet[Deviation]:
    """The agency's own list: open ones first, then closed ones, the latest first."""
    return (
        agency.deviations.select_related("booking__organisation")
        .prefetch_related("notes")
        .order_by(F("closed_on").desc(nulls_first=True), "-reported_on", "-pk")
    )
