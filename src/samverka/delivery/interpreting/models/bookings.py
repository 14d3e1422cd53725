"""That an interpreter is needed, and who is asked."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.interpreting.codes import variety_said
from samverka.delivery.programmes.models import Programme, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.classifications.models import Municipality
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import now
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

from .pool import GROUND, Agency, Interpreter, Mode


class BookingQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """One's own organisation's, never those of the others who share the pool."""
        if actor is None:
            return self.none()
        seen = keys_seen_by(actor)
        return self.filter(programme__in=seen, organisation=actor.organisation_id)


class InterpreterBooking(models.Model):
    """That an interpreter is needed for a talk. It tells of nobody whom the talk is with."""

    class About(models.TextChoices):
        SOCIAL_SERVICES = "social", _("Social services")
        SCHOOL = "school", _("School or preschool")
        HEALTH = "health", _("Health or care")
        WORK = "work", _("Work or studies")
        HOUSING = "housing", _("Housing")
        LEGAL = "legal", _("Decision or legal matter")
        INFORMATION = "information", _("Information or course")

    class State(models.TextChoices):
        OPEN = "open", _("Nobody is asked")
        ASKED = "asked", _("Waits for an answer")
        CONFIRMED = "confirmed", _("Confirmed")
        CANCELLED = "cancelled", _("Cancelled")

    class Outcome(models.TextChoices):
        HELD = "held", _("The talk was held")
        UNUSED = "unused", _("The interpreter was not used")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    variety = models.CharField(_("language and variety"), max_length=10)
    mode = models.CharField(_("how"), max_length=10, choices=Mode.choices)
    level_wanted = models.CharField(_("level wanted"), max_length=20, blank=True)
    about = models.CharField(_("what it concerns"), max_length=20, choices=About.choices)
    day = models.DateField(_("day"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))
    place = models.CharField(_("place"), max_length=150, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", null=True, blank=True
    )
    # Whoever books is related to nobody whom the talk is with, and knows of no conflict.
    declared_on = models.DateField(_("declared"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    outcome = models.CharField(_("afterwards"), max_length=10, choices=Outcome.choices, blank=True)
    booked_at = models.DateTimeField(default=now, editable=False)
    # Grows with each change, for calendars.
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(variety="") & ~Q(mode=""), name="booking_has_variety_and_mode"
            ),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="talk_ends_later"),
        ]
        indexes = [models.Index(fields=["programme", "day"], name="interpreting_by_day")]

    personal_data = declare(
        none=(
            "id public_key programme organisation variety mode level_wanted about day starts ends "
            "place municipality declared_on state outcome booked_at sequence"
        ),
        personal="requested_by",
        subject="requested_by",
        ground=GROUND,
        keep=_("as long as the programme"),
        outlives={"requested_by": "an emptied account: who declared must stay known"},
    )

    def __str__(self):
        return variety_said(self.variety)


class Ask(models.Model):
    """That somebody of the pool, or an agency, is asked to take a booking, and the answer."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for an answer")
        PASSED_ON = "passed_on", _("Passed on to an interpreter")
        ACCEPTED = "accepted", _("Takes it")
        DECLINED = "declined", _("Cannot take it")
        WITHDRAWN = "withdrawn", _("Taken back")

    class Why(models.TextChoices):
        NOT_FREE = "not_free", _("Not free at that time")
        CONFLICT = "conflict", _("Related, or has a conflict")
        OTHER = "other", _("Another reason")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    booking = models.ForeignKey(InterpreterBooking, models.CASCADE, related_name="asks")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="asks", null=True, blank=True)
    interpreter = models.ForeignKey(
        Interpreter, models.CASCADE, related_name="asks", null=True, blank=True
    )
    state = models.CharField(
        _("answer"), max_length=10, choices=State.choices, default=State.WAITING
    )
    why = models.CharField(_("why not"), max_length=10, choices=Why.choices, blank=True)
    # The interpreter's own word, which an agency cannot give.
    declared_on = models.DateField(_("declared"), null=True, blank=True)
    asked_at = models.DateTimeField(default=now, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agency=None) ^ Q(interpreter=None), name="asks_one_or_the_other"
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted")
                | (Q(declared_on__isnull=False) & Q(interpreter__isnull=False)),
                name="whoever_takes_it_has_declared",
            ),
            models.UniqueConstraint(
                fields=["booking"],
                condition=Q(state__in=["waiting", "accepted"]),
                name="asks_one_at_a_time",
            ),
        ]

    personal_data = declare(
        none="id public_key booking agency asked_at",
        personal="interpreter state why declared_on answered_at",
        subject="interpreter.person",
        ground=GROUND,
        keep=_("as long as the programme"),
    )

    @property
    def asked(self) -> Agency | Interpreter:
        return self.interpreter or self.agency  # type: ignore[return-value]
