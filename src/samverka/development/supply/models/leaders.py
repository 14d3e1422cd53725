from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import Programme, keys_led_by, keys_seen_by
from samverka.delivery.series.models import ActivitySeries
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person, is_opened_to
from samverka.toolkit.periods import ends_after_start
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

from .plans import GROUND, KEEP

DAY = 24 * 60


class LeaderTraining(models.Model):
    """What counts as training of process leaders in a programme: an activity, or a series."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="+", null=True, verbose_name=_("activity")
    )
    series = models.ForeignKey(
        ActivitySeries, models.PROTECT, related_name="+", null=True, verbose_name=_("series")
    )
    # Trained is whoever has been there so many times.
    times = models.PositiveSmallIntegerField(
        _("how many times one is to have been there"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(activity=None, series__isnull=False)
                | Q(activity__isnull=False, series=None),
                name="training_is_an_activity_or_a_series",
            ),
        ]

    personal_data = declare(none="id public_key programme activity series times")

    def __str__(self):
        return str(self.activity or self.series)


class NominationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """One's own; those of the programmes one leads, and of the part one leads."""
        if actor is None:
            return self.none()
        seen = Q(person__user=actor.user_id)
        opened = is_opened_to(actor)
        if actor.is_one_of(Role.PROGRAMME_LEADER):
            seen |= opened & Q(programme__in=keys_led_by(actor))
        elif actor.is_one_of(Role.SUB_PROJECT_LEADER):
            here = Q(organisation=actor.organisation_id, programme__in=keys_seen_by(actor))
            seen |= opened & here
        return self.filter(seen, person__forgotten_on=None)


class Nomination(models.Model):
    """That somebody is to lead a municipality's long-term work: named, trained, assigned."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="+", verbose_name=_("process leader")
    )
    nominated_by = models.CharField(_("nominated by, as a function"), max_length=100)
    nominated_on = models.DateField(_("nominated"))
    # By hand: of training that is not among the activities.
    trained_on = models.DateField(_("trained"), null=True, blank=True)
    valid_from = models.DateField(_("assigned from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "nominated_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=ends_after_start(), name="assignment_ends_after_start"
            ),
        ]

    personal_data = declare(
        none="id public_key programme organisation",
        personal="person nominated_by nominated_on trained_on valid_from valid_to",
        subject="person",
        ground=GROUND,
        keep=KEEP,
    )

    def __str__(self):
        return str(self.person)


class LeaderLog(models.Model):
    """What a process leader has done, a line each; it says nobody's name."""

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Meeting")
        SUPPORT = "support", _("Support to a unit")
        PEER = "peer", _("Peer support, with another process leader")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="log")
    held_on = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(1), MaxValueValidator(DAY)]
    )
    text = models.CharField(_("what it was about"), max_length=500, blank=True)
    # Of peer support: who else; it stands in both logs.
    peer = models.ForeignKey(
        Nomination,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("with which process leader"),
    )

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=DAY), name="a_log_line_fits_in_a_day"
            ),
        ]

    personal_data = declare(
        none="id public_key peer",
        personal="nomination held_on kind minutes text",
        subject="nomination.person",
        ground=GROUND,
        keep=KEEP,
    )

    def __str__(self):
        return f"{self.held_on} {self.kind}"
