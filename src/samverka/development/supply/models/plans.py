from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Programme, keys_led_by, keys_seen_by
from samverka.development.competence.models import HIGHEST
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

GROUND = _("public task: those who meet newly arrived people have the training their work asks")
KEEP = _("as long as the programme's rules say")
SHARE = [MinValueValidator(0), MaxValueValidator(100)]
READS = (Role.SUB_PROJECT_LEADER, Role.UNIT_HEAD)


class SupplyPlanQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """Those of the programmes one leads, and one's own organisation's, up and down."""
        if actor is None:
            return self.none()
        if actor.is_one_of(Role.PROGRAMME_LEADER):
            return self.filter(programme__in=keys_led_by(actor))
        if not actor.is_one_of(*READS):
            return self.none()
        here = actor.organisation
        own = Q(organisation=here.pk) | Q(organisation__part_of=here.pk)
        if here.part_of_id:
            own |= Q(organisation=here.part_of_id)
        return self.filter(own, programme__in=keys_seen_by(actor))


class SupplyPlan(models.Model):
    """How an organisation of a programme keeps the competence it needs."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    begun_on = models.DateField(_("begun"))

    objects = SupplyPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation"], name="one_supply_plan_of_an_organisation"
            ),
        ]

    personal_data = declare(none="id public_key programme organisation begun_on")

    def __str__(self):
        return str(self.organisation)


class CriticalRole(models.Model):
    """A function that the work cannot be without: how many, how many leave, who follows."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    plan = models.ForeignKey(SupplyPlan, models.CASCADE, related_name="roles")
    # As people's positions say it, whatever the capital letters.
    function = models.CharField(_("function"), max_length=100)
    needed = models.PositiveSmallIntegerField(
        _("how many are needed"), validators=[MinValueValidator(1)]
    )
    # Assumptions of the projection, in per cent of those who hold the function.
    leaves = models.DecimalField(
        _("leave in a year, %"), max_digits=4, decimal_places=1, validators=SHARE
    )
    leaves_source = models.CharField(_("where that share comes from"), max_length=200)
    leaves_on = models.DateField(_("as it was on"))
    rises = models.DecimalField(
        _("rise a level in a year, %"),
        max_digits=4,
        decimal_places=1,
        validators=SHARE,
        default=20,
    )
    new_level = models.PositiveSmallIntegerField(
        _("level of somebody new"), default=1, validators=[MaxValueValidator(HIGHEST)]
    )
    successor_function = models.CharField(_("successor, a function"), max_length=100, blank=True)
    removed_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["function", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(leaves__gte=0, leaves__lte=100, rises__gte=0, rises__lte=100),
                name="shares_of_a_role_are_0_to_100",
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key plan function needed leaves leaves_source leaves_on rises new_level "
            "successor_function removed_on"
        )
    )

    def __str__(self):
        return self.function

    @property
    def has_successor(self) -> bool:
        return bool(self.successor_function) or hasattr(self, "successor")


class Successor(models.Model):
    """The person who is to take over a role, where it is not a function that does."""

    role = models.OneToOneField(CriticalRole, models.CASCADE, related_name="successor")
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="+", verbose_name=_("successor, a person")
    )

    personal_data = declare(
        none="id role", personal="person", subject="person", ground=GROUND, keep=KEEP
    )

    def __str__(self):
        return str(self.person)


class InductionStep(models.Model):
    """What somebody new in a role is to have met, by a day, and which function sees to it."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    role = models.ForeignKey(CriticalRole, models.CASCADE, related_name="steps")
    text = models.CharField(_("what"), max_length=200)
    by_day = models.DateField(_("by"))
    function = models.CharField(_("who, as a function"), max_length=100)
    done_on = models.DateField(_("done"), null=True, blank=True)
    removed_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["by_day", "pk"]

    personal_data = declare(none="id public_key role text by_day function done_on removed_on")

    def __str__(self):
        return self.text


class WheelRow(models.Model):
    """What is done each year in a month, and by whose function."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    plan = models.ForeignKey(SupplyPlan, models.CASCADE, related_name="rows")
    month = models.PositiveSmallIntegerField(
        _("month"), validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    text = models.CharField(_("what"), max_length=200)
    # As people's positions say it: whoever holds it has the task on their home.
    function = models.CharField(_("who, as a function"), max_length=100)
    note = models.CharField(_("note"), max_length=300, blank=True)
    removed_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["month", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12), name="a_wheel_has_twelve_months"
            ),
        ]

    personal_data = declare(none="id public_key plan month text function note removed_on")

    def __str__(self):
        return self.text

    @property
    def month_name(self) -> str:
        return str(MONTHS[self.month])


class WheelTask(models.Model):
    """A row of the wheel in one year: to be done before its month is over."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    row = models.ForeignKey(WheelRow, models.CASCADE, related_name="tasks")
    due_on = models.DateField(_("due"))
    done_on = models.DateField(_("done"), null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["row", "due_on"], name="one_task_of_a_row_and_day"),
        ]

    personal_data = declare(none="id public_key row due_on done_on")

    def __str__(self):
        return str(self.row)
