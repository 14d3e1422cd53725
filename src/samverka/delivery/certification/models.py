from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import Fund, Programme, keys_led_by, keys_seen_by
from samverka.delivery.rates.models import Category
from samverka.engine.hours import Rule
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit.clock import now
from samverka.toolkit.periods import ends_after_start
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key
from samverka.toolkit.sealed_body import SealedBody

# Who certifies an employer's hours, and who reads the sums of every employer besides.
CERTIFIES = (Role.SUB_PROJECT_LEADER, Role.UNIT_HEAD, Role.ECONOMIST)
READS_SUMS = (Role.PROGRAMME_LEADER, Role.ECONOMIST)


class CountedAs(models.Model):
    """Whether an activity counts for a fund; an activity without a row is not decided."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="+")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    counts = models.BooleanField(_("counts"))
    note = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "fund"], name="classified_once"),
        ]

    personal_data = declare(none="id activity fund counts note")

    def __str__(self):
        return str(self.counts)


class PersonCategory(models.Model):
    """The fund's category of somebody at an employer, for a period."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "category", "valid_from"],
                name="one_category_from_a_day",
            ),
            models.CheckConstraint(condition=ends_after_start(), name="category_ends_after_start"),
        ]

    personal_data = declare(
        none="id organisation valid_from valid_to",
        personal="person category",
        subject="person",
        ground=_("legal obligation: the funds' rules on hours taken part"),
        keep=_("as the attendance"),
    )

    def __str__(self):
        return str(self.category_id)


class CertificateQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """One's own employer's, and everybody's in the programmes that it leads."""
        if actor is None or not actor.is_one_of(*CERTIFIES, *READS_SUMS):
            return self.none()
        seen = Q()
        if actor.is_one_of(*CERTIFIES):
            seen |= Q(organisation_id=actor.organisation_id, programme__in=keys_seen_by(actor))
        if actor.is_one_of(*READS_SUMS):
            seen |= Q(programme__in=keys_led_by(actor))
        return self.filter(seen)

    def in_force(self):
        """The latest version of each month."""
        same = ("programme", "fund", "organisation", "month")
        latest = Certificate.objects.filter(**{name: OuterRef(name) for name in same})
        return self.filter(number=Subquery(latest.order_by("-number").values("number")[:1]))


class Certificate(models.Model):
    """An employer's word for a month's hours. It never changes; a correction is a new version."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    month = models.DateField(_("month"))
    number = models.PositiveSmallIntegerField(_("version"))
    rule = models.CharField(max_length=50, choices=[(rule.value, rule.value) for rule in Rule])
    # The function of whoever certified, as it was then.
    function = models.CharField(_("certified as"), max_length=120)
    certified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    certified_at = models.DateTimeField(_("certified"), default=now)
    # The hash of the signed paper where it was certified on paper, and the day it was signed.
    paper_digest = models.CharField(max_length=64, blank=True, editable=False)
    signed_on = models.DateField(_("signed"), null=True, blank=True)
    # What is hashed: all of the above, and every line by the key of its person, without names.
    content = models.TextField(editable=False)
    digest_before = models.CharField(max_length=64, blank=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "fund", "organisation", "month", "number"],
                name="one_certificate_per_version",
            ),
            # Two that follow the same one would make two chains of one.
            models.UniqueConstraint(
                fields=["programme", "organisation", "digest_before"], name="one_chain"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="month_is_its_first_day"),
            models.CheckConstraint(
                condition=Q(paper_digest="", signed_on=None)
                | (~Q(paper_digest="") & Q(signed_on__isnull=False)),
                name="paper_has_a_day",
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key programme fund organisation month number rule function "
            "certified_at paper_digest signed_on content digest_before digest"
        ),
        personal="certified_by",
        subject="certified_by",
        ground=_("legal obligation: the funds' rules on hours taken part"),
        keep=_("as long as the longest rule of the programme's funds"),
        outlives={"certified_by": "an emptied account: who certified must stay known"},
    )

    def __str__(self):
        return f"{self.month:%Y-%m} {self.number}"

    @property
    def is_on_paper(self) -> bool:
        """Signed by hand and taken in, where the others are certified here."""
        return self.paper_digest != ""


class SignedPaper(SealedBody):
    """The paper that was signed by hand, as it was taken in; sealed, since names stand on it."""

    class Kind(models.TextChoices):
        PDF = "application/pdf", "PDF"
        JPEG = "image/jpeg", "JPEG"
        PNG = "image/png", "PNG"

    certificate = models.OneToOneField(Certificate, models.PROTECT, related_name="paper")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    size = models.PositiveIntegerField(_("size"))
    # In print on the paper; it need not be anybody with an account.
    signed_by = models.CharField(_("signed by"), max_length=120)

    personal_data = declare(
        none="id certificate kind size sealed_with",
        personal="signed_by body",
        subject="certificate.certified_by",
        ground=_("legal obligation: the funds' rules on hours taken part"),
        keep=_("as long as the longest rule of the programme's funds"),
        outlives=dict.fromkeys(
            ["signed_by", "body"], "the paper is the proof of hours that are accounted for"
        ),
    )

    def __str__(self):
        return self.signed_by

    @property
    def ending(self) -> str:
        """How the name of its file ends."""
        return {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}[self.kind]


class Letter(models.Model):
    """The latest day somebody was written to about months that lack: one letter a day."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sent_on = models.DateField(_("sent"))

    personal_data = declare(
        none="id sent_on",
        personal="user",
        subject="user",
        ground=_("public task: months that lack are asked for once a day"),
        keep=_("until the next letter, or while the account is open"),
    )

    def __str__(self):
        return str(self.sent_on)


class CertifiedLine(models.Model):
    """One person's hours of the month, as they were certified."""

    # Found by the index of sums.
    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="lines", db_index=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # As the person stood here then; whoever was joined into another keeps the certified line.
    person_key = models.CharField(max_length=12, editable=False)
    name = models.CharField(_("name then"), max_length=170, blank=True)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", null=True, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"))
    # Nothing is claimed of time that another source pays for as well.
    is_financed_once = models.BooleanField(_("not paid for by another source"))
    claimed = models.PositiveIntegerField(_("minutes claimed"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "person_key"], name="person_once_in_a_certificate"
            ),
            models.CheckConstraint(
                condition=Q(claimed__lte=models.F("minutes")), name="claims_no_more_than_was"
            ),
            models.CheckConstraint(
                condition=Q(is_financed_once=True) | Q(claimed=0), name="nothing_is_paid_twice"
            ),
        ]
        indexes = [
            # All that sums ask of lines, so that they need not be looked up one by one.
            models.Index(
                fields=["certificate", "category", "person", "minutes", "claimed"],
                name="sums_of_lines",
            )
        ]

    personal_data = declare(
        none="id certificate person_key is_financed_once",
        personal="person name category minutes claimed",
        subject="person",
        ground=_("legal obligation: the funds' rules on hours taken part"),
        keep=_("as long as the longest rule of the programme's funds"),
        outlives={
            "person": "an emptied person: what was certified is accounted for",
            "category": "the hours were certified",
            "minutes": "the hours were certified",
            "claimed": "the hours were certified",
        },
    )

    def __str__(self):
        return str(self.minutes)


class TouchedMonth(models.Model):
    """That something of a programme's month became another: marks, what counts, certificates.

    The database writes it, see migration 0002. A month's token is the sum of its rows', and never
    the same again; what was worked out of a month holds while it stands.
    """

    # Not bound to the programme: triggers may write while all of it is deleted.
    programme = models.ForeignKey(
        Programme, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    # Its text, such as 2026-02; empty of what has no day.
    month = models.CharField(max_length=7, blank=True)
    # The connection that wrote it.
    writer = models.IntegerField()
    token = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "month", "writer"], name="one_token_of_a_writer"
            ),
        ]

    personal_data = declare(none="id programme month writer token")

    def __str__(self):
        return self.month
