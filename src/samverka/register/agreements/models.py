import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.toolkit.periods import ends_after_start
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key


class AgreementQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Those that the actor's organisation keeps, or is or was a party to."""
        if actor is None:
            return self.none()
        parties = Party.objects.filter(organisation=actor.organisation_id)
        return self.filter(Q(keeper=actor.organisation_id) | Q(pk__in=parties.values("agreement")))


class Agreement(models.Model):
    """What organisations have agreed to do together (S50, S76)."""

    class Kind(models.TextChoices):
        REGIONAL = "regional", _("Regional agreement")
        LOCAL = "local", _("Local agreement")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    title = models.CharField(_("title"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    # Whoever keeps it: writes new versions, and asks the parties to sign.
    keeper = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    objects = AgreementQuerySet.as_manager()

    personal_data = declare(none="id public_key title kind keeper")

    def __str__(self):
        return self.title


class AgreementVersion(models.Model):
    """The text of an agreement from a day; a new version asks every party to sign again."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"), blank=True)
    what_changed = models.TextField(_("what changed"), blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    review_on = models.DateField(_("to be reviewed"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_version_per_number"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | ends_after_start(),
                name="agreement_version_ends_after_start",
            ),
        ]

    personal_data = declare(
        none="id agreement number text what_changed valid_from valid_to review_on"
    )

    def __str__(self):
        return f"{self.agreement} {self.number}"

    @property
    def last_day(self) -> dt.date | None:
        """The last day it holds, as people say it."""
        return self.valid_to - dt.timedelta(days=1) if self.valid_to else None


class AgreementPart(models.Model):
    """One of the five parts of a local agreement (S76)."""

    class Part(models.TextChoices):
        RESPONSIBILITY = "responsibility", _("Division of responsibility")
        ROLES = "roles", _("Roles")
        ROUTINES = "routines", _("Routines")
        GOALS = "goals", _("Common goals")
        FOLLOW_UP = "follow_up", _("Follow-up")

    version = models.ForeignKey(AgreementVersion, models.CASCADE, related_name="parts")
    part = models.CharField(_("part"), max_length=20, choices=Part.choices)
    text = models.TextField(_("text"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "part"], name="one_text_per_part"),
        ]

    personal_data = declare(none="id version part text")


class Party(models.Model):
    """An organisation that the agreement is between, until it leaves."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    # The first version it is asked to sign: whoever comes later has not signed what was before.
    first_version = models.PositiveSmallIntegerField(default=1)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organisation"], name="party_once_in_an_agreement"
            ),
        ]

    personal_data = declare(none="id agreement organisation first_version valid_from valid_to")

    def __str__(self):
        return str(self.organisation)


class Signature(models.Model):
    """That a party has signed a version."""

    version = models.ForeignKey(AgreementVersion, models.CASCADE, related_name="signatures")
    party = models.ForeignKey(Party, models.CASCADE, related_name="signatures")
    signed_on = models.DateField(_("signed"))
    # The function of whoever signed, not the name.
    function = models.CharField(_("signed as"), max_length=120)
    from_paper = models.BooleanField(_("noted from a signed paper"), default=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "party"], name="signed_once"),
        ]

    personal_data = declare(
        none="id version party signed_on function from_paper",
        personal="noted_by",
        subject="noted_by",
        ground=_("public task: who noted a signature must be known"),
        keep=_("as long as the agreement"),
        outlives={"noted_by": "an emptied account: who acted must stay known"},
    )


class Commitment(models.Model):
    """What a party, or all of them, has undertaken."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="commitments")
    number = models.CharField(_("number"), max_length=10)
    text = models.TextField(_("commitment"))
    # Empty: all parties.
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="commitments", null=True, blank=True
    )
    # The versions it is part of: what was signed keeps its commitments.
    first_version = models.PositiveSmallIntegerField(default=1)
    last_version = models.PositiveSmallIntegerField(null=True, blank=True)
    # What a local agreement's commitment covers of a regional one's (S76).
    covers = models.ManyToManyField(
        "self", symmetrical=False, related_name="covered_by", blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"], name="one_commitment_per_number"
            ),
            models.CheckConstraint(
                condition=Q(last_version=None) | Q(last_version__gte=F("first_version")),
                name="commitment_ends_after_it_began",
            ),
        ]

    personal_data = declare(
        none="id public_key agreement number text party first_version last_version covers"
    )

    def __str__(self):
        return self.text
