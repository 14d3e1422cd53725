from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Fund, Programme
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key


class Region(models.TextChoices):
    """The parts of the country that a fund's rates are told for."""

    WHOLE = "whole", _("The whole country")
    STOCKHOLM = "stockholm", _("Stockholm County")
    REST = "rest", _("Outside Stockholm County")


class Category(models.Model):
    """What a fund sorts those who take part by, when it says what their hours are worth."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    fund = models.ForeignKey(Fund, models.CASCADE, related_name="+")
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("category"), max_length=150)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fund", "code"], name="category_once_in_a_fund"),
            models.CheckConstraint(condition=~Q(source=""), name="category_has_a_source"),
        ]

    personal_data = declare(none="id public_key fund code name source")

    def __str__(self):
        return f"{self.code} {self.name}"


class Rate(models.Model):
    """What an hour of a category is worth, in öre, by the year of the fund's call and region."""

    category = models.ForeignKey(Category, models.CASCADE, related_name="rates")
    year = models.PositiveSmallIntegerField(_("year"))
    region = models.CharField(_("part of the country"), max_length=10, choices=Region.choices)
    amount = models.PositiveIntegerField(_("kronor an hour"))
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["category", "year", "region"], name="one_rate"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="rate_is_some_money"),
            models.CheckConstraint(condition=~Q(source=""), name="rate_has_a_source"),
        ]

    personal_data = declare(none="id category year region amount source")

    def __str__(self):
        return f"{self.category} {self.year}"


class ChosenRates(models.Model):
    """Which year's rates a programme uses for a fund, and where that is written."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    region = models.CharField(_("part of the country"), max_length=10, choices=Region.choices)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "fund"], name="rates_chosen_once"),
            models.CheckConstraint(condition=~Q(source=""), name="chosen_rates_have_a_source"),
        ]

    personal_data = declare(none="id programme fund year region source")

    def __str__(self):
        return str(self.year)
