from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import Programme, keys_led_by, keys_seen_by
from samverka.development.competence.models import HIGHEST, Competence, Mapping
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

LEVELS = [MaxValueValidator(HIGHEST)]
SOME = [MinValueValidator(1)]
GROUND = _("public task: those who meet newly arrived people have the training their work asks")
KEEP = _("as long as the programme's rules say")


class ModuleQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        if actor is None:
            return self.none()
        return self.filter(programme__in=keys_seen_by(actor))


class TrainingModule(models.Model):
    """A lecture or a group work that can be held, and what it lifts."""

    class Form(models.TextChoices):
        LECTURE = "lecture", _("Lecture")
        GROUP_WORK = "group_work", _("Group work")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    form = models.CharField(_("form"), max_length=10, choices=Form.choices)
    competences = models.ManyToManyField(
        Competence, related_name="+", verbose_name=_("competences it lifts")
    )
    up_to = models.PositiveSmallIntegerField(_("lifts up to level"), validators=LEVELS)
    least_gap = models.PositiveSmallIntegerField(
        _("levels one lacks at the least"), default=1, validators=LEVELS
    )
    most_gap = models.PositiveSmallIntegerField(
        _("levels one lacks at the most"), default=HIGHEST, validators=LEVELS
    )
    places = models.PositiveSmallIntegerField(_("places in a session"), validators=SOME)
    minutes = models.PositiveSmallIntegerField(_("minutes of a session"), validators=SOME)
    # Without so many it is not held; and so many of one workplace, so that groups are mixed.
    least = models.PositiveSmallIntegerField(_("people at the least"), default=0)
    of_one_workplace = models.PositiveSmallIntegerField(
        _("of one workplace at the most"), null=True, blank=True, validators=SOME
    )
    removed_on = models.DateField(_("removed"), null=True, blank=True)

    objects = ModuleQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name"],
                condition=Q(removed_on=None),
                name="one_training_module_of_a_name",
            ),
            models.CheckConstraint(
                condition=Q(places__gt=0, minutes__gt=0, up_to__lte=HIGHEST),
                name="training_module_has_room_and_time",
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key programme name form competences up_to least_gap most_gap places "
            "minutes least of_one_workplace removed_on"
        )
    )

    def __str__(self):
        return self.name


class PlanQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """A draft is for whoever leads the programme; what is decided for all who see it."""
        if actor is None:
            return self.none()
        decided = Q(state=TrainingPlan.State.DECIDED, mapping__programme__in=keys_seen_by(actor))
        if not actor.is_one_of(Role.PROGRAMME_LEADER):
            return self.filter(decided)
        return self.filter(decided | Q(mapping__programme__in=keys_led_by(actor)))


class TrainingPlan(models.Model):
    """What a mapping leads to: modules in order, with weights and how sure the order is."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        DECIDED = "decided", _("Decided")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    mapping = models.ForeignKey(Mapping, models.PROTECT, related_name="+")
    # {key of the competence: 1 to 3}
    weights = models.JSONField(default=dict)
    computed_on = models.DateField(_("made"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    decided_on = models.DateField(_("decided"), null=True, blank=True)
    # What it stood on: how many were asked and answered, the need, how sure the order is.
    facts = models.JSONField(default=dict)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", decided_on=None)
                | Q(state="decided", decided_on__isnull=False),
                name="a_decided_plan_has_its_day",
            ),
        ]

    personal_data = declare(
        none="id public_key mapping weights computed_on state decided_on facts"
    )

    def __str__(self):
        return str(self.mapping)

    @property
    def is_decided(self) -> bool:
        return self.state == self.State.DECIDED


class MakingQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """For whoever leads the programme, as a draft is."""
        if actor is None or not actor.is_one_of(Role.PROGRAMME_LEADER):
            return self.none()
        return self.filter(mapping__programme__in=keys_led_by(actor))


class PlanMaking(models.Model):
    """The latest making of a mapping's plan, which a task does; why it came to nothing."""

    class State(models.TextChoices):
        COMPUTING = "computing", _("Being made")
        MADE = "made", _("Made")
        REFUSED = "refused", _("Not made")

    class Problem(models.TextChoices):
        """Sentences: what happened, then what one can do."""

        NOTHING_MET = (
            "nothing_met",
            _(
                "No module meets a need that the answers show. Add modules that lift what lacks, "
                "or wait for more answers."
            ),
        )
        STANDS = (
            "stands",
            _("The plan was decided or got sessions meanwhile, so its lines stay as they are."),
        )
        NOT_YOURS = (
            "not_yours",
            _("Whoever asked for it leads the programme no longer. Make it again yourself."),
        )

    mapping = models.OneToOneField(Mapping, models.CASCADE, related_name="+")
    # {key of the competence: 1 to 3}, as a plan's
    weights = models.JSONField(default=dict)
    begun_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.COMPUTING)
    problem = models.CharField(max_length=11, choices=Problem.choices, blank=True)
    task_id = models.UUIDField(null=True)

    objects = MakingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="refused") & ~Q(problem="")
                | Q(state__in=("computing", "made"), problem=""),
                name="a_plan_not_made_says_why",
            ),
        ]

    personal_data = declare(none="id mapping weights begun_on state problem task_id")

    def __str__(self):
        return str(self.mapping)


class PlanLine(models.Model):
    """A module in a plan, for so many, so many times; its reasons as numbers."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    plan = models.ForeignKey(TrainingPlan, models.CASCADE, related_name="lines")
    module = models.ForeignKey(TrainingModule, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(_("order"))
    area = models.CharField(max_length=120, blank=True)
    people = models.PositiveIntegerField(default=0)
    sessions = models.PositiveSmallIntegerField(_("sessions"), validators=SOME)
    met = models.FloatField(default=0)
    left = models.FloatField(default=0)
    # [[competence, persons lifted, levels in all], …], the most first
    lifted = models.JSONField(default=list)
    note = models.CharField(_("why"), max_length=300, blank=True)
    # Put there by hand, and so with a reason of its own.
    is_own = models.BooleanField(default=False)
    is_removed = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "module"], name="one_line_of_a_module"),
            models.CheckConstraint(
                condition=Q(is_own=False) | ~Q(note=""), name="an_own_line_says_why"
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key plan module order area people sessions met left lifted note is_own "
            "is_removed"
        )
    )

    def __str__(self):
        return str(self.module)


class PlannedSession(models.Model):
    """A session of a line: an activity of its own, so that its seats are its own."""

    line = models.ForeignKey(PlanLine, models.PROTECT, related_name="planned")
    activity = models.OneToOneField(Activity, models.PROTECT, related_name="+")

    personal_data = declare(none="id line activity")

    def __str__(self):
        return str(self.activity)


class ClosedDay(models.Model):
    """A day of the week when a workplace can spare nobody, as a plan's booking counts."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    plan = models.ForeignKey(TrainingPlan, models.CASCADE, related_name="closed_days")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField(_("day of the week"), choices=Weekday.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "organisation", "weekday"], name="closed_once_a_weekday"
            ),
        ]

    personal_data = declare(none="id plan organisation weekday")

    def __str__(self):
        return f"{self.organisation}: {self.get_weekday_display()}"


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """It shows who lacks what, so it is for whoever leads the programme."""
        if actor is None or not actor.is_one_of(Role.PROGRAMME_LEADER):
            return self.none()
        return self.filter(plan__mapping__programme__in=keys_led_by(actor))


class BookingProposal(models.Model):
    """Who would go to which session of a plan, until the coordinator accepts it."""

    class State(models.TextChoices):
        COMPUTING = "computing", _("Being made")
        PROPOSED = "proposed", _("Proposed")
        ACCEPTING = "accepting", _("Being registered")
        ACCEPTED = "accepted", _("Accepted")
        STOPPED = "stopped", _("Stopped")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    plan = models.ForeignKey(TrainingPlan, models.CASCADE, related_name="proposals")
    state = models.CharField(max_length=10, choices=State.choices, default=State.COMPUTING)
    made_on = models.DateField()
    # What going to another municipality costs, in hundredths of a level; sessions one may have.
    away = models.PositiveSmallIntegerField(default=100)
    most = models.PositiveSmallIntegerField(null=True, blank=True)
    task_id = models.UUIDField(null=True)
    # {wanted, bound, first_come, by_chance}: need in hundredths of a level
    facts = models.JSONField(default=dict)

    objects = ProposalQuerySet.as_manager()

    personal_data = declare(none="id public_key plan state made_on away most task_id facts")

    def __str__(self):
        return self.public_key

    @property
    def is_proposed(self) -> bool:
        return self.state == self.State.PROPOSED


class ProposedPlace(models.Model):
    """What somebody whom a line is for would get: a session, or the reasons why none."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    proposal = models.ForeignKey(BookingProposal, models.CASCADE, related_name="places")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="+")
    session = models.ForeignKey(PlannedSession, models.CASCADE, related_name="+", null=True)
    # The need that a session of the line meets for the person, in hundredths of a level.
    worth = models.PositiveIntegerField()
    # [[planned session, kind, fact], …], one for each session
    reasons = models.JSONField(default=list)
    is_by_hand = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "person", "line"], name="one_proposed_place_of_a_line"
            ),
        ]

    personal_data = declare(
        none="id public_key proposal organisation line session is_by_hand",
        personal="person worth reasons",
        subject="person",
        ground=GROUND,
        keep=KEEP,
    )
