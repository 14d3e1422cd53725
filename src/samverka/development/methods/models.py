from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Measure, Phase, Programme, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import now
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

# Who describes methods, and writes of their own organisation's trials and decisions.
WRITES = (Role.SUB_PROJECT_LEADER, Role.PROGRAMME_LEADER)


class MethodQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Those of the programmes one's organisation takes part in."""
        if actor is None:
            return self.none()
        return self.filter(programme__in=keys_seen_by(actor))


class Method(models.Model):
    """A way of working that can be described, tried and handed on (S100)."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=150)
    owner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", null=True, blank=True
    )
    description = models.TextField(_("description"), blank=True)
    target_group = models.CharField(_("target group"), max_length=200, blank=True)
    needs = models.TextField(_("what it needs"), blank=True)
    evidence = models.TextField(_("what is known of it"), blank=True)
    recommended_on = models.DateField(_("recommended"), null=True, blank=True)
    # The method of an earlier programme that it was taken up from (S19).
    taken_from = models.ForeignKey(
        "self", models.SET_NULL, related_name="taken_up_as", null=True, blank=True
    )
    changed_at = models.DateTimeField(_("changed"), default=now, editable=False)

    objects = MethodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="one_method_per_name"),
            models.CheckConstraint(
                condition=Q(recommended_on=None) | Q(owner__isnull=False),
                name="recommended_has_an_owner",
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key programme name owner description target_group needs evidence "
            "recommended_on taken_from changed_at"
        )
    )

    def __str__(self):
        return self.name


class MethodVersion(models.Model):
    """How a method is done from a day on, and what changed since the version before."""

    method = models.ForeignKey(Method, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    what_changed = models.TextField(_("what changed"), blank=True)
    valid_from = models.DateField(_("from"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["method", "number"], name="one_method_version"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(what_changed=""), name="new_version_says_what_changed"
            ),
        ]

    personal_data = declare(none="id method number what_changed valid_from")

    def __str__(self):
        return f"{self.method} {self.number}"


class TrialQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        if actor is None:
            return self.none()
        return self.filter(version__method__programme__in=keys_seen_by(actor))


class Trial(models.Model):
    """A version of a method, tried somewhere in one stage of a programme (S112, S113)."""

    class Fidelity(models.TextChoices):
        AS_DESCRIBED = "as_described", _("As it is described")
        ADAPTED = "adapted", _("Adapted")
        IN_PART = "in_part", _("In part")
        NOT_KNOWN = "", _("Not noted")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    version = models.ForeignKey(MethodVersion, models.PROTECT, related_name="trials")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    stage = models.ForeignKey(Phase, models.PROTECT, related_name="+")
    starts_on = models.DateField(_("from"), null=True, blank=True)
    # The last day, as people say it.
    ends_on = models.DateField(_("to and with"), null=True, blank=True)
    participants = models.PositiveIntegerField(_("number of participants"), null=True, blank=True)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+", null=True, blank=True)
    own_measure = models.CharField(_("own measure"), max_length=200, blank=True)
    # Without a value from before, nothing can be said of what the trial changed (S112).
    start_value = models.DecimalField(
        _("value before"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    end_value = models.DecimalField(
        _("value after"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    fidelity = models.CharField(
        _("how it was done"), max_length=20, choices=Fidelity.choices, blank=True
    )
    result = models.TextField(_("result"), blank=True)
    # In whole kronor.
    cost = models.PositiveBigIntegerField(_("cost, kronor"), null=True, blank=True)

    objects = TrialQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "organisation", "stage"], name="one_trial_in_a_stage"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="trial_ends_after_start",
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key version organisation stage starts_on ends_on participants measure "
            "own_measure start_value end_value fidelity result cost"
        )
    )

    def __str__(self):
        return f"{self.version} {self.organisation}"

    @property
    def measured_by(self) -> str:
        return self.measure.title if self.measure else self.own_measure


class MethodDecisionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        if actor is None:
            return self.none()
        return self.filter(method__programme__in=keys_seen_by(actor))


class MethodDecision(models.Model):
    """What an organisation does with a method after a stage: the way into the next (S114)."""

    class Choice(models.TextChoices):
        CONTINUE = "continue", _("Go on")
        IMPROVE = "improve", _("Improve")
        ADOPT = "adopt", _("Adopt another's")
        STOP = "stop", _("Stop")

    method = models.ForeignKey(Method, models.PROTECT, related_name="decisions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    stage = models.ForeignKey(Phase, models.PROTECT, related_name="+")
    choice = models.CharField(_("decision"), max_length=10, choices=Choice.choices)
    # Whose trial it is adopted from: the trial names the place and the version.
    adopted = models.ForeignKey(
        Trial, models.PROTECT, related_name="adopted_by", null=True, blank=True
    )
    evidence = models.TextField(_("what shows it"))
    reason = models.TextField(_("why"))
    decided_on = models.DateField(_("decided"))

    objects = MethodDecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["method", "organisation", "stage"], name="one_decision_after_a_stage"
            ),
            models.CheckConstraint(
                condition=Q(choice="adopt", adopted__isnull=False)
                | (~Q(choice="adopt") & Q(adopted=None)),
                name="adopted_from_somewhere",
            ),
            models.CheckConstraint(
                condition=~Q(evidence="") & ~Q(reason=""), name="decision_has_its_ground"
            ),
        ]

    personal_data = declare(
        none="id method organisation stage choice adopted evidence reason decided_on"
    )

    def __str__(self):
        return f"{self.method} {self.organisation} {self.choice}"


class HandOverQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        if actor is None:
            return self.none()
        return self.filter(method__programme__in=keys_seen_by(actor))


class HandOver(models.Model):
    """What the ordinary organisation takes over of a method when the programme ends (S115)."""

    method = models.ForeignKey(Method, models.PROTECT, related_name="hand_overs")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    # A function in the line organisation, as "enhetschef, vuxenutbildningen".
    line_owner = models.CharField(
        _("owner in the ordinary organisation"), max_length=150, blank=True
    )
    budget = models.CharField(_("budget"), max_length=200, blank=True)
    routine = models.TextField(_("routine"), blank=True)
    training = models.TextField(_("training"), blank=True)
    follow_up_on = models.DateField(_("to be followed up"), null=True, blank=True)
    followed_up_on = models.DateField(_("followed up"), null=True, blank=True)
    follow_up = models.TextField(_("what the follow-up showed"), blank=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["method", "organisation"], name="one_hand_over_of_a_method"
            ),
        ]

    personal_data = declare(
        none=(
            "id method organisation line_owner budget routine training follow_up_on "
            "followed_up_on follow_up"
        )
    )

    def __str__(self):
        return f"{self.method} {self.organisation}"
