from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.budgets.models import Cost
from samverka.delivery.certification.models import Certificate
from samverka.delivery.programmes.models import Fund, Programme, keys_led_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key
from samverka.toolkit.sealed_body import SealedBody

# Who claims what a fund pays, where their organisation leads the programme.
CLAIMS = (Role.PROGRAMME_LEADER, Role.ECONOMIST)
LONGEST_TEXT = 20_000


class ClaimQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """Those of the programmes that the actor's organisation leads."""
        if actor is None or not actor.is_one_of(*CLAIMS):
            return self.none()
        return self.filter(programme__in=keys_led_by(actor))


class Claim(models.Model):
    """What a programme asks a fund to pay for a period. Sent, it never changes."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        READY = "ready", _("Ready")
        SENT = "sent", _("Sent")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("number"))
    first_month = models.DateField(_("first month"))
    last_month = models.DateField(_("last month"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    # What is claimed, as one text that is the same however it is written; empty while open.
    content = models.TextField(blank=True, editable=False)
    digest_before = models.CharField(max_length=64, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    made_ready_at = models.DateTimeField(_("made ready"), null=True)
    # While it is being sent, and why that did not succeed.
    task_id = models.UUIDField(null=True, editable=False)
    problem = models.TextField(blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    sent_by_id = models.BigIntegerField(null=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "fund", "number"], name="one_claim_of_a_number"
            ),
            # What is not claimed yet belongs to one claim.
            models.UniqueConstraint(
                fields=["programme", "fund"],
                condition=~Q(state="sent"),
                name="one_claim_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    first_month__day=1, last_month__day=1, last_month__gte=F("first_month")
                ),
                name="claim_holds_whole_months",
            ),
            models.CheckConstraint(
                condition=Q(state="open", content="", digest="")
                | (~Q(state="open") & ~Q(content="") & ~Q(digest="")),
                name="claim_is_frozen_when_ready",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
                name="claim_is_sent_at_a_time",
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key programme fund number first_month last_month state content "
            "digest_before digest made_ready_at task_id problem sent_at sent_by_id"
        )
    )

    def __str__(self):
        return str(self.number)

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def is_sent(self) -> bool:
        return self.state == self.State.SENT

    @property
    def status_kind(self) -> str:
        return {"open": "open", "ready": "waiting", "sent": "done"}[self.state]


class ClaimText(models.Model):
    """What is written in a claim under one of its headings."""

    class Part(models.TextChoices):
        GOAL = "goal", _("Goals")
        PRINCIPLE = "principle", _("Horizontal principles")
        DEVIATIONS = "deviations", _("What went otherwise than planned")

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="texts")
    part = models.CharField(_("part"), max_length=10, choices=Part.choices)
    # The goal's number, or the principle as the fund names it.
    about = models.CharField(_("about"), max_length=300, blank=True)
    text = models.TextField(_("text"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "part", "about"], name="one_text_of_a_claim_under_a_heading"
            ),
        ]

    personal_data = declare(none="id claim part about text")

    def __str__(self):
        return self.about


class ClaimedCertificate(models.Model):
    """That a certificate's hours were claimed: once, or as the difference to an earlier one."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="certificates")
    certificate = models.OneToOneField(Certificate, models.PROTECT, related_name="+")
    # The version of the same month that an earlier claim held.
    replaces = models.OneToOneField(
        Certificate, models.PROTECT, related_name="+", null=True, blank=True
    )

    personal_data = declare(none="id claim certificate replaces")


class ClaimedCost(models.Model):
    """That a cost was claimed; no fund pays for it twice."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="costs")
    cost = models.OneToOneField(Cost, models.PROTECT, related_name="+")

    personal_data = declare(none="id claim cost")


class ClaimFile(SealedBody):
    """A file of a claim as it was sent, sealed.

    Empty where somebody in it was erased: the certificate is drawn anew, without the name.
    """

    class Kind(models.TextChoices):
        XLSX = "xlsx", _("Spreadsheet")
        PDF = "pdf", _("PDF")
        CERTIFICATE = "certificate", _("Certificate")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="files")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="+", null=True, blank=True
    )
    name = models.CharField(_("file"), max_length=150)
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "kind"],
                condition=Q(certificate=None),
                name="one_file_of_a_claim_of_a_kind",
            ),
            models.UniqueConstraint(
                fields=["claim", "certificate"], name="a_certificate_once_in_a_claim"
            ),
        ]

    # What is in it of somebody is told by the certificates' own lines.
    personal_data = declare(none="id claim kind certificate name sha256 body sealed_with")

    def __str__(self):
        return self.name
