"""Agencies, and interpreters with their languages and days off."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.interpreting.codes import level_said, variety_said
from samverka.delivery.programmes.models import Programme, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.classifications.models import Municipality
from samverka.register.agreements.models import Agreement
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person, is_opened_to
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key
from samverka.toolkit.texts import listed

GROUND = _("public task: interpreters for contacts with the municipality")


class Mode(models.TextChoices):
    ON_SITE = "on_site", _("On site")
    TELEPHONE = "telephone", _("By telephone")
    VIDEO = "video", _("By video")


class OfProgrammeQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """Of the programmes one sees: the pool is shared between their municipalities."""
        if actor is None:
            return self.none()
        return self.filter(programme__in=keys_seen_by(actor))


class Agency(models.Model):
    """An agency that finds interpreters, by a framework agreement."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("agency")
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="+", verbose_name=_("framework agreement")
    )
    # The mailbox of a function, never a person's.
    email = models.EmailField(_("e-mail of the booking desk"))

    objects = OfProgrammeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "organisation"], name="one_agency"),
        ]

    personal_data = declare(none="id public_key programme organisation agreement email")

    def __str__(self):
        return str(self.organisation)


class InterpreterQuerySet(OfProgrammeQuerySet):
    def visible_to(self, actor: Actor | None):
        if actor is None:
            return self.none()
        return super().visible_to(actor).filter(is_opened_to(actor))


class Interpreter(models.Model):
    """Somebody in the pool: an adult, which was checked on a day and in a way."""

    class AdultBy(models.TextChoices):
        IDENTITY_DOCUMENT = "document", _("An identity document was shown")
        AUTHORISATION = "authorisation", _("Stands in Kammarkollegiet's register")
        AGENCY = "agency", _("The agency has checked it")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("interpreter")
    )
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        related_name="interpreters",
        null=True,
        blank=True,
        verbose_name=_("agency"),
    )
    kept_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("travels from"),
    )
    on_site = models.BooleanField(_("on site"), default=True)
    telephone = models.BooleanField(_("by telephone"), default=True)
    video = models.BooleanField(_("by video"), default=False)
    # Nobody is in the pool without them.
    adult_checked_on = models.DateField(_("of age: checked"))
    adult_checked_by = models.CharField(
        _("of age: how it was checked"), max_length=20, choices=AdultBy.choices
    )
    left_on = models.DateField(_("left the pool"), null=True, blank=True)

    objects = InterpreterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "person"], name="once_in_a_pool"),
            models.CheckConstraint(
                condition=~Q(adult_checked_by=""), name="interpreter_is_checked_to_be_of_age"
            ),
        ]

    personal_data = declare(
        none="id public_key programme agency kept_by left_on",
        personal="person municipality on_site telephone video adult_checked_on adult_checked_by",
        subject="person",
        ground=GROUND,
        keep=_("as long as the programme"),
    )

    def __str__(self):
        return str(self.person)

    def takes(self, mode: str) -> bool:
        return bool(getattr(self, mode))


class InterpreterLanguage(models.Model):
    """A variety that an interpreter works with, which way, and at what level."""

    class Direction(models.TextChoices):
        BOTH = "both", _("To and from Swedish")
        INTO = "into", _("Into Swedish only")
        FROM = "from", _("From Swedish only")

    interpreter = models.ForeignKey(Interpreter, models.CASCADE, related_name="languages")
    variety = models.CharField(_("language and variety"), max_length=10)
    direction = models.CharField(
        _("direction"), max_length=10, choices=Direction.choices, default=Direction.BOTH
    )
    level = models.CharField(_("level"), max_length=20)
    valid_until = models.DateField(_("level holds until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interpreter", "variety"], name="one_level_a_variety"),
            models.CheckConstraint(
                condition=~Q(variety="") & ~Q(level=""), name="language_has_variety_and_level"
            ),
        ]

    personal_data = declare(
        none="id",
        personal="interpreter variety direction level valid_until",
        subject="interpreter.person",
        ground=GROUND,
        keep=_("as the interpreter"),
    )

    def __str__(self):
        return listed([variety_said(self.variety), level_said(self.level)])


class DaysOffQuerySet(models.QuerySet):
    def that_hold(self):
        """Those that are not taken back."""
        return self.filter(is_taken_back=False)

    def over(self, day: dt.date):
        return self.that_hold().filter(first_day__lte=day, last_day__gte=day)


class DaysOff(models.Model):
    """Days on which an interpreter takes nothing. Why is nobody's business, so it is not asked."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    interpreter = models.ForeignKey(Interpreter, models.CASCADE, related_name="days_off")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    # Taken back by the interpreter; that can be undone.
    is_taken_back = models.BooleanField(default=False)

    objects = DaysOffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="days_off_end_after_their_start"
            ),
        ]

    personal_data = declare(
        none="id public_key",
        personal="interpreter first_day last_day is_taken_back",
        subject="interpreter.person",
        ground=GROUND,
        keep=_("as the interpreter"),
    )
