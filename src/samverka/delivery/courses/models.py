from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.activities.models import Activity, Session
from samverka.delivery.programmes.models import Programme, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.classifications.models import Municipality
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

MOST_MEETINGS = 60


class OfProgrammeQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        if actor is None:
            return self.none()
        return self.filter(programme__in=keys_seen_by(actor))


class CourseTemplate(models.Model):
    """A course as it is given time after time: so many meetings, of so many minutes (S36)."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    name = models.CharField(_("name of the course"), max_length=150)
    description = models.TextField(_("description"), blank=True)
    target_group = models.CharField(_("for whom"), max_length=200, blank=True)
    # What a meeting counts; breaks come besides.
    minutes = models.PositiveSmallIntegerField(_("minutes that a meeting counts"))
    break_minutes = models.PositiveSmallIntegerField(_("breaks, minutes"), default=0)
    # Versions run side by side; a course keeps the one that it was made of (S35).
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    first_version = models.ForeignKey(
        "self", models.PROTECT, related_name="later_versions", null=True, editable=False
    )
    what_changed = models.CharField(_("what is new in it"), max_length=300, blank=True)
    # What the course deepens, and where that stands.
    curriculum = models.CharField(_("what the course deepens"), max_length=300, blank=True)
    # It is not offered for new courses; those made of it stay.
    is_retired = models.BooleanField(default=False)

    objects = OfProgrammeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gt=0, minutes__lte=720), name="meeting_within_a_day"
            ),
            models.UniqueConstraint(
                fields=["first_version", "version"], name="one_course_of_a_version"
            ),
            models.CheckConstraint(
                condition=Q(first_version=None, version=1)
                | Q(first_version__isnull=False, version__gt=1),
                name="later_versions_have_a_first",
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key programme name description target_group minutes break_minutes "
            "version first_version what_changed curriculum is_retired"
        )
    )

    def __str__(self):
        return self.name


class CurriculumPart(models.Model):
    """A part of the curriculum that a course deepens, such as one of civic orientation (S35)."""

    template = models.ForeignKey(CourseTemplate, models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("part of the curriculum"), max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["template", "number"], name="one_curriculum_part_of_a_number"
            ),
        ]

    personal_data = declare(none="id template number title")

    def __str__(self):
        return self.title


class CourseMeeting(models.Model):
    """What one meeting of a template is about."""

    template = models.ForeignKey(CourseTemplate, models.CASCADE, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("what it is about"), max_length=150)
    # The part of the curriculum that it deepens; none where it stands by itself.
    part = models.ForeignKey(
        CurriculumPart, models.SET_NULL, related_name="meetings", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="one_meeting_of_a_number"),
        ]

    personal_data = declare(none="id template number title part")

    def __str__(self):
        return f"{self.number}. {self.title}"


class CourseQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        if actor is None:
            return self.none()
        return self.filter(activity__programme__in=keys_seen_by(actor))


class Course(models.Model):
    """That an activity was made of a template. Its days and titles are the activity's own."""

    template = models.ForeignKey(CourseTemplate, models.PROTECT, related_name="courses")
    activity = models.OneToOneField(Activity, models.PROTECT, related_name="+")

    objects = CourseQuerySet.as_manager()

    personal_data = declare(none="id template activity")

    def __str__(self):
        return str(self.activity)


class MeetingLog(models.Model):
    """What its leaders say of a meeting when it has been held (S35). It is about the plan.

    The form asks them to name nobody; whoever wrote stands in the trail.
    """

    session = models.OneToOneField(Session, models.CASCADE, related_name="+")
    worked = models.TextField(_("what worked"), max_length=1000, blank=True)
    to_change = models.TextField(_("what to change"), max_length=1000, blank=True)
    written_on = models.DateField(_("written"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(worked="", to_change=""), name="a_log_says_something"
            ),
        ]

    personal_data = declare(none="id session worked to_change written_on")

    def __str__(self):
        return str(self.session)


class SchoolBreak(models.Model):
    """Weeks when no course is held, in one municipality or in all of a programme."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", null=True, blank=True
    )
    name = models.CharField(_("name"), max_length=80)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    # Taken away; it can be brought back.
    is_dropped = models.BooleanField(default=False)

    objects = OfProgrammeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="break_ends_after_its_start"
            ),
        ]

    personal_data = declare(
        none="id public_key programme municipality name first_day last_day is_dropped"
    )

    def __str__(self):
        return self.name
