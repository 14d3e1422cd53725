from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.programmes import actions
from samverka.delivery.programmes.models import Participation, Programme, SubRegion, Theme
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.toolkit.signs import no_turning_signs

from .parts import PartForm, choose_organisation
from .rough_day import DayInput, RoughDayField, as_written

ORE = 100
PERIOD = ("starts", "ends", "extended")


def check_order(form: forms.ModelForm | forms.Form, first: str, last: str) -> None:
    """The last day is not before the first, where both are told."""
    starts, ends = form.cleaned_data.get(first), form.cleaned_data.get(last)
    if starts and ends and starts.day and ends.day and ends.day < starts.day:
        form.add_error(last, _("This is before the day it starts."))


class NewProgrammeForm(forms.Form):
    """As little as a programme can begin with; the rest is written on its own pages."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=150, validators=[no_turning_signs]
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Programme.Kind.choices)
    starts = RoughDayField(label=gettext_lazy("Starts"))
    ends = RoughDayField(label=gettext_lazy("Ends"), is_last=True)
    summary = forms.CharField(
        label=gettext_lazy("What it is about"),
        help_text=gettext_lazy("One or two sentences that somebody outside understands."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    like: forms.ModelChoiceField = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Set up like"),
        required=False,
        to_field_name="public_key",
        empty_label=gettext_lazy("Begin with nothing"),
        help_text=gettext_lazy(
            "Copies goals, measures without targets, phases and areas of work. Nobody and nothing "
            "that has happened comes along."
        ),
    )

    def __init__(self, *args, actor: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["like"].queryset = Programme.objects.visible_to(actor).order_by("name")

    def clean(self):
        check_order(self, "starts", "ends")
        return self.cleaned_data


class ProgrammeForm(forms.ModelForm):
    """What holds for all of a programme."""

    starts = RoughDayField(label=gettext_lazy("Starts"))
    ends = RoughDayField(label=gettext_lazy("Planned end"), is_last=True)
    extended = RoughDayField(
        label=gettext_lazy("Extended to"),
        is_last=True,
        help_text=gettext_lazy("The planned end stays, so that both can be seen."),
    )
    budget_kronor = forms.DecimalField(
        label=gettext_lazy("Budget, kronor"),
        required=False,
        min_value=0,
        max_digits=15,
        decimal_places=2,
    )
    co_financing = forms.DecimalField(
        label=gettext_lazy("Co-financing, percent"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
    )
    new_theme = forms.CharField(
        label=gettext_lazy("Another theme"), required=False, max_length=120
    )
    field_order = (
        "name",
        "kind",
        "summary",
        *PERIOD,
        "budget_kronor",
        "co_financing",
        "budget_basis",
        "themes",
        "new_theme",
        "is_public",
    )

    class Meta:
        model = Programme
        fields = ("name", "kind", "summary", "budget_basis", "themes", "is_public")
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "themes": forms.CheckboxSelectMultiple(),
            "budget_basis": forms.RadioSelect(),
        }
        labels = {"themes": gettext_lazy("Themes")}
        help_texts = {
            "kind": gettext_lazy(
                "A project becomes ordinary work under Phases, when what goes on has an owner."
            ),
            "budget_basis": gettext_lazy(
                "Co-financing is another sum on each. Until it is chosen both are shown."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        programme = self.instance
        if programme.kind != Programme.Kind.ORDINARY:
            self.fields["kind"].choices = [
                choice for choice in Programme.Kind.choices if choice[0] != Programme.Kind.ORDINARY
            ]
        self.fields["themes"].queryset = Theme.objects.order_by("name")
        self.fields["budget_basis"].choices = Programme.Basis.choices
        self.initial.update(
            starts=as_written(programme.starts_on, programme.starts_precision),
            ends=as_written(programme.ends_on, programme.ends_precision),
            extended=as_written(programme.extended_to, programme.extended_precision),
            budget_kronor=in_hundredths(programme.budget),
            co_financing=in_hundredths(programme.co_financing_share),
        )

    def clean(self):
        check_order(self, "starts", "ends")
        check_order(self, "ends", "extended")
        extended, ends = self.cleaned_data.get("extended"), self.cleaned_data.get("ends")
        if extended and extended.day and ends and not ends.day:
            self.add_error("ends", _("Write the planned end too, so that both can be seen."))
        return self.cleaned_data

    def facts(self) -> dict[str, Any]:
        """What the action is given."""
        told = dict(self.cleaned_data)
        period = {name: told.pop(name) for name in PERIOD}
        budget, share = told.pop("budget_kronor"), told.pop("co_financing")
        return {
            **told,
            "starts_on": period["starts"].day,
            "starts_precision": period["starts"].precision,
            "ends_on": period["ends"].day,
            "ends_precision": period["ends"].precision,
            "extended_to": period["extended"].day,
            "extended_precision": period["extended"].precision,
            "budget": None if budget is None else int(budget * ORE),
            "co_financing_share": None if share is None else int(share * ORE),
        }


def in_hundredths(value: int | None) -> str:
    """Öre as kronor, hundredths of a percent as percent, as they are written into a field."""
    if value is None:
        return ""
    whole, rest = divmod(value, ORE)
    return f"{whole}.{rest:02}" if rest else str(whole)


class ParticipationForm(PartForm):
    """How one organisation takes part."""

    thing = gettext_lazy("Who takes part")
    action = staticmethod(actions.set_participation)
    found_by = ("organisation", "part")

    class Meta:
        model = Participation
        fields = ("organisation", "part", "via", "contact_function", "valid_from", "valid_to")
        widgets = {"valid_from": DayInput(), "valid_to": DayInput()}
        labels = {
            "organisation": gettext_lazy("Organisation"),
            "via": gettext_lazy("Takes part via"),
            "valid_to": gettext_lazy("First day without"),
        }
        help_texts = {
            "contact_function": gettext_lazy("A function, not somebody's name."),
        }

    def narrow(self, programme: Programme) -> None:
        choose_organisation(self.fields["organisation"])
        self.fields["via"].queryset = programme.sub_regions.order_by("name")
        self.fields["via"].empty_label = _("No sub-region")


class PartnersForm(forms.Form):
    """Several organisations at once; `q` narrows what there is to choose from."""

    organisations = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Organisations"),
        queryset=Organisation.objects.none(),
        to_field_name="public_key",
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"required": gettext_lazy("Tick at least one.")},
    )
    part = forms.ChoiceField(
        label=gettext_lazy("How they take part"),
        choices=Participation.Part.choices,
        initial=Participation.Part.PARTICIPANT,
    )
    via = forms.ModelChoiceField(
        label=gettext_lazy("Takes part via"),
        queryset=SubRegion.objects.none(),
        to_field_name="public_key",
        required=False,
    )
    valid_from = forms.DateField(label=gettext_lazy("From"), required=False, widget=DayInput())

    def __init__(self, *args, programme: Programme, found, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisations"].queryset = found
        self.fields["via"].queryset = programme.sub_regions.order_by("name")
        self.fields["via"].empty_label = _("No sub-region")
        if not programme.sub_regions.exists():
            del self.fields["via"]
        self.fields["valid_from"].initial = programme.starts_on

    def facts(self) -> dict[str, Any]:
        return {"via": None, **self.cleaned_data}


class SubRegionForm(PartForm):
    """A part of the programme's area and who leads there."""

    thing = gettext_lazy("Sub-region")
    action = staticmethod(actions.set_sub_region)
    found_by = ("name",)

    class Meta:
        model = SubRegion
        fields = ("name", "lead")
        labels = {"lead": gettext_lazy("Led by")}

    def narrow(self, programme: Programme) -> None:
        choose_organisation(self.fields["lead"])
