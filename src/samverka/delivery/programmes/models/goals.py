from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.foundation.classifications.models import Municipality
from samverka.register.agreements.models import Commitment
from samverka.register.partners.models import Organisation
from samverka.toolkit.personal_data import declare

from .programme import Programme, SubRegion


class Goal(models.Model):
    """A goal or sub-goal, with the organisation that answers for it (S27)."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="goals")
    parent = models.ForeignKey(
        "self", models.CASCADE, related_name="sub_goals", null=True, blank=True
    )
    number = models.CharField(_("number"), max_length=10)
    title = models.CharField(_("title"), max_length=300)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_goal_per_number"),
        ]

    personal_data = declare(none="id programme parent number title owner")

    def __str__(self):
        return f"{self.number} {self.title}"


class Measure(models.Model):
    """What a goal is measured by: definition, target and unit (S6, S15, S26, S29)."""

    class Unit(models.TextChoices):
        PERSONS = "persons", _("persons")
        HOURS = "hours", _("hours")
        DAYS = "days", _("days")
        COURSES = "courses", _("courses")
        GROUPS = "groups", _("groups")
        MUNICIPALITIES = "municipalities", _("municipalities")
        UNITS = "units", _("units")
        MEETINGS = "meetings", _("meetings")
        WORKSHOPS = "workshops", _("workshops")

    class Counts(models.TextChoices):
        """What is counted towards the target, of the goal's activities."""

        PERSONS = "persons", _("People who have taken part")
        HOURS = "hours", _("Hours taken part")
        MUNICIPALITIES = "municipalities", _("Municipalities that have taken part")
        TRAINING_DAYS = "training_days", _("Training days held")
        WORKSHOPS = "workshops", _("Workshops held")
        MEETINGS = "meetings", _("Meetings held")
        COURSES = "courses", _("Courses held")
        COURSES_AT_OWNER = "courses_at_owner", _("Courses held where the goal's owner is")
        UNITS = "units", _("Units that have taken part")
        COURSES_ELSEWHERE = "courses_elsewhere", _("Courses held in other municipalities")
        # Two numbers, one through the other (S52).
        DAYS_TO_FIRST = "days_to_first", _("Days from registration to the first day taken part")
        SHARE_OF_PERSONS = "share_of_persons", _("Share of all who have taken part")
        NOTHING = "", _("Not counted from what is entered")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="measures")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="measures")
    code = models.SlugField(_("code"), max_length=60)
    title = models.CharField(_("title"), max_length=200)
    definition = models.TextField(_("definition"))
    unit = models.CharField(_("unit"), max_length=20, choices=Unit.choices)
    counts = models.CharField(_("counts"), max_length=20, choices=Counts.choices, blank=True)
    target = models.PositiveIntegerField(_("target"), null=True, blank=True)
    # "Up to 10" is no target to reach but a limit (S40).
    target_is_limit = models.BooleanField(_("the target is a limit"), default=False)
    # For a share or a time: what is divided by what (S52).
    numerator = models.TextField(_("numerator"), blank=True)
    denominator = models.TextField(_("denominator"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="one_measure_per_code"),
        ]

    personal_data = declare(
        none=(
            "id programme goal code title definition unit counts target target_is_limit "
            "numerator denominator"
        )
    )

    def __str__(self):
        return self.title

    @property
    def is_quotient(self) -> bool:
        """Counted as two numbers, on the measure's own page."""
        return self.counts in (self.Counts.DAYS_TO_FIRST, self.Counts.SHARE_OF_PERSONS)


class MeasurePart(models.Model):
    """A part of a measure's target: of a sub-region, or of some municipalities (S6, S7)."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=200)
    target = models.PositiveIntegerField(_("target"), null=True, blank=True)
    sub_region = models.ForeignKey(
        SubRegion, models.PROTECT, related_name="+", null=True, blank=True
    )
    municipalities = models.ManyToManyField(Municipality, related_name="+", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "number"], name="one_part_of_a_measure"),
        ]

    personal_data = declare(none="id measure number title target sub_region municipalities")


class GoalCommitment(models.Model):
    """That a goal works on a commitment of an agreement (S51)."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="commitments")
    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["goal", "commitment"], name="works_on_it_once"),
        ]

    personal_data = declare(none="id goal commitment")
