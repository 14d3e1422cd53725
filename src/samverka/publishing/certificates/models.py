import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.activities.models import RUNS, Activity, is_known_to
from samverka.delivery.programmes.models import Programme
from samverka.delivery.series.models import ActivitySeries, SeriesActivity
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person, is_opened_to
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import ALPHABET, new_key
from samverka.toolkit.sealed_body import SealedBody

# What the sealed words of a certificate, and the hash of its code, are bound to.
SAID, CODE = "attendance certificate", "attendance certificate code"
# 31 signs to choose among: 118 bits, which nobody can try through.
CODE_LENGTH = 24


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _sign in range(CODE_LENGTH))


class Language(models.TextChoices):
    """What a certificate is written in: both are reviewed, and employers read one of them."""

    SWEDISH = "sv", _("Swedish")
    ENGLISH = "en", _("English")


def of_one_thing() -> Q:
    return Q(activity=None, series__isnull=False) | Q(activity__isnull=False, series=None)


def _is_known_to(actor: Actor) -> Q:
    """Of something sensitive: those on the list of the activity, or of each in the series."""
    unknown = Activity.objects.exclude(is_known_to(actor)).values("pk")
    within = SeriesActivity.objects.filter(activity__in=unknown).values("series")
    of_activity = Q(activity__isnull=False) & ~Q(activity__in=unknown)
    return of_activity | Q(series__isnull=False) & ~Q(series__in=within)


class AttendanceCertificateQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """One's own, and those that one's organisation gave, without their sealed files.

        Those of persons with protected identity are for themselves and their access list, those
        of children for themselves and whoever has the role for it.
        """
        if actor is None:
            return self.none()
        mine = Q(person__user_id=actor.user_id)
        seen = mine
        if actor.is_one_of(*RUNS):
            given = Q(giver=actor.organisation_id)
            if actor.programme:
                given &= Q(programme=actor.programme_id)
            seen |= given & _is_known_to(actor) & is_opened_to(actor)
        return self.filter(seen).defer("body")

    def in_force(self):
        return self.filter(is_in_force=True)


class AttendanceCertificate(SealedBody):
    """That somebody came, as it was given on paper; it never changes (S36)."""

    class WhyRevoked(models.TextChoices):
        WRONG_PERSON = "wrong_person", _("It was given to the wrong person")
        WRONG_HOURS = "wrong_hours", _("The attendance was wrong")
        OTHER = "other", _("It was given by mistake")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    # Printed on it. Random, since a running number would tell how many others there are.
    number = models.CharField(max_length=20, unique=True)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="+", null=True)
    series = models.ForeignKey(ActivitySeries, models.PROTECT, related_name="+", null=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    giver = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    given_on = models.DateField(_("given"))
    # What it says, its code and the hash of its file, as JSON.
    said_sealed = models.TextField()
    # Nothing where the person has protected identity: no page knows of it then.
    code_hash = models.CharField(max_length=64, blank=True)
    is_in_force = models.BooleanField(default=True)
    replaced_by = models.OneToOneField(
        "self", models.SET_NULL, related_name="replaces", null=True, blank=True
    )
    ended_on = models.DateField(null=True)
    why_revoked = models.CharField(max_length=20, choices=WhyRevoked.choices, blank=True)

    objects = AttendanceCertificateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=of_one_thing(), name="certificate_of_one_thing"),
            models.UniqueConstraint(
                fields=["person", "activity"],
                condition=Q(is_in_force=True),
                name="one_certificate_of_an_activity",
            ),
            models.UniqueConstraint(
                fields=["person", "series"],
                condition=Q(is_in_force=True),
                name="one_certificate_of_a_series",
            ),
            models.CheckConstraint(
                condition=Q(is_in_force=True, ended_on=None, why_revoked="")
                | Q(is_in_force=False, ended_on__isnull=False),
                name="what_is_not_in_force_has_its_day",
            ),
            models.UniqueConstraint(
                fields=["code_hash"], condition=~Q(code_hash=""), name="one_certificate_of_a_code"
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key number programme activity series giver given_on code_hash is_in_force "
            "replaced_by ended_on sealed_with"
        ),
        personal="person language said_sealed body why_revoked",
        subject="person",
        ground=_("public task: whoever came can show it"),
        keep=_("until the person is erased, or as the programme's own rule says"),
    )

    def __str__(self):
        return self.number

    @property
    def is_revoked(self) -> bool:
        return bool(self.why_revoked)


class GivingQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        if actor is None or not actor.is_one_of(*RUNS):
            return self.none()
        given = Q(giver=actor.organisation_id)
        if actor.programme:
            given &= Q(programme=actor.programme_id)
        return self.filter(given & _is_known_to(actor))


class Giving(models.Model):
    """That many are given at once: a task with a bar. Whom they are for is in the certificates."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="+", null=True)
    series = models.ForeignKey(ActivitySeries, models.CASCADE, related_name="+", null=True)
    giver = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    begun_on = models.DateField()
    task_id = models.UUIDField(null=True)
    given = models.PositiveIntegerField(default=0)
    # Those who were chosen, and had not come, or had one already when the task got to them.
    left_out = models.PositiveIntegerField(default=0)
    is_done = models.BooleanField(default=False)
    problem = models.TextField(blank=True)

    objects = GivingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=of_one_thing(), name="giving_of_one_thing"),
        ]

    personal_data = declare(
        none=(
            "id public_key programme activity series giver language begun_on task_id given "
            "left_out is_done problem"
        )
    )

    def __str__(self):
        return self.public_key
