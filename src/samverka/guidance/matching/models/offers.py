"""What a municipality offers: room, homes, and what there is in the place."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import now
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key
from samverka.toolkit.signs import no_turning_signs

from .round import MatchingRound, Part


class PlaceQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """All of a round for officers, reviewers and who leads the programme; else one's own."""
        rounds = MatchingRound.objects
        all_of = rounds.with_part(actor, Part.OFFICER, Part.REVIEWER).values("pk")
        led = rounds.led_by(actor).values("pk")
        return self.filter(
            Q(round__in=all_of)
            | Q(round__in=led)
            | Q(pk__in=Place.objects.offered_by(actor).values("pk"))
        )

    def offered_by(self, actor: Actor | None):
        """Those that the actor may describe, for the municipality that they act for."""
        if actor is None:
            return self.none()
        rounds = MatchingRound.objects.with_part(actor, Part.MUNICIPALITY).values("pk")
        return self.filter(round__in=rounds, organisation=actor.organisation_id)


class Place(models.Model):
    """A municipality in a round, and how many it has room for."""

    round = models.ForeignKey(MatchingRound, models.CASCADE, related_name="places")
    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    persons = models.PositiveSmallIntegerField(_("room for so many persons"), default=0)
    school_seats = models.PositiveSmallIntegerField(_("school seats"), default=0)
    about = models.TextField(
        _("about living here"), max_length=2000, blank=True, validators=[no_turning_signs]
    )
    changed_at = models.DateTimeField(default=now, editable=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation"], name="one_place_of_a_municipality_in_a_round"
            ),
        ]

    personal_data = declare(
        none="id round public_key organisation persons school_seats about changed_at"
    )

    def __str__(self):
        return self.organisation.name


class PlaceFact(models.Model):
    """One thing there is in a place; a code where the other side has one too, else words."""

    class Dimension(models.TextChoices):
        WORK = "work", _("Work")
        PRACTICE = "practice", _("Practice")
        STUDIES = "studies", _("Studies")
        SCHOOL = "school", _("School")
        SFI = "sfi", _("Swedish for immigrants")
        NETWORK = "network", _("People and associations")
        LANGUAGE = "language", _("Languages that many speak")
        SERVICE = "service", _("Service and care")

    place = models.ForeignKey(Place, models.CASCADE, related_name="facts")
    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    dimension = models.CharField(_("about"), max_length=10, choices=Dimension.choices)
    # Of work and practice an occupation in SSYK 2012, of languages a language tag, else a code of
    # data/codes.yaml; empty where there are only words.
    code = models.CharField(_("code"), max_length=20, blank=True)
    text = models.CharField(
        _("in words"), max_length=200, blank=True, validators=[no_turning_signs]
    )
    seats = models.PositiveSmallIntegerField(_("how many"), null=True, blank=True)

    class Meta:
        ordering = ["dimension", "code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "dimension", "code"],
                condition=~Q(code=""),
                name="one_place_fact_of_a_code",
            ),
            models.CheckConstraint(
                condition=~Q(code="") | ~Q(text=""), name="place_fact_says_something"
            ),
        ]

    personal_data = declare(none="id place public_key dimension code text seats")

    def __str__(self):
        return self.text or self.code


class HomeQuerySet(models.QuerySet):
    def offered(self):
        """Not withdrawn."""
        return self.filter(withdrawn_on=None)


class Home(models.Model):
    """A home that is offered; how many may live there, and whether there are steps."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="homes")
    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    label = models.CharField(_("which home"), max_length=80, validators=[no_turning_signs])
    # The label in small letters without signs: the same home written in two ways is one home.
    label_key = models.CharField(max_length=80, editable=False)
    rooms = models.PositiveSmallIntegerField(_("rooms"), validators=[MinValueValidator(1)])
    most_persons = models.PositiveSmallIntegerField(
        _("persons at the most"), validators=[MinValueValidator(1)]
    )
    step_free = models.BooleanField(_("no steps at all"), default=False)
    ground_floor_or_lift = models.BooleanField(_("ground floor or lift"), default=False)
    from_day = models.DateField(_("free from"))
    withdrawn_on = models.DateField(_("withdrawn"), null=True, blank=True)
    withdrawn_why = models.CharField(_("why"), max_length=200, blank=True)

    objects = HomeQuerySet.as_manager()

    class Meta:
        ordering = ["label"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "label_key"],
                condition=Q(withdrawn_on=None),
                name="one_home_of_a_label",
            ),
            models.CheckConstraint(
                condition=Q(rooms__gte=1, most_persons__gte=1), name="home_has_room"
            ),
            # Whoever needs no steps can live where there are none: a home is one or the other.
            models.CheckConstraint(
                condition=Q(step_free=False) | Q(ground_floor_or_lift=True),
                name="step_free_home_can_be_reached",
            ),
        ]

    personal_data = declare(
        none=(
            "id place public_key label label_key rooms most_persons step_free "
            "ground_floor_or_lift from_day withdrawn_on withdrawn_why"
        )
    )

    def __str__(self):
        return self.label

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None
