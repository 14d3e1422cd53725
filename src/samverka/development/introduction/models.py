from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.courses.models import CourseTemplate
from samverka.delivery.programmes.models import Programme, keys_led_by
from samverka.foundation.accounts.actor import Actor
from samverka.register.instruments.models import Round
from samverka.toolkit.personal_data import declare

IS_NEW_FOR = 12
LONGEST = 60


class Introduction(models.Model):
    """Which course of a programme those who are newly employed go through."""

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="+")
    # Any version of it: all of them count.
    template = models.ForeignKey(CourseTemplate, models.PROTECT, related_name="+")
    months = models.PositiveSmallIntegerField(
        _("new for so many months"),
        default=IS_NEW_FOR,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST)],
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=LONGEST), name="new_for_some_months"
            ),
        ]

    personal_data = declare(none="id programme template months")

    def __str__(self):
        return str(self.template)


class KnowledgeTestQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """Those of the programmes that one leads."""
        if actor is None:
            return self.none()
        return self.filter(introduction__programme__in=keys_led_by(actor))


class KnowledgeTest(models.Model):
    """A round of an instrument that asks what somebody knows after the course, with its key."""

    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="tests")
    round = models.OneToOneField(Round, models.PROTECT, related_name="+")
    # By name of the item, the names of the right choices. Items without are not of the test.
    key = models.JSONField(_("right answers"), default=dict, blank=True)

    objects = KnowledgeTestQuerySet.as_manager()

    personal_data = declare(none="id introduction round key")

    def __str__(self):
        return str(self.round)
