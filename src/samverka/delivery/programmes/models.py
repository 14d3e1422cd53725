from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.toolkit.periods import ends_after_start
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key


class Fund(models.Model):
    """A source of money with rules of its own (S2, S25)."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)

    personal_data = declare(none="id code name")

    def __str__(self):
        return self.name


class FundRule(models.Model):
    """One rule of a fund for a period, with where it is written. Rules are data, not code."""

    class Subject(models.TextChoices):
        HOURS = "hours", _("How hours are counted")
        ACCOUNT = "account", _("What is accounted for")
        RETENTION = "retention", _("How long the records are kept")

    fund = models.ForeignKey(Fund, models.CASCADE, related_name="rules")
    subject = models.CharField(max_length=20, choices=Subject.choices)
    value = models.CharField(max_length=200)
    source = models.CharField(_("source"), max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=ends_after_start(), name="fund_rule_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["fund", "subject", "valid_from"], name="one_fund_rule"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="fund_rule_has_a_source"),
        ]

    personal_data = declare(none="id fund subject value source valid_from valid_to")


# Written out, since almost every page asks it, and of what stands inside something else too:
# building it anew each time costs ten times what the database needs to answer.
SEEN = """
SELECT programme_id FROM programmes_participation WHERE organisation_id = %s
UNION
SELECT programme_id FROM programmes_programmerole WHERE organisation_id = %s AND user_id = %s
"""


LED = """
SELECT programme_id FROM programmes_participation
WHERE organisation_id = %s AND part IN ('owner', 'co_leader')
"""


def keys_led_by(actor: Actor) -> RawSQL:
    """The programmes that the actor's organisation owns, or leads together with the owner."""
    return RawSQL(LED, (actor.organisation_id,))  # noqa: S611 - values are parameters


def keys_seen_by(actor: Actor) -> RawSQL:
    """The programmes that `visible_to` gives, for `programme__in` of what belongs to them."""
    here = actor.organisation_id
    return RawSQL(SEEN, (here, here, actor.user_id))  # noqa: S611 - values are parameters


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Those the actor's organisation takes part in, or has somebody with a role in."""
        if actor is None:
            return self.none()
        return self.filter(pk__in=keys_seen_by(actor))


class Programme(models.Model):
    """A joint undertaking of several organisations, with goals and a period."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=150)
    summary = models.TextField(_("summary"), blank=True)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    starts_on = models.DateField(_("starts"))
    # The last day, as people say it; planned and extended are kept apart (S24).
    ends_on = models.DateField(_("planned end"))
    extended_to = models.DateField(_("extended to"), null=True, blank=True)
    # A demonstration moves a finished programme to its own years, and says so.
    moved_years = models.SmallIntegerField(default=0)
    funds = models.ManyToManyField(Fund, through="ProgrammeFund", related_name="programmes")

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="programme_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(extended_to=None) | Q(extended_to__gte=F("ends_on")),
                name="programme_is_extended_forwards",
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key slug name summary owner starts_on ends_on extended_to moved_years funds"
        )
    )

    def __str__(self):
        return self.name

    @property
    def last_day(self):
        return self.extended_to or self.ends_on


class ProgrammeFund(models.Model):
    """That a fund pays for a programme."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    reference = models.CharField(_("reference"), max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "fund"], name="fund_once_in_a_programme"),
        ]

    personal_data = declare(none="id programme fund reference")


class Participation(models.Model):
    """That an organisation takes part in a programme for a period (S26)."""

    class Part(models.TextChoices):
        OWNER = "owner", _("Owner")
        CO_LEADER = "co_leader", _("Leads together with the owner")
        PARTICIPANT = "participant", _("Takes part")
        RESEARCHER = "researcher", _("Follows with research")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="participations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    part = models.CharField(_("part"), max_length=20, choices=Part.choices)
    contact_function = models.CharField(_("contact function"), max_length=120, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation", "part"], name="takes_part_once"
            ),
            models.CheckConstraint(
                condition=ends_after_start(), name="participation_ends_after_start"
            ),
        ]

    personal_data = declare(
        none="id programme organisation part contact_function valid_from valid_to"
    )


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
        COURSES_ELSEWHERE = "courses_elsewhere", _("Courses held in other municipalities")
        NOTHING = "", _("Not counted from what is entered")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="measures")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="measures")
    code = models.SlugField(_("code"), max_length=60)
    title = models.CharField(_("title"), max_length=200)
    definition = models.TextField(_("definition"))
    unit = models.CharField(_("unit"), max_length=20, choices=Unit.choices)
    counts = models.CharField(_("counts"), max_length=20, choices=Counts.choices, blank=True)
    target = models.PositiveIntegerField(_("target"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="one_measure_per_code"),
        ]

    personal_data = declare(none="id programme goal code title definition unit counts target")

    def __str__(self):
        return self.title


class ProgrammeRole(models.Model):
    """A role that a user holds in a programme, for an organisation and a period."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="roles")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=40, choices=Role.choices)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "user", "organisation", "role", "valid_from"],
                name="one_programme_role",
            ),
            models.CheckConstraint(
                condition=ends_after_start(), name="programme_role_ends_after_start"
            ),
        ]

    personal_data = declare(
        none="id programme organisation role valid_from valid_to",
        personal="user",
        subject="user",
        ground=_("public task: who acts in a programme must be known"),
        keep=_("as long as the longest rule of the programme's funds"),
        outlives={"user": "an emptied account: who acted must stay known"},
    )
