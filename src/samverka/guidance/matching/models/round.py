"""A matching round, who has a part in it, and what counts how much."""

import datetime as dt

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Programme, keys_led_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import today
from samverka.toolkit.periods import ends_after_start, in_force
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

MOST_POINTS = 100


class Part(models.TextChoices):
    """What somebody does in a round."""

    OFFICER = "officer", _("Matching officer")
    MUNICIPALITY = "municipality", _("Offers places for a municipality")
    REVIEWER = "reviewer", _("Reviewer")


class RoundRoleQuerySet(models.QuerySet):
    def held_by(self, actor: Actor, *parts: Part, on: dt.date | None = None):
        """What the actor holds today, for the organisation that they act for."""
        held = self.filter(
            in_force(on or today()), user=actor.user_id, organisation=actor.organisation_id
        )
        return held.filter(part__in=parts) if parts else held


class MatchingRoundQuerySet(models.QuerySet):
    def with_part(self, actor: Actor | None, *parts: Part):
        """Those in which the actor has one of the parts, or any part."""
        if actor is None:
            return self.none()
        held = RoundRole.objects.held_by(actor, *parts).filter(round=OuterRef("pk"))
        found = self.filter(Exists(held))
        return found.filter(programme=actor.programme_id) if actor.programme else found

    def led_by(self, actor: Actor | None):
        """Those of the programmes that the actor leads: to give roles, and to see numbers."""
        if actor is None or not actor.is_one_of(Role.PROGRAMME_LEADER):
            return self.none()
        return self.filter(programme__in=keys_led_by(actor))

    def visible_to(self, actor: Actor | None):
        if actor is None:
            return self.none()
        with_part = MatchingRound.objects.with_part(actor).values("pk")
        led = MatchingRound.objects.led_by(actor).values("pk")
        return self.filter(Q(pk__in=with_part) | Q(pk__in=led))


class MatchingRound(models.Model):
    """Households and offers that are matched together, for moves that anybody may refuse."""

    class State(models.TextChoices):
        PREPARING = "preparing", _("Being prepared")
        OPEN = "open", _("Open for offers and households")
        DECIDING = "deciding", _("Proposals are being decided")
        CLOSED = "closed", _("Closed")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    name = models.CharField(_("name"), max_length=120)
    about = models.TextField(_("what it is about"), max_length=1000, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PREPARING
    )
    move_by = models.DateField(_("moves are made by"))
    made_on = models.DateField(_("opened on"))

    objects = MatchingRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-move_by", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name"], name="one_matching_round_of_a_name"
            ),
        ]

    personal_data = declare(none="id programme public_key name about state move_by made_on")

    def __str__(self):
        return self.name

    @property
    def is_open(self) -> bool:
        return self.state != self.State.CLOSED


class RoundRole(models.Model):
    """Somebody's part in a round, for an organisation: the only way in."""

    round = models.ForeignKey(MatchingRound, models.CASCADE, related_name="roles")
    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    part = models.CharField(_("part"), max_length=12, choices=Part.choices)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    objects = RoundRoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "user", "organisation", "part"],
                condition=Q(valid_to=None),
                name="one_part_in_a_round",
            ),
            models.CheckConstraint(
                condition=ends_after_start(), name="round_role_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["user", "organisation"], name="round_roles_of_a_user")]

    personal_data = declare(
        none="id round public_key organisation part valid_from valid_to",
        personal="user",
        subject="user",
        ground=_("public task: who may read of households in a round must be known"),
        keep=_("as long as the round"),
        outlives={"user": "an emptied account: who could read must stay known"},
    )

    def __str__(self):
        return f"{self.user} {self.part}"


class Weight(models.Model):
    """How many points a criterion is worth in a round, when somebody begins a scenario."""

    round = models.ForeignKey(MatchingRound, models.CASCADE, related_name="weights")
    criterion = models.CharField(_("criterion"), max_length=20)
    points = models.PositiveSmallIntegerField(
        _("points"), validators=[MaxValueValidator(MOST_POINTS)]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "criterion"], name="one_weight"),
            models.CheckConstraint(
                condition=Q(points__lte=MOST_POINTS), name="weight_is_a_hundred_at_most"
            ),
        ]

    personal_data = declare(none="id round criterion points")

    def __str__(self):
        return f"{self.criterion} {self.points}"
