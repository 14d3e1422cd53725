from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Goal, Programme, Theme, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.classifications.models import Municipality
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit.clock import local_now, now
from samverka.toolkit.personal_data import declare
from samverka.toolkit.plain import KeepsPlain, PlainField
from samverka.toolkit.public_key import new_key

from .readers import ActivityReader as ActivityReader
from .readers import is_known_to as is_known_to
from .rows_seen import RUNS as RUNS
from .rows_seen import SEES_OWN_ACTIVITIES as SEES_OWN_ACTIVITIES
from .rows_seen import SEES_OWN_STAFF as SEES_OWN_STAFF
from .rows_seen import rows_seen_by

# What the sealed words of a need are bound to, and how many signs they may have.
NEED, LONGEST_NEED = "registration need", 1_000


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Those of the programmes one's organisation takes part in."""
        if actor is None:
            return self.none()
        return self.filter(programme__in=keys_seen_by(actor))


class Activity(KeepsPlain):
    """Something carried out in a programme: a training day, a meeting, a workshop, a course."""

    class Kind(models.TextChoices):
        TRAINING_DAY = "training_day", _("Training day")
        MEETING = "meeting", _("Meeting")
        WORKSHOP = "workshop", _("Workshop")
        COURSE = "course", _("Course")
        OTHER = "other", _("Other")

    class RegistrationBy(models.TextChoices):
        ORGANISER = "organiser", _("Whoever runs the activity")
        STAFF = "staff", _("Staff of the partners, signed in")
        ANYBODY = "anybody", _("Anybody, on a public page")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    # Found by the index that also has the municipality.
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", db_index=False)
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="+", null=True, blank=True)
    organiser = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=150)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    description = models.TextField(_("description"), blank=True)
    target_group = models.CharField(_("for whom"), max_length=200, blank=True)
    # Words by which an activity is found: "Handläggare, Undersköterska" (S13).
    functions = models.CharField(_("functions"), max_length=300, blank=True)
    themes = models.ManyToManyField(Theme, related_name="+", blank=True, verbose_name=_("themes"))
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", null=True, blank=True
    )
    place = models.CharField(_("place"), max_length=150, blank=True)
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    registration_by = models.CharField(
        _("who registers"),
        max_length=10,
        choices=RegistrationBy.choices,
        default=RegistrationBy.STAFF,
    )
    registration_closes_on = models.DateField(_("last day to register"), null=True, blank=True)
    # Words of the functions whose seats come first, and the day when what is left is for others.
    first_group = models.CharField(_("seats first for"), max_length=300, blank=True)
    first_group_until = models.DateField(_("for everybody from"), null=True, blank=True)
    # How long somebody on the waiting list has to answer when a seat becomes free.
    answer_days = models.PositiveSmallIntegerField(_("days to answer"), default=2)
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    # That somebody takes part may tell of their health. Its title is neutral, since calendars,
    # sheets, letters and certificates have it; its own name is for those on its list.
    is_sensitive = models.BooleanField(_("sensitive"), default=False)
    inner_title = models.CharField(_("its own name"), max_length=150, blank=True)
    # Whoever has come to such meetings only is no participant: hours count all the same.
    is_information = models.BooleanField(_("information meeting"), default=False)
    # Grows with each change that letters tell of, so that calendars know which word is the last.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    plain_title = PlainField("title")

    objects = ActivityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(seats=None) | Q(seats__gt=0), name="some_seats"),
            models.CheckConstraint(
                condition=Q(first_group="", first_group_until=None)
                | (~Q(first_group="") & Q(first_group_until__isnull=False)),
                name="a_first_group_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(is_sensitive=True) | Q(inner_title=""),
                name="only_what_is_sensitive_has_an_inner_title",
            ),
        ]
        # Where a programme's activities are is read from this alone, and not from each of them.
        indexes = [
            models.Index(fields=["programme", "municipality"], name="municipalities_of_programme"),
            models.Index(fields=["programme", "plain_title"], name="titles_of_programme"),
        ]

    personal_data = declare(
        none=(
            "id public_key programme goal organiser title kind description target_group functions "
            "themes municipality place seats registration_by registration_closes_on first_group "
            "first_group_until answer_days is_cancelled is_sensitive inner_title is_information "
            "sequence created_at plain_title"
        )
    )

    def __str__(self):
        return self.title

    @property
    def public_title(self) -> str:
        """What stands on whatever others may see: calendars, sheets, letters, certificates."""
        return self.title

    @property
    def where(self) -> str:
        return ", ".join(filter(None, [self.place, str(self.municipality or "")]))

    def as_told(self) -> dict[str, Any]:
        """What a letter would say now, for comparing with what letters have said."""
        times = {
            session.public_key: [session.starts_at.isoformat(), session.ends_at.isoformat()]
            for session in self.sessions.order_by("starts_at", "pk")
        }
        return {
            "title": self.public_title,
            "place": self.where,
            "is_cancelled": self.is_cancelled,
            "sessions": times,
        }


class SessionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        if actor is None:
            return self.none()
        return self.filter(of_programme__in=keys_seen_by(actor))


class Session(models.Model):
    """One occasion of an activity."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="sessions", db_index=False)
    # The day in Sweden; months are read from it, never from the instants (they are in UTC).
    held_on = models.DateField(_("day"))
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    break_minutes = models.PositiveSmallIntegerField(_("breaks, minutes"), default=0)
    title = models.CharField(_("what it is about"), max_length=150, blank=True)
    # For those who missed another: at both nobody counts more than that one has (S36).
    makes_up = models.ForeignKey(
        "self", models.PROTECT, related_name="make_ups", null=True, blank=True
    )
    # Those who were here and are not named: a count of heads, and never persons in any figure.
    unnamed = models.PositiveSmallIntegerField(_("others here, not named"), default=0)
    # Counts what happens to the sheet, so that an open sheet asks only for what is newer.
    sheet_version = models.PositiveIntegerField(default=0)
    # Kept by the database (migration 0003): whether somebody registered has no mark, whose it is.
    lacks_marks = models.BooleanField(default=False, editable=False)
    of_programme = models.BigIntegerField(null=True, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(makes_up=None) | ~Q(makes_up=F("pk")), name="makes_up_another"
            ),
        ]
        # Days in order, and the first and last of an activity, are read from these alone.
        indexes = [
            models.Index(
                fields=["held_on", "starts_at", "activity", "of_programme"], name="sessions_by_day"
            ),
            models.Index(fields=["activity", "held_on"], name="days_of_activity"),
            models.Index(
                fields=["held_on", "activity"],
                condition=Q(lacks_marks=True),
                name="sessions_that_lack_marks",
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key activity held_on starts_at ends_at break_minutes title makes_up "
            "unnamed sheet_version lacks_marks of_programme"
        )
    )

    def __str__(self):
        return f"{self.activity} {self.held_on}"

    @property
    def minutes(self) -> int:
        """What a whole attendance counts: from start to end, breaks left out."""
        length = int((self.ends_at - self.starts_at).total_seconds()) // 60
        return max(length - self.break_minutes, 0)


class RegistrationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        if actor is None:
            return self.none()
        return self.filter(rows_seen_by(actor, organiser="activity__organiser_id"))

    def in_force(self):
        return self.filter(state=Registration.State.REGISTERED)


class Registration(models.Model):
    """A person's place at an activity, and the employer it is counted for."""

    class State(models.TextChoices):
        REGISTERED = "registered", _("Registered")
        WAITING = "waiting", _("On the waiting list")
        # A seat is kept until `answer_by`, for whoever was next on the waiting list.
        OFFERED = "offered", _("Offered a seat")
        CANCELLED = "cancelled", _("Cancelled")

    class Way(models.TextChoices):
        ORGANISER = "organiser", _("By whoever runs the activity")
        COLLEAGUE = "colleague", _("By a colleague")
        ONESELF = "oneself", _("By the person")
        PUBLIC = "public", _("On the public page")
        INVITATION = "invitation", _("As answer to an invitation")

    # Names the row on a sheet: says nothing of the person outside this one activity.
    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="registrations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State.choices, default=State.REGISTERED)
    registered_at = models.DateTimeField(default=now)
    way = models.CharField(max_length=10, choices=Way.choices, default=Way.ORGANISER)
    # The order of the waiting list, and the function one applied in.
    applied_at = models.DateTimeField(default=now)
    function = models.CharField(_("function"), max_length=100, blank=True)
    is_first_group = models.BooleanField(default=False)
    answer_by = models.DateTimeField(_("answer at the latest"), null=True, blank=True)
    given_back_at = models.DateTimeField(null=True, blank=True)
    # Whose place it was: somebody came in another's stead.
    instead_of = models.ForeignKey("self", models.SET_NULL, related_name="passed_to", null=True)
    # Of the letters about the place.
    language = models.CharField(max_length=3, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "person"], name="one_place_per_person"),
            models.CheckConstraint(
                condition=Q(state="offered", answer_by__isnull=False)
                | (~Q(state="offered") & Q(answer_by=None)),
                name="an_offer_is_answered_by_an_instant",
            ),
        ]
        indexes = [models.Index(fields=["activity", "state", "person"], name="places_of_activity")]

    personal_data = declare(
        none=(
            "id public_key activity organisation state registered_at way applied_at "
            "is_first_group answer_by given_back_at instead_of"
        ),
        personal="person function language",
        subject="person",
        ground=_("public task: places at the programme's activities"),
        keep=_("as the attendance"),
        outlives={"person": "an emptied person, where a fund asks for the marks of the activity"},
    )

    @property
    def is_offered(self) -> bool:
        """Whether a seat is kept for the person still."""
        return self.answer_by is not None and self.answer_by > local_now()


class Need(models.Model):
    """What somebody needs to be able to take part, sealed; gone soon after the last session."""

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="need")
    sealed = models.TextField()

    personal_data = declare(
        none="id",
        personal="registration sealed",
        subject="registration.person",
        ground=_("public task: everybody can take part, whatever they need for it"),
        keep=_("until some days after the activity, as the rule of the day says"),
    )

    def __str__(self):
        return str(self.pk)


class AttendanceQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        if actor is None:
            return self.none()
        return self.filter(rows_seen_by(actor, organiser="session__activity__organiser_id"))


class Attendance(models.Model):
    """Whether a person was at a session, and for how many minutes."""

    class Mark(models.TextChoices):
        HERE = "here", _("Here")
        ABSENT = "absent", _("Absent")
        # Somebody took the mark away: the row stays for the sake of its history.
        CLEARED = "cleared", _("Not marked")

    session = models.ForeignKey(
        Session, models.PROTECT, related_name="attendances", db_index=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    mark = models.CharField(max_length=10, choices=Mark.choices)
    minutes = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    # The version of the sheet in which this row last changed.
    sheet_version = models.PositiveIntegerField(default=0)
    marked_at = models.DateTimeField(default=now)
    marked_by_id = models.BigIntegerField(null=True)
    is_check_in = models.BooleanField(default=False)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="one_mark_per_person"),
            models.CheckConstraint(
                condition=Q(mark="here", minutes__gt=0) | (~Q(mark="here") & Q(minutes=0)),
                name="minutes_of_those_who_were_here",
            ),
            models.CheckConstraint(condition=Q(minutes__lte=1440), name="at_most_a_day"),
        ]
        indexes = [
            # All that sums ask of marks, not looked up one by one; finds those of a session too.
            models.Index(
                fields=["session", "organisation", "mark", "person", "minutes"],
                name="sums_of_marks",
            )
        ]

    personal_data = declare(
        none="id session organisation version sheet_version marked_at marked_by_id is_check_in",
        personal="person mark minutes",
        subject="person",
        ground=_("legal obligation: the funds' rules on hours taken part"),
        keep=_("as long as the longest rule of the programme's funds"),
        outlives={
            "person": "an emptied person, where a fund may still ask for the rows",
            "mark": "the hours were accounted for",
            "minutes": "the hours were accounted for",
        },
    )


class AttendanceVersion(models.Model):
    """What a mark was before: corrections keep history."""

    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    mark = models.CharField(max_length=10, choices=Attendance.Mark.choices)
    minutes = models.PositiveSmallIntegerField()
    marked_at = models.DateTimeField()
    marked_by_id = models.BigIntegerField(null=True)
    is_check_in = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attendance", "version"], name="one_row_per_version"),
        ]

    personal_data = declare(
        none="id attendance version marked_at marked_by_id is_check_in",
        personal="mark minutes",
        subject="attendance.person",
        ground=_("legal obligation: the funds' rules on hours taken part"),
        keep=_("as the attendance"),
        outlives=dict.fromkeys(("mark", "minutes"), "corrections of accounted hours are shown"),
    )
