from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Programme, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.classifications.models import Municipality
from samverka.register.agreements.models import Agreement
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person, is_opened_to
from samverka.toolkit.clock import now
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

from .codes import level_said, variety_said

GROUND = _("public task: interpreters for contacts with the municipality")


class Mode(models.TextChoices):
    ON_SITE = "on_site", _("On site")
    TELEPHONE = "telephone", _("By telephone")
    VIDEO = "video", _("By video")


class OfProgrammeQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """Of the programmes one sees: the pool is shared between their municipalities."""
        if actor is None:
            return self.none()
        return self.filter(programme__in=keys_seen_by(actor))


class Agency(models.Model):
    """An agency that finds interpreters, by a framework agreement."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("agency")
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="+", verbose_name=_("framework agreement")
    )
    # The mailbox of a function, never a person's.
    email = models.EmailField(_("e-mail of the booking desk"))

    objects = OfProgrammeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "organisation"], name="one_agency"),
        ]

    personal_data = declare(none="id public_key programme organisation agreement email")

    def __str__(self):
        return str(self.organisation)


class InterpreterQuerySet(OfProgrammeQuerySet):
    def visible_to(self, actor: Actor | None):
        if actor is None:
            return self.none()
        return super().visible_to(actor).filter(is_opened_to(actor))


class Interpreter(models.Model):
    """Somebody in the pool: an adult, which was checked on a day and in a way."""

    class AdultBy(models.TextChoices):
        IDENTITY_DOCUMENT = "document", _("An identity document was shown")
        AUTHORISATION = "authorisation", _("Stands in Kammarkollegiet's register")
        AGENCY = "agency", _("The agency has checked it")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("interpreter")
    )
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        related_name="interpreters",
        null=True,
        blank=True,
        verbose_name=_("agency"),
    )
    kept_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("travels from"),
    )
    on_site = models.BooleanField(_("on site"), default=True)
    telephone = models.BooleanField(_("by telephone"), default=True)
    video = models.BooleanField(_("by video"), default=False)
    # Nobody is in the pool without them.
    adult_checked_on = models.DateField(_("of age: checked"))
    adult_checked_by = models.CharField(
        _("of age: how it was checked"), max_length=20, choices=AdultBy.choices
    )
    left_on = models.DateField(_("left the pool"), null=True, blank=True)

    objects = InterpreterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "person"], name="once_in_a_pool"),
            models.CheckConstraint(
                condition=~Q(adult_checked_by=""), name="interpreter_is_checked_to_be_of_age"
            ),
        ]

    personal_data = declare(
        none="id public_key programme agency kept_by left_on",
        personal="person municipality on_site telephone video adult_checked_on adult_checked_by",
        subject="person",
        ground=GROUND,
        keep=_("as long as the programme"),
    )

    def __str__(self):
        return str(self.person)

    def takes(self, mode: str) -> bool:
        return bool(getattr(self, mode))


class InterpreterLanguage(models.Model):
    """A variety that an interpreter works with, which way, and at what level."""

    class Direction(models.TextChoices):
        BOTH = "both", _("To and from Swedish")
        INTO = "into", _("Into Swedish only")
        FROM = "from", _("From Swedish only")

    interpreter = models.ForeignKey(Interpreter, models.CASCADE, related_name="languages")
    variety = models.CharField(_("language and variety"), max_length=10)
    direction = models.CharField(
        _("direction"), max_length=10, choices=Direction.choices, default=Direction.BOTH
    )
    level = models.CharField(_("level"), max_length=20)
    valid_until = models.DateField(_("level holds until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interpreter", "variety"], name="one_level_a_variety"),
            models.CheckConstraint(
                condition=~Q(variety="") & ~Q(level=""), name="language_has_variety_and_level"
            ),
        ]

    personal_data = declare(
        none="id",
        personal="interpreter variety direction level valid_until",
        subject="interpreter.person",
        ground=GROUND,
        keep=_("as the interpreter"),
    )

    def __str__(self):
        return f"{variety_said(self.variety)}, {level_said(self.level)}"


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


class DeviationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """Of one's own bookings, and of agencies whose agreement one's organisation keeps."""
        if actor is None:
            return self.none()
        own = Q(booking__organisation=actor.organisation_id)
        kept = Q(agency__agreement__keeper=actor.organisation_id)
        return self.filter(own | kept, booking__programme__in=keys_seen_by(actor))


class Deviation(models.Model):
    """What did not go as it should: read by the agency and whoever keeps the agreement."""

    class Kind(models.TextChoices):
        LATE = "late", _("The interpreter came late")
        ABSENT = "absent", _("The interpreter did not come")
        VARIETY = "variety", _("Another language or variety than booked")
        LEVEL = "level", _("A lower level than booked")
        CONDUCT = "conduct", _("Did not follow good interpreting practice")
        TECHNIQUE = "technique", _("Telephone or video did not work")
        RELATED = "related", _("Turned out to be related, or under age")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    booking = models.ForeignKey(InterpreterBooking, models.CASCADE, related_name="deviations")
    # Whose list it stands on; whoever works without an agency has none.
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="deviations", null=True, blank=True
    )
    kind = models.CharField(_("what happened"), max_length=20, choices=Kind.choices)
    minutes_late = models.PositiveSmallIntegerField(_("minutes late"), null=True, blank=True)
    text = models.TextField(_("more about it"), max_length=2000, blank=True)
    reported_on = models.DateField(_("reported"))
    closed_on = models.DateField(_("closed"), null=True, blank=True)

    objects = DeviationQuerySet.as_manager()

    personal_data = declare(
        none="id public_key booking agency kind minutes_late text reported_on closed_on"
    )

    def __str__(self):
        return str(self.get_kind_display())


class DeviationNote(models.Model):
    """An answer to a deviation, or what was done about it."""

    class Side(models.TextChoices):
        AGENCY = "agency", _("The agency")
        KEEPER = "keeper", _("Keeper of the agreement")
        BOOKER = "booker", _("Whoever booked")

    deviation = models.ForeignKey(Deviation, models.CASCADE, related_name="notes")
    side = models.CharField(max_length=10, choices=Side.choices)
    text = models.TextField(_("text"), max_length=2000)
    written_on = models.DateField(_("day"))

    class Meta:
        ordering = ["written_on", "pk"]

    personal_data = declare(none="id deviation side text written_on")

    def __str__(self):
        return self.text
