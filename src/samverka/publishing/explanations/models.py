from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Programme, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.register.instruments.models import Instrument, Round
from samverka.register.partners.models import Organisation
from samverka.toolkit.languages import LANGUAGES
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

# What is said of a service, in the order in which it is read.
PARTS = ("what", "for_whom", "what_happens", "interpreter", "secrecy", "complain")


class ExplanationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        if actor is None:
            return self.none()
        return self.filter(programme__in=keys_seen_by(actor))


class Explanation(models.Model):
    """A service that is explained in plain words (S32)."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(_("service"), max_length=120)
    # The questions by which one sees whether it is understood.
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, related_name="+", null=True, blank=True
    )
    # By the name of a question, the answer that is right.
    right_answers = models.JSONField(default=dict, blank=True)

    objects = ExplanationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "owner", "name"], name="a_service_explained_once"
            ),
        ]

    personal_data = declare(none="id public_key programme owner name instrument right_answers")

    def __str__(self):
        return self.name


class ExplanationVersion(models.Model):
    """How it is explained, one version after another."""

    explanation = models.ForeignKey(Explanation, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    note = models.CharField(_("what is new"), max_length=200, blank=True)
    published_on = models.DateField(_("published"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["explanation", "number"], name="one_explanation_version_a_number"
            ),
        ]
        ordering = ["number"]

    personal_data = declare(none="id explanation number note published_on")

    def __str__(self):
        return f"{self.explanation} {self.number}"

    @property
    def is_published(self) -> bool:
        return self.published_on is not None


class ExplanationText(models.Model):
    """A version in a language: a draft until somebody who knows the language has reviewed it."""

    version = models.ForeignKey(ExplanationVersion, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10)
    title = models.CharField(_("name of the service"), max_length=120)
    what = models.TextField(_("what the service is"), max_length=3000)
    for_whom = models.TextField(_("who it is for"), max_length=3000)
    what_happens = models.TextField(_("what happens"), max_length=3000)
    interpreter = models.TextField(_("right to an interpreter"), max_length=3000)
    secrecy = models.TextField(_("secrecy"), max_length=3000)
    complain = models.TextField(_("how to complain"), max_length=3000)
    # A function, never a name.
    reviewed_as = models.CharField(_("reviewed by"), max_length=120, blank=True)
    reviewed_on = models.DateField(_("reviewed"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "language"], name="explained_once_a_language"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_as="", reviewed_on=None)
                | (~Q(reviewed_as="") & Q(reviewed_on__isnull=False)),
                name="a_review_has_a_reviewer_and_a_day",
            ),
        ]

    personal_data = declare(
        none=(
            "id version language title what for_whom what_happens interpreter secrecy complain "
            "reviewed_as reviewed_on"
        )
    )

    def __str__(self):
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.reviewed_on is None

    @property
    def language_name(self) -> str:
        return LANGUAGES[self.language].endonym

    @property
    def direction(self) -> str:
        return LANGUAGES[self.language].direction

    @property
    def whole(self) -> str:
        """All that is read, for counting."""
        return "\n".join(getattr(self, part) for part in PARTS)


class ComprehensionRound(models.Model):
    """That people who read a version were asked about it, by link."""

    version = models.OneToOneField(
        ExplanationVersion, models.CASCADE, related_name="comprehension"
    )
    round = models.OneToOneField(Round, models.PROTECT, related_name="+")

    personal_data = declare(none="id version round")
