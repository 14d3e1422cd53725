"""How a programme is divided: in time (phases), and in work (areas × sub-regions)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.register.partners.models import Organisation
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key
from samverka.toolkit.texts import roughly

from .programme import Precision, Programme, SubRegion


class Phase(models.Model):
    """A part of a programme's time, opened and closed in turn (S1, S110, S113)."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Going on")
        CLOSED = "closed", _("Closed")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="phases")
    # A stage of a phase: pilot 1, pilot 2, full scale.
    parent = models.ForeignKey(
        "self", models.CASCADE, related_name="stages", null=True, blank=True
    )
    number = models.CharField(_("number"), max_length=10)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("what it is for"), blank=True)
    # The last day as people say it. Empty where the source does not say.
    starts_on = models.DateField(_("starts"), null=True, blank=True)
    starts_precision = models.CharField(
        max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    ends_precision = models.CharField(
        max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_phase_per_number"),
        ]

    personal_data = declare(
        none=(
            "id programme parent number name purpose starts_on starts_precision ends_on "
            "ends_precision state"
        )
    )

    def __str__(self):
        return self.name

    @property
    def starts_text(self) -> str:
        return roughly(self.starts_on, self.starts_precision)

    @property
    def ends_text(self) -> str:
        return roughly(self.ends_on, self.ends_precision)


class Gate(models.Model):
    """The decision that lets a phase begin: nothing of the phase is booked before it (S1)."""

    class Outcome(models.TextChoices):
        WAITING = "", _("Not decided")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")

    phase = models.OneToOneField(Phase, models.CASCADE, related_name="gate")
    decided_by = models.CharField(_("who decides"), max_length=120)
    outcome = models.CharField(_("decision"), max_length=10, choices=Outcome.choices, blank=True)
    decided_on = models.DateField(_("decided"), null=True, blank=True)
    ground = models.TextField(_("ground"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="") | Q(decided_on__isnull=False),
                name="gate_decision_has_a_day",
            ),
        ]

    personal_data = declare(none="id phase decided_by outcome decided_on ground")


class PhaseCriterion(models.Model):
    """What must hold for a phase to begin, or to end, with the evidence that it does (S110)."""

    class Kind(models.TextChoices):
        ENTRY = "entry", _("To begin")
        EXIT = "exit", _("To end")

    class SeenBy(models.TextChoices):
        """Who sees that it holds: somebody who ticks it, or what is entered elsewhere."""

        BY_HAND = "", _("Ticked with evidence")
        PLANS_APPROVED = "plans_approved", _("Every partner has an approved plan")
        START_IN_PLACE = "start_in_place", _("Every partner has in place what the start asks for")
        METHODS_DECIDED = "methods_decided", _("Every method in trial has a decision")
        HANDED_OVER = "handed_over", _("What goes on is handed over")
        LINE_OWNERS = "line_owners", _("What goes on has an owner in the ordinary organisation")

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="criteria")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    number = models.PositiveSmallIntegerField()
    text = models.CharField(_("criterion"), max_length=300)
    seen_by = models.CharField(max_length=20, choices=SeenBy.choices, blank=True)
    met_on = models.DateField(_("met"), null=True, blank=True)
    evidence = models.TextField(_("evidence"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["phase", "kind", "number"], name="one_criterion"),
            models.CheckConstraint(
                condition=Q(met_on=None) | ~Q(evidence=""), name="criterion_met_has_evidence"
            ),
        ]

    personal_data = declare(none="id phase kind number text seen_by met_on evidence")


class StageStart(models.Model):
    """From which month an organisation works as a stage says, in a stepped design (S113).

    Always a whole month, so that no month's number is of two stages.
    """

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="starts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    begins_on = models.DateField(_("begins"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["phase", "organisation"], name="begins_a_stage_once"),
        ]

    personal_data = declare(none="id phase organisation begins_on")

    def __str__(self):
        return f"{self.organisation}: {self.phase}"


class WorkArea(models.Model):
    """An area of work, in every sub-region or common to the whole programme (S4)."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="work_areas")
    number = models.CharField(_("number"), max_length=10)
    title = models.CharField(_("title"), max_length=200)
    is_common = models.BooleanField(_("common to the whole programme"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_area_per_number"),
        ]

    personal_data = declare(none="id programme number title is_common")

    def __str__(self):
        return self.title


class AreaPart(models.Model):
    """Who does what of an area in a sub-region, or in all of the programme if it is common."""

    area = models.ForeignKey(WorkArea, models.CASCADE, related_name="cells")
    sub_region = models.ForeignKey(
        SubRegion, models.CASCADE, related_name="+", null=True, blank=True
    )
    responsible = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", null=True, blank=True
    )
    text = models.TextField(_("what is done"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "sub_region"], name="one_cell"),
            models.UniqueConstraint(
                fields=["area"], condition=Q(sub_region=None), name="one_common_cell"
            ),
        ]

    personal_data = declare(none="id area sub_region responsible text")


class Field(models.Model):
    """A field in which a programme works, as labour market or health care (S56)."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="fields")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("field"), max_length=120)
    coordinator = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", null=True, blank=True
    )
    description = models.TextField(_("description"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="one_field_per_name"),
        ]

    personal_data = declare(none="id public_key programme number name coordinator description")

    def __str__(self):
        return self.name


class PreStudy(models.Model):
    """What a pre-study asked and recommended, and the decision to go on or not (S91)."""

    class Decision(models.TextChoices):
        WAITING = "", _("Not decided")
        GO = "go", _("Go on")
        NO_GO = "no_go", _("Do not go on")

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="pre_study")
    question = models.TextField(_("question"), blank=True)
    recommendation = models.TextField(_("recommendation"), blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices, blank=True)
    decided_on = models.DateField(_("decided"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=120, blank=True)
    ground = models.TextField(_("ground"), blank=True)

    personal_data = declare(
        none="id programme question recommendation decision decided_on decided_by ground"
    )


class Finding(models.Model):
    """A result or a lesson, which a later programme can take up as where it begins (S19, S107)."""

    class Kind(models.TextChoices):
        FINDING = "finding", _("Finding")
        LESSON = "lesson", _("Lesson")
        METHOD = "method", _("Method")
        HYPOTHESIS = "hypothesis", _("Taken up as a starting point")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="findings")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    text = models.TextField(_("finding"))
    taken_from = models.ForeignKey(
        "self", models.SET_NULL, related_name="taken_up_as", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_finding"),
        ]

    personal_data = declare(none="id programme number kind text taken_from")

    def __str__(self):
        return self.text
