from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.courses.models import Course, CourseTemplate
from samverka.delivery.programmes.models import Programme, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key


class LeastGroup(models.Model):
    """How many a group must be, from a day on, as the region has decided; and how far is near."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    persons = models.PositiveSmallIntegerField(
        _("people in a group at the least"),
        validators=[MinValueValidator(2), MaxValueValidator(100)],
    )
    within_km = models.PositiveSmallIntegerField(
        _("kilometres that a group may come from"), validators=[MaxValueValidator(1000)]
    )
    from_day = models.DateField(_("from"))
    source = models.CharField(_("where it was decided"), max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "from_day"], name="one_least_group_from_a_day"
            ),
        ]

    personal_data = declare(none="id programme persons within_km from_day source")

    def __str__(self):
        return f"{self.persons}, {self.from_day}"


class LanguageGroup(models.Model):
    """A course that was made for a language, and the reasons that it was proposed for."""

    class Kind(models.TextChoices):
        LOCAL = "local", _("In the municipality")
        JOINT = "joint", _("Over municipal borders")
        REMOTE = "remote", _("Remote")

    course = models.OneToOneField(Course, models.PROTECT, related_name="+")
    language = models.CharField(max_length=20)
    kind = models.CharField(max_length=6, choices=Kind.choices)
    # [[kind of reason, {facts}], …]
    reasons = models.JSONField(default=list)

    personal_data = declare(none="id course language kind reasons")

    def __str__(self):
        return str(self.course)


class WishQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """One's own organisation's; of others only what is proposed of them all is told."""
        if actor is None:
            return self.none()
        return self.filter(
            organisation=actor.organisation_id, template__programme__in=keys_seen_by(actor)
        )


class LanguageWish(models.Model):
    """How many in a municipality want a course in a language: a number, and no names."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    template = models.ForeignKey(CourseTemplate, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=20)
    persons = models.PositiveSmallIntegerField(
        _("people"), validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    stated_on = models.DateField(_("stated"))
    group = models.ForeignKey(LanguageGroup, models.PROTECT, related_name="wishes", null=True)

    objects = WishQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["template", "organisation", "language"],
                condition=Q(group=None),
                name="one_wish_that_waits",
            ),
            models.CheckConstraint(condition=Q(persons__gt=0), name="somebody_wishes"),
        ]

    personal_data = declare(
        none="id public_key template organisation language persons stated_on group"
    )

    def __str__(self):
        return f"{self.organisation}, {self.language}"
