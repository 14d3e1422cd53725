from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Programme, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key


class Guideline(models.Model):
    """Advice that a programme works by, whoever issues it (S77)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    name = models.CharField(_("guideline"), max_length=200)
    issuer = models.CharField(_("issued by"), max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="one_guideline_of_a_name"),
        ]

    personal_data = declare(none="id programme name issuer")

    def __str__(self):
        return self.name


class EditionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Those of the programmes one's organisation takes part in."""
        if actor is None:
            return self.none()
        return self.filter(guideline__programme__in=keys_seen_by(actor))

    def current(self):
        return self.filter(replaced_by=None)


class Edition(models.Model):
    """A guideline as it was issued on a day; the next edition replaces it."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    guideline = models.ForeignKey(Guideline, models.PROTECT, related_name="editions")
    name = models.CharField(_("edition"), max_length=60)
    issued_on = models.DateField(_("issued"))
    address = models.URLField(_("where it is read"), blank=True)
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, related_name="replaces", null=True, blank=True
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guideline", "name"], name="one_edition_of_a_name"),
            # Only one edition of a guideline holds at a time.
            models.UniqueConstraint(
                fields=["guideline"], condition=Q(replaced_by=None), name="one_current_edition"
            ),
        ]

    personal_data = declare(none="id public_key guideline name issued_on address replaced_by")

    def __str__(self):
        return f"{self.guideline}, {self.name}"

    @property
    def is_replaced(self) -> bool:
        return self.replaced_by_id is not None


class CheckPoint(models.Model):
    """One thing in an edition that a municipality checks."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(_("point"), max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="one_point_a_number"),
        ]

    personal_data = declare(none="id edition number text")

    def __str__(self):
        return self.text


class CheckAnswer(models.Model):
    """How far a municipality says it is at a point: of that edition, and no other."""

    class State(models.TextChoices):
        MET = "met", _("In place")
        PARTLY = "partly", _("In part")
        NOT_MET = "not_met", _("Not in place")
        NOT_FOR_US = "not_for_us", _("Does not concern us")

    point = models.ForeignKey(CheckPoint, models.PROTECT, related_name="answers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(_("how far"), max_length=12, choices=State.choices)
    note = models.CharField(_("note"), max_length=300, blank=True)
    answered_on = models.DateField(_("answered"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["point", "organisation"], name="one_answer_of_a_municipality"
            ),
        ]

    personal_data = declare(none="id point organisation state note answered_on")
