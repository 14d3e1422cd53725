"""Scenarios: what was asked of the engine, what it answered, and what officers hold fast."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.actor import Actor
from samverka.toolkit.clock import now
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

from .cases import GROUND, KEEP, Case
from .offers import Place
from .round import MatchingRound, Part


class ScenarioQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        rounds = MatchingRound.objects.with_part(actor, Part.OFFICER).values("pk")
        return self.filter(round__in=rounds)

    def reviewed_by(self, actor: Actor | None):
        """Those that a reviewer may run again; without names."""
        rounds = MatchingRound.objects.with_part(actor, Part.OFFICER, Part.REVIEWER).values("pk")
        return self.filter(round__in=rounds)


class Scenario(models.Model):
    """One way of counting a round: weights, changes of room, floors; and the plan that came."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits")
        COMPUTING = "computing", _("Is being computed")
        READY = "ready", _("Ready")
        STOPPED = "stopped", _("Stopped")
        FAILED = "failed", _("Did not come to an end")

    round = models.ForeignKey(MatchingRound, models.CASCADE, related_name="scenarios")
    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    name = models.CharField(_("name"), max_length=80)
    parent = models.ForeignKey(
        "self", models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("from")
    )
    # {criterion: points}, {place's key: {"persons": …}}, [{"group": …, "mean": …}].
    weights = models.JSONField(default=dict, blank=True)
    capacities = models.JSONField(default=dict, blank=True)
    floors = models.JSONField(default=list, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    task_id = models.UUIDField(null=True, editable=False)
    # The proposals of the round are made from this one.
    is_current = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=now, editable=False)
    # What the engine answered. Value and bound in thousandths of points.
    computed_at = models.DateTimeField(null=True, blank=True)
    problem_hash = models.CharField(max_length=64, blank=True)
    plan_hash = models.CharField(max_length=64, blank=True)
    value = models.BigIntegerField(null=True, blank=True)
    bound = models.BigIntegerField(null=True, blank=True)
    proof = models.CharField(max_length=20, blank=True)
    placed = models.PositiveIntegerField(null=True, blank=True)
    most = models.PositiveIntegerField(null=True, blank=True)
    seconds = models.FloatField(null=True, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    # Prices, rooms and groups: counted, without anybody's name.
    facts = models.JSONField(default=dict, blank=True)

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "name"], name="one_scenario_of_a_name"),
            models.UniqueConstraint(
                fields=["round"], condition=Q(is_current=True), name="one_current_scenario"
            ),
        ]

    personal_data = declare(
        none=(
            "id round public_key name parent weights capacities floors state task_id is_current "
            "made_at computed_at problem_hash plan_hash value bound proof placed most seconds "
            "settings facts"
        )
    )

    def __str__(self):
        return self.name


class Placement(models.Model):
    """Where a scenario's plan has a household, and why; no decision."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="placements")
    case = models.ForeignKey(Case, models.CASCADE, related_name="placements")
    place = models.ForeignKey(Place, models.CASCADE, related_name="+", null=True, blank=True)
    # In thousandths of points.
    score = models.IntegerField(default=0)
    # {criterion: thousandths}, and the other places with what stands against them.
    parts = models.JSONField(default=dict, blank=True)
    alternatives = models.JSONField(default=list, blank=True)
    # Why there is no place, or that the place was decided before.
    against = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scenario", "case"], name="placed_once_in_a_plan"),
        ]

    personal_data = declare(
        none="id scenario",
        personal="case place score parts alternatives against",
        subject="case.contact",
        ground=GROUND,
        keep=KEEP,
    )

    def __str__(self):
        return f"{self.case} {self.place}"


class Lock(models.Model):
    """Where an officer has put a household, so that the engine places the rest."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="locks")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    place = models.ForeignKey(Place, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scenario", "case"], name="locked_once"),
        ]

    personal_data = declare(
        none="id scenario",
        personal="case place",
        subject="case.contact",
        ground=GROUND,
        keep=KEEP,
    )

    def __str__(self):
        return f"{self.case} {self.place}"


# What the problem of a plan is sealed for.
PROBLEM = "matching.problem"


class ScenarioProblem(models.Model):
    """The problem that a plan answers, as it was: numbers under pseudonyms, to compute anew."""

    scenario = models.OneToOneField(Scenario, models.CASCADE, related_name="problem")
    # Sealed for PROBLEM: JSON as in the audit file.
    body_sealed = models.TextField(editable=False)

    personal_data = declare(none="id scenario body_sealed")

    def __str__(self):
        return str(self.scenario)
