from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Programme, keys_led_by
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key


class OwnOrLedQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """What is about the actor's own organisation, and all of the programmes it leads."""
        if actor is None:
            return self.none()
        seen = Programme.objects.visible_to(actor)
        return self.filter(programme__in=seen).filter(
            Q(organisation=actor.organisation_id) | Q(programme__in=keys_led_by(actor))
        )


class SupportTheme(models.Model):
    """What support is about, by which its hours are summed up."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    name = models.CharField(_("theme"), max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="one_support_theme"),
        ]

    personal_data = declare(none="id programme name")

    def __str__(self):
        return self.name


class SupportRequest(models.Model):
    """That a municipality asked for support, and what came of it (S75)."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    theme = models.ForeignKey(SupportTheme, models.PROTECT, related_name="+")
    asked_on = models.DateField(_("asked"))
    # A function, not a name.
    asked_by = models.CharField(_("asked by"), max_length=120, blank=True)
    text = models.TextField(_("what is asked for"))
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    result = models.TextField(_("result"), blank=True)

    objects = OwnOrLedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None) | ~Q(result=""), name="closed_support_has_a_result"
            ),
        ]

    personal_data = declare(
        none=("id public_key programme organisation theme asked_on asked_by text closed_on result")
    )

    def __str__(self):
        return self.text


class SupportGiven(models.Model):
    """Help given to a request on a day, with its time."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    request = models.ForeignKey(SupportRequest, models.CASCADE, related_name="given")
    given_on = models.DateField(_("day"))
    minutes = models.PositiveIntegerField(_("time"))
    function = models.CharField(_("given by"), max_length=120, blank=True)
    text = models.TextField(_("what was done"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gt=0), name="support_takes_time"),
        ]

    personal_data = declare(none="id public_key request given_on minutes function text")


class OnboardingStep(models.Model):
    """A step on a new municipality's way into the programme: what each path begins from."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(_("step"), max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_onboarding_step"),
        ]

    personal_data = declare(none="id programme number text")

    def __str__(self):
        return self.text


class Onboarding(models.Model):
    """A new municipality's way into a programme, with one that knows it as its mentor (S68)."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    mentor = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", null=True, blank=True
    )
    started_on = models.DateField(_("started"))

    objects = OwnOrLedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation"], name="on_board_once_in_a_programme"
            ),
        ]

    personal_data = declare(none="id public_key programme organisation mentor started_on")

    def __str__(self):
        return str(self.organisation)


class OnboardingTask(models.Model):
    """A step of one path, ticked when it is done. It keeps its words when the steps change."""

    onboarding = models.ForeignKey(Onboarding, models.CASCADE, related_name="tasks")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(_("step"), max_length=200)
    done_on = models.DateField(_("done"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["onboarding", "number"], name="one_onboarding_task"),
        ]

    personal_data = declare(none="id onboarding number text done_on note")

    def __str__(self):
        return self.text
