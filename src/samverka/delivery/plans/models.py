from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import (
    Goal,
    Measure,
    Programme,
    keys_led_by,
    keys_seen_by,
)
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.agreements.models import Commitment
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import now
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

# Who writes the plan of their own organisation.
WRITES = (Role.SUB_PROJECT_LEADER, Role.PROGRAMME_LEADER)


class PlanQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """What is approved; one's own if one writes it; all of them if one leads the programme."""
        if actor is None:
            return self.none()
        seen = Q(state=Plan.State.APPROVED)
        if actor.is_one_of(*WRITES):
            seen |= Q(organisation=actor.organisation_id)
        if actor.is_one_of(Role.PROGRAMME_LEADER):
            seen |= Q(programme__in=keys_led_by(actor))
        return self.filter(seen, programme__in=keys_seen_by(actor))


class Plan(models.Model):
    """A partner's activity plan in a programme, in one of its revisions (S104)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being written")
        SENT = "sent", _("Sent for approval")
        SENT_BACK = "sent_back", _("Sent back")
        APPROVED = "approved", _("Approved")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default="draft")
    # Why it was revised; empty in the first.
    reason = models.TextField(_("why it is revised"), blank=True)
    # What whoever leads the programme asks to have changed.
    answer = models.TextField(_("what to change"), blank=True)
    approved_on = models.DateField(_("approved"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed"), default=now, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation", "revision"], name="one_plan_revision"
            ),
            # A new revision begins when the one before it is approved.
            models.UniqueConstraint(
                fields=["programme", "organisation"],
                condition=~Q(state="approved"),
                name="one_open_revision",
            ),
            models.CheckConstraint(
                condition=Q(revision=1) | ~Q(reason=""), name="revised_with_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_on__isnull=False),
                name="plan_approved_has_a_day",
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key programme organisation revision state reason answer approved_on "
            "changed_at"
        )
    )

    def __str__(self):
        return f"{self.organisation} {self.revision}"

    @property
    def is_open(self) -> bool:
        """Whether its lines may be changed."""
        return self.state in (self.State.DRAFT, self.State.SENT_BACK)

    @property
    def status_kind(self) -> str:
        kinds = {"draft": "open", "sent": "waiting", "sent_back": "late", "approved": "done"}
        return kinds[self.state]


class PlanItemQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(is_removed=False)


class PlanItem(models.Model):
    """A line of a plan: what is done, why, for whom, with what, measured how, when, by whom."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        GOING_ON = "going_on", _("Going on")
        DONE = "done", _("Done")
        NOT_DONE = "not_done", _("Will not be done")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items")
    # The same line in every revision, so that they can be compared.
    line_key = models.CharField(max_length=12, default=new_key, editable=False)
    number = models.PositiveSmallIntegerField(_("number"))
    activity = models.CharField(_("activity"), max_length=300)
    aim = models.TextField(_("aim"), blank=True)
    target_group = models.CharField(_("target group"), max_length=200, blank=True)
    resources = models.TextField(_("resources"), blank=True)
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="+", null=True, blank=True)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+", null=True, blank=True)
    # What a partner measures by that the programme does not.
    own_measure = models.CharField(_("own measure"), max_length=200, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    # The last day, as people say it.
    ends_on = models.DateField(_("to and with"), null=True, blank=True)
    # A function, as "integrationssamordnare": who holds it changes.
    responsible = models.CharField(_("responsible function"), max_length=120, blank=True)
    responsible_at = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", null=True, blank=True
    )
    commitment = models.ForeignKey(
        Commitment, models.SET_NULL, related_name="+", null=True, blank=True
    )
    status = models.CharField(
        _("how it goes"), max_length=10, choices=Status.choices, default=Status.PLANNED
    )
    progress_note = models.TextField(_("note on how it goes"), blank=True)
    # Taken away, and can be had back until the plan is approved.
    is_removed = models.BooleanField(default=False)

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "line_key"], name="line_once_in_a_plan"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="plan_item_ends_after_start",
            ),
        ]

    personal_data = declare(
        none=(
            "id plan line_key number activity aim target_group resources goal measure "
            "own_measure starts_on ends_on responsible responsible_at commitment status "
            "progress_note is_removed"
        )
    )

    def __str__(self):
        return self.activity

    @property
    def measured_by(self) -> str:
        return self.measure.title if self.measure else self.own_measure


class PlannedActivity(models.Model):
    """That an activity carries out a line of a partner's plan, whatever the revision."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    line_key = models.CharField(max_length=12)
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line_key", "organisation", "activity"], name="activity_once_on_a_line"
            ),
        ]

    personal_data = declare(none="id organisation line_key activity")


class Risk(models.Model):
    """What could go wrong for a partner in a programme, and what is done about it (S111)."""

    class Level(models.IntegerChoices):
        VERY_LOW = 1, _("1, very low")
        LOW = 2, _("2, low")
        MIDDLE = 3, _("3, in between")
        HIGH = 4, _("4, high")
        VERY_HIGH = 5, _("5, very high")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    text = models.CharField(_("risk"), max_length=300)
    likelihood = models.PositiveSmallIntegerField(_("likelihood"), choices=Level.choices)
    consequence = models.PositiveSmallIntegerField(_("consequence"), choices=Level.choices)
    measure = models.TextField(_("what is done about it"))
    # A function: who holds it changes.
    responsible = models.CharField(_("responsible function"), max_length=120)
    follow_up_on = models.DateField(_("to be followed up"))
    # Taken away, and can be had back.
    is_removed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    likelihood__gte=1, likelihood__lte=5, consequence__gte=1, consequence__lte=5
                ),
                name="risk_levels_from_1_to_5",
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(measure="") & ~Q(responsible=""), name="risk_is_whole"
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key programme organisation text likelihood consequence measure "
            "responsible follow_up_on is_removed"
        )
    )

    def __str__(self):
        return self.text


class StartPoint(models.Model):
    """What each partner of a programme has in place before implementation begins (S111)."""

    class Kind(models.TextChoices):
        ACTIVITY_LIST = "activity_list", _("Approved activity plan")
        ROLES = "roles", _("Roles")
        ROUTINES = "routines", _("Routines")
        RISKS = "risks", _("List of risks")
        OTHER = "other", _("Other")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    text = models.CharField(_("what is in place"), max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_start_point"),
        ]

    personal_data = declare(none="id programme number kind text")

    def __str__(self):
        return self.text


class StartEvidence(models.Model):
    """That a partner has a start point in place, with what shows it."""

    point = models.ForeignKey(StartPoint, models.CASCADE, related_name="evidence")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    met_on = models.DateField(_("in place since"))
    evidence = models.TextField(_("what shows it"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["point", "organisation"], name="start_point_met_once"),
            models.CheckConstraint(condition=~Q(evidence=""), name="start_is_shown"),
        ]

    personal_data = declare(none="id point organisation met_on evidence")
