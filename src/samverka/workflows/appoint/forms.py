import datetime as dt

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Programme, ProgrammeRole
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role, User
from samverka.register.partners.permissions import administered_by
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Asks
from samverka.toolkit.periods import YearFrom
from samverka.toolkit.signs import no_turning_signs

from .queries import roles_at


def _day(label, **options) -> forms.DateField:
    picker = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=picker, validators=[YearFrom(1900)], **options)


def last_day() -> Asks:
    """Written beside the button that ends the roles of several."""
    return Asks("last_day", _day(_("Last day"), initial=today()))


class Period(forms.Form):
    """First and last day, as people say them; the database keeps the day after the last."""

    first_day = _day(_("First day"), initial=today)
    last_day = _day(
        _("Last day"), required=False, help_text=_("Empty means until further notice.")
    )

    def clean(self):
        facts = super().clean()
        first, last = facts.get("first_day"), facts.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", gettext("The last day is before the first one."))
        return facts

    def period(self) -> dict:
        last = self.cleaned_data["last_day"]
        return {
            "valid_from": self.cleaned_data["first_day"],
            "valid_to": last + dt.timedelta(days=1) if last else None,
        }


class RoleHere(Period):
    """A role at the administrator's organisation or one of its units."""

    organisation: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("Organisation"), empty_label=None
    )
    # Nothing is chosen beforehand: the first role of the list is also the widest.
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose a role")), *Role.choices])

    def __init__(self, *args, actor: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = administered_by(actor)
        self.fields["organisation"].initial = actor.organisation_id


class OpenAccount(RoleHere):
    name = forms.CharField(label=_("Name"), max_length=150, validators=[no_turning_signs])
    email = forms.EmailField(
        label=_("E-mail"), help_text=_("A letter with a link to choose a password goes here.")
    )

    field_order = ("name", "email", "organisation", "role", "first_day", "last_day")

    def facts(self) -> dict:
        return {
            **{
                name: self.cleaned_data[name] for name in ("name", "email", "organisation", "role")
            },
            **self.period(),
        }


class GiveRole(RoleHere):
    programme: forms.ModelChoiceField = forms.ModelChoiceField(
        None,
        label=_("Programme"),
        required=False,
        empty_label=_("None: at the organisation itself"),
    )

    field_order = ("organisation", "programme", "role", "first_day", "last_day")

    def __init__(self, *args, actor: Actor, **kwargs):
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["programme"].queryset = Programme.objects.visible_to(actor).order_by("name")

    def facts(self) -> dict:
        return {
            **{name: self.cleaned_data[name] for name in ("organisation", "programme", "role")},
            **self.period(),
        }


class ChildrenRoleHere(forms.Form):
    """At which organisation somebody may read what is about children, and why (S78)."""

    organisation: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("Organisation"), empty_label=None
    )
    reason = forms.CharField(
        label=_("Why it is needed"),
        max_length=200,
        validators=[no_turning_signs],
        help_text=_("The work that asks for it, as co-ordinator for unaccompanied children."),
    )

    def __init__(self, *args, actor: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = administered_by(actor)
        self.fields["organisation"].initial = actor.organisation_id


class EndRole(forms.Form):
    held = forms.ChoiceField(label=_("Role"))
    last_day = _day(_("Last day"), initial=today)

    def __init__(self, *args, actor: Actor, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        roles = roles_at(user, administered_by(actor), on=today())
        self._held = {f"{type(held).__name__}-{held.pk}".lower(): held for held in roles}
        self.fields["held"].choices = [(key, _named(held)) for key, held in self._held.items()]

    def facts(self) -> dict:
        return {
            "held": self._held[self.cleaned_data["held"]],
            "on": self.cleaned_data["last_day"] + dt.timedelta(days=1),
        }


def _named(held) -> str:
    place = held.organisation.name
    if isinstance(held, ProgrammeRole):
        place = f"{held.programme.name}, {place}"
    return f"{held.get_role_display()} – {place}"
