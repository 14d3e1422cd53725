from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Participation, Programme
from samverka.delivery.programmes.queries import of_programme
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.register.partners.queries import partners_by_name


class PartForm(forms.ModelForm):
    """One fact of a programme. What it is found by is written once, then it stands."""

    found_by: tuple[str, ...] = ()
    # What it is called on its page.
    thing: str | Promise
    # The action that sets the fact.
    action: Callable[..., Any]
    # A programme has many of them, unless it is said here.
    is_alone = False
    # What only some facts need lies folded together below, under its own name.
    seldom: tuple[str, ...] = ()
    seldom_label: str | Promise = ""

    def __init__(self, *args, programme: Programme, actor: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.programme, self.actor = programme, actor
        self.narrow(programme)
        if self.instance.pk:
            self._show_what_it_is()

    def _show_what_it_is(self) -> None:
        for name, field in self.fields.items():
            field.disabled = field.disabled or name in self.found_by
            if getattr(field, "to_field_name", None):
                chosen = getattr(self.instance, name)
                self.initial[name] = getattr(chosen, field.to_field_name) if chosen else None

    @property
    def usual_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.seldom]

    @property
    def seldom_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.seldom]

    @property
    def opens_seldom(self) -> bool:
        """Whether something is written there, or is to be."""
        return any(field.value() or field.errors for field in self.seldom_fields)

    def narrow(self, programme: Programme) -> None:
        """Choices are those of this programme."""

    def clean(self):
        cleaned = super().clean()
        where = {name: cleaned.get(name) for name in self.found_by}
        is_told = where and None not in where.values()
        if is_told and self.instance.pk is None and self._of_programme().filter(**where).exists():
            self.add_error(self.found_by[-1], _("There is one of these already."))
        starts, ends = cleaned.get("valid_from"), cleaned.get("valid_to")
        if starts and ends and ends <= starts:
            self.add_error("valid_to", _("This is not after the first day."))
        return cleaned

    def _of_programme(self):
        return of_programme(self._meta.model, self.programme)

    def _get_validation_exclusions(self):
        """The database's own checks are said above, in words."""
        return {field.name for field in self._meta.model._meta.get_fields()}

    def facts(self) -> dict[str, Any]:
        """What the action is given."""
        return {"programme": self.programme, **self.cleaned_data}


def partners_in(programme: Programme):
    """The organisations that take part, to choose an owner or somebody responsible among."""
    there = Participation.objects.filter(programme=programme)
    return Organisation.objects.filter(pk__in=there.values("organisation")).order_by("name")


def choose_partner(field: forms.Field, programme: Programme, empty: str | None) -> None:
    field.queryset = partners_in(programme)
    field.empty_label = empty


def choose_organisation(field: forms.Field) -> None:
    """Any organisation or unit of the region, a unit after what it is part of."""
    field.queryset = partners_by_name()
    field.label_from_instance = named_with_whole


def named_with_whole(organisation: Organisation) -> str:
    if organisation.part_of is None:
        return organisation.name
    return f"{organisation.part_of.name}: {organisation.name}"


def next_number(numbers) -> str:
    """The first whole number after those that are taken."""
    whole = [int(number) for number in map(str, numbers) if number.isdecimal()]
    return str(max(whole, default=0) + 1)
