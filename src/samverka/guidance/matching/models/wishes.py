"""What a household needs and wishes, in its own order; never why."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.register.partners.models import Organisation
from samverka.toolkit.personal_data import declare

from .cases import GROUND, KEEP, Case


class CaseNeed(models.Model):
    """What a household needs: a code of data/needs.yaml, never why."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="needs")
    code = models.CharField(_("need"), max_length=30)
    # A place without it is no place for this household; else it is better with it.
    is_hard = models.BooleanField(_("must be met"), default=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["case", "code"], name="one_need_of_a_kind"),
        ]

    personal_data = declare(
        none="id",
        personal="case is_hard",
        sensitive="code",
        subject="case.contact",
        ground=GROUND,
        keep=KEEP,
    )

    def __str__(self):
        return self.code


class CaseInterest(models.Model):
    """People and associations that a household wants near: a code of data/codes.yaml."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="interests")
    code = models.CharField(_("wants near"), max_length=20)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["case", "code"], name="one_interest_of_a_kind"),
        ]

    personal_data = declare(
        none="id", personal="case code", subject="case.contact", ground=GROUND, keep=KEEP
    )

    def __str__(self):
        return self.code


class Wish(models.Model):
    """A municipality in the household's own order."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="wishes")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["case", "order"], name="one_wish_of_a_number"),
            models.UniqueConstraint(fields=["case", "organisation"], name="one_wish_of_a_place"),
        ]

    personal_data = declare(
        none="id",
        personal="case organisation order",
        subject="case.contact",
        ground=GROUND,
        keep=KEEP,
    )

    def __str__(self):
        return f"{self.order} {self.organisation}"


class NotTo(models.Model):
    """Where a household does not want to live. No reason is asked, and none is kept."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="not_to")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "organisation"], name="one_no_to_a_place"),
        ]

    personal_data = declare(
        none="id", personal="case organisation", subject="case.contact", ground=GROUND, keep=KEEP
    )

    def __str__(self):
        return str(self.organisation)


class RelativeNear(models.Model):
    """Where a household says that it has relatives whom it wants to live near."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="relatives")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "organisation"], name="one_place_of_relatives"
            ),
        ]

    personal_data = declare(
        none="id", personal="case organisation", subject="case.contact", ground=GROUND, keep=KEEP
    )

    def __str__(self):
        return str(self.organisation)


class CaseTie(models.Model):
    """That two households want the same municipality, or to live near one another."""

    class Kind(models.TextChoices):
        TOGETHER = "together", _("In the same municipality")
        NEAR = "near", _("Near one another")

    case = models.ForeignKey(Case, models.CASCADE, related_name="ties")
    other = models.ForeignKey(Case, models.CASCADE, related_name="tied_by")
    kind = models.CharField(_("how near"), max_length=10, choices=Kind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "other"], name="one_tie_of_two"),
            # Two that are tied are in order, so that they are not tied once more the other way.
            models.CheckConstraint(condition=Q(case__lt=F("other")), name="tie_is_in_order"),
        ]

    personal_data = declare(
        none="id", personal="case other kind", subject="case.contact", ground=GROUND, keep=KEEP
    )

    def __str__(self):
        return f"{self.case} {self.other}"
