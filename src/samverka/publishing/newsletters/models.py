import datetime as dt
import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Programme, keys_led_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.toolkit.clock import now
from samverka.toolkit.languages import LANGUAGES
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

UNCONFIRMED_FOR = dt.timedelta(days=7)
CONTEXT = "newsletter address"
LONGEST_HEADING = 150
LONGEST_TEXT = 20_000
CODES = [(one.code, one.endonym) for one in LANGUAGES.values()]


def new_secret() -> str:
    """What stands in the links of somebody's letters: nobody else can guess it."""
    return secrets.token_urlsafe(24)


class Subscriber(models.Model):
    """An address that asked for a programme's letters (S23)."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    secret = models.CharField(max_length=40, unique=True, default=new_secret, editable=False)
    address_sealed = models.TextField()
    address_hash = models.CharField(max_length=64)
    language = models.CharField(_("language"), max_length=3, choices=CODES)
    asked_at = models.DateTimeField(_("asked"), default=now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "address_hash"], name="one_subscriber_of_an_address"
            ),
        ]

    personal_data = declare(
        none="id programme",
        personal="secret address_sealed address_hash language asked_at confirmed_at",
        subject="self",
        ground=_("consent: whoever asked for the newsletter and confirmed it"),
        keep=_("until you stop the letters; a week if you do not confirm"),
    )

    def __str__(self):
        return str(self.pk)


class IssueQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """Drafts too: for whoever leads the programme."""
        if actor is None or not actor.is_one_of(Role.PROGRAMME_LEADER):
            return self.none()
        return self.filter(programme__in=keys_led_by(actor))

    def public(self):
        """Those that have begun to leave."""
        return self.filter(state__in=[Issue.State.SENDING, Issue.State.SENT])


class Issue(models.Model):
    """One newsletter of a programme."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        WAITING = "waiting", _("Will soon be sent")
        SENDING = "sending", _("Is being sent")
        SENT = "sent", _("Sent")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    made_at = models.DateTimeField(default=now, editable=False)
    # Until then it can be taken back.
    leaves_at = models.DateTimeField(null=True)
    # The region's own day.
    begun_at = models.DateTimeField(null=True)
    # Where the links of its letters lead.
    site = models.CharField(max_length=200, blank=True)
    task_id = models.UUIDField(null=True)
    # How it went, when nothing is on its way any more.
    sent_count = models.PositiveIntegerField(default=0)
    refused_count = models.PositiveIntegerField(default=0)
    unsure_count = models.PositiveIntegerField(default=0)

    objects = IssueQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(begun_at=None) ^ Q(state__in=["sending", "sent"]),
                name="newsletter_has_begun_when_it_is_sent",
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key programme state made_at leaves_at begun_at site task_id sent_count "
            "refused_count unsure_count"
        )
    )

    def __str__(self):
        return self.public_key


class IssueText(models.Model):
    """An issue's heading and text in one language."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=3, choices=CODES)
    heading = models.CharField(_("heading"), max_length=LONGEST_HEADING)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue", "language"], name="one_text_of_a_language"),
        ]

    personal_data = declare(none="id issue language heading text")

    def __str__(self):
        return self.heading


class News(models.Model):
    """Something of the record that an issue tells, as it was then."""

    class Kind(models.TextChoices):
        ACTIVITY = "activity", _("Coming activities")
        MATERIAL = "material", _("New material")
        PARTNER = "partner", _("New in the programme")
        CONTACT = "contact", _("New functions to contact")
        FACT = "fact", _("Changed in the programme")

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="news")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # The key of what it tells of; of a fact, the name of the field.
    about = models.CharField(max_length=40)
    title = models.CharField(max_length=300, blank=True)
    day = models.DateField(null=True)
    place = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue", "kind", "about"], name="one_piece_of_news"),
        ]
        ordering = ["pk"]

    personal_data = declare(none="id issue kind about title day place")

    def __str__(self):
        return self.title


class Delivery(models.Model):
    """An issue on its way to a subscriber; gone when all of the issue has left."""

    class State(models.TextChoices):
        WAITING = "waiting"
        LEAVING = "leaving"
        SENT = "sent"
        REFUSED = "refused"

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="deliveries")
    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="deliveries")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue", "subscriber"], name="one_letter_of_an_issue"),
        ]

    personal_data = declare(
        none="id issue state",
        personal="subscriber",
        subject="subscriber",
        ground=_("consent: whoever asked for the newsletter and confirmed it"),
        keep=_("while the issue is being sent"),
    )

    def __str__(self):
        return str(self.pk)
