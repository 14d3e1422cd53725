import datetime as dt

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.instruments.models import Asked, Round
from samverka.register.partners.models import Organisation
from samverka.toolkit import sealing
from samverka.toolkit.clock import today
from samverka.toolkit.periods import ends_after_start, in_force
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

STUCK_AFTER = 60
LEAST_STUCK, MOST_STUCK = 7, 730
# What the sealed notes of a meeting are bound to.
NOTES = "cycles.meeting"


class SelfEvaluation(models.Model):
    """That the units of a programme are asked, each for itself, in a round."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    round = models.OneToOneField(Round, models.PROTECT, related_name="+")
    # In days. A unit where nothing has happened for longer is shown as stuck.
    stuck_after = models.PositiveSmallIntegerField(
        _("stuck after so many days"),
        default=STUCK_AFTER,
        validators=[MinValueValidator(LEAST_STUCK)],
    )

    personal_data = declare(none="id programme round stuck_after")

    def __str__(self):
        return str(self.round)


class ProcessLeaderQuerySet(models.QuerySet):
    def on(self, day: dt.date):
        return self.filter(in_force(day))


class ProcessLeader(models.Model):
    """Who supports a unit through its cycles, from a day on."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("process leader"),
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    objects = ProcessLeaderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=ends_after_start(), name="process_leader_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["programme", "unit"],
                condition=Q(valid_to=None),
                name="one_process_leader_of_a_unit",
            ),
        ]

    personal_data = declare(
        none="id programme unit valid_from valid_to",
        personal="user",
        subject="user",
        ground=_("public task: who supports a unit must be known to it"),
        keep=_("as long as the longest rule of the programme's funds"),
        outlives={"user": "an emptied account: who supported a unit must stay known"},
    )

    def __str__(self):
        return str(self.user)


class CycleQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """Those of the unit that one heads, and of those that one is process leader of."""
        if actor is None:
            return self.none()
        supported = ProcessLeader.objects.on(today()).filter(
            programme=OuterRef("programme"), unit=OuterRef("unit"), user=actor.user_id
        )
        seen = Q(Exists(supported))
        if actor.is_one_of(Role.UNIT_HEAD):
            seen |= Q(unit=actor.organisation_id)
        found = self.filter(seen)
        return found.filter(programme=actor.programme_id) if actor.programme else found


class Cycle(models.Model):
    """One turn of a unit: self-evaluation, goals, steps, follow-up."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("number"))
    # Whoever is not asked any more, before they answered, has no cycle.
    asked = models.OneToOneField(Asked, models.CASCADE, related_name="+")
    follow_up = models.OneToOneField(
        Asked, models.SET_NULL, related_name="+", null=True, blank=True
    )
    # Names of sections of the instrument, as the unit chose them to work with.
    areas = models.JSONField(_("chosen areas"), default=list, blank=True)
    begun_on = models.DateField(_("begun"))
    closed_on = models.DateField(_("closed"), null=True, blank=True)

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["unit__name", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "unit", "number"], name="one_cycle_of_a_number"
            ),
            models.UniqueConstraint(
                fields=["programme", "unit"],
                condition=Q(closed_on=None),
                name="one_open_cycle_of_a_unit",
            ),
        ]

    personal_data = declare(
        none="id public_key programme unit number asked follow_up areas begun_on closed_on"
    )

    def __str__(self):
        return f"{self.unit} {self.number}"


class CycleGoal(models.Model):
    """What a unit wants to have reached in an area, by a day."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="goals")
    # A section of the instrument.
    area = models.CharField(_("area"), max_length=80)
    text = models.TextField(_("what shall be reached"), max_length=1000)
    by_day = models.DateField(_("by"))
    set_on = models.DateField(_("set"))

    class Meta:
        ordering = ["by_day", "pk"]

    personal_data = declare(none="id public_key cycle area text by_day set_on")

    def __str__(self):
        return self.text


class CycleStep(models.Model):
    """What is done to reach a goal, by which function, by a day."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    goal = models.ForeignKey(CycleGoal, models.CASCADE, related_name="steps")
    text = models.CharField(_("what is done"), max_length=300)
    function = models.CharField(_("who, as a function"), max_length=100)
    by_day = models.DateField(_("by"))
    done_on = models.DateField(_("done"), null=True, blank=True)

    class Meta:
        ordering = ["by_day", "pk"]

    personal_data = declare(none="id public_key goal text function by_day done_on")

    def __str__(self):
        return self.text


class LeaderMeeting(models.Model):
    """A meeting of a unit's head and its process leader; the notes are theirs alone."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="meetings")
    held_on = models.DateField(_("day"))
    # Sealed: read by the unit's head and its process leader on the page of the cycle, and nowhere.
    sealed = models.TextField(_("notes"), blank=True, editable=False)
    next_on = models.DateField(_("next meeting"), null=True, blank=True)

    class Meta:
        ordering = ["-held_on", "-pk"]

    personal_data = declare(none="id cycle held_on sealed next_on")

    def __str__(self):
        return str(self.held_on)

    def write(self, notes: str) -> None:
        """Seal what was noted; it is not saved."""
        self.sealed = sealing.seal(notes, context=NOTES) if notes else ""
