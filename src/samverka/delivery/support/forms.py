from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.register.partners.models import Organisation
from samverka.toolkit.inputs import DayInput
from samverka.toolkit.lists import Filters, Search
from samverka.toolkit.periods import YearFrom

FIRST_YEAR = 2000
LONGEST_STEP = 200


class RequestFilters(Filters):
    q = Search()
    state = forms.ChoiceField(
        label=gettext_lazy("How it stands"),
        choices=[
            ("", gettext_lazy("All")),
            ("open", gettext_lazy("Open")),
            ("closed", gettext_lazy("Closed")),
        ],
    )
    theme = forms.ChoiceField(label=gettext_lazy("Theme"))

    def __init__(self, *args, themes=(), **options):
        super().__init__(*args, **options)
        self.fields["theme"].choices = [("", _("All themes")), *((t.name, t.name) for t in themes)]


class OnboardingFilters(Filters):
    q = Search()
    state = forms.ChoiceField(
        label=gettext_lazy("How far"),
        choices=[
            ("", gettext_lazy("All")),
            ("on_its_way", gettext_lazy("On their way in")),
            ("done", gettext_lazy("Every step done")),
        ],
    )


class RequestForm(forms.Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Who asks"),
        empty_label=None,
    )
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), required=False)
    new_theme = forms.CharField(label=gettext_lazy("Another theme"), max_length=80, required=False)
    text = forms.CharField(
        label=gettext_lazy("What support is asked for"), widget=forms.Textarea(attrs={"rows": 4})
    )
    asked_on = forms.DateField(
        label=gettext_lazy("Asked on"), widget=DayInput(), validators=[YearFrom(FIRST_YEAR)]
    )
    asked_by = forms.CharField(
        label=gettext_lazy("Asked by"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("The function, not a name."),
    )

    def __init__(self, *args, askers, themes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = askers
        names = [(theme.name, theme.name) for theme in themes]
        self.fields["theme"].choices = [("", _("Choose")), *names]
        if not names:
            del self.fields["theme"]
            self.fields["new_theme"].label = _("Theme")

    def clean(self):
        theme = self.cleaned_data.pop("new_theme", "") or self.cleaned_data.get("theme", "")
        if not theme:
            name = "theme" if "theme" in self.fields else "new_theme"
            self.add_error(name, _("Choose what the support is about, or write another theme."))
        self.cleaned_data["theme"] = theme
        return self.cleaned_data


class HelpForm(forms.Form):
    given_on = forms.DateField(
        label=gettext_lazy("Day"), widget=DayInput(), validators=[YearFrom(FIRST_YEAR)]
    )
    hours = forms.DecimalField(
        label=gettext_lazy("Hours"),
        min_value=Decimal("0.25"),
        max_value=200,
        decimal_places=2,
        localize=True,
    )
    text = forms.CharField(
        label=gettext_lazy("What was done"), widget=forms.Textarea(attrs={"rows": 3})
    )
    function = forms.CharField(
        label=gettext_lazy("Given by"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("The function, not a name."),
    )

    @property
    def facts(self) -> dict:
        facts = dict(self.cleaned_data)
        return facts | {"minutes": round(facts.pop("hours") * 60)}


class CloseForm(forms.Form):
    result = forms.CharField(
        label=gettext_lazy("What came of it"), widget=forms.Textarea(attrs={"rows": 4})
    )


class StepsForm(forms.Form):
    steps = forms.CharField(
        label=gettext_lazy("Steps"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("One step on each line, in order."),
    )

    def clean_steps(self):
        steps = [line.strip() for line in self.cleaned_data["steps"].splitlines()]
        too_long = next((step for step in steps if len(step) > LONGEST_STEP), None)
        if too_long:
            raise forms.ValidationError(
                _("This step is too long: “%(start)s…”. Write at most %(most)s signs a line.")
                % {"start": too_long[:40], "most": LONGEST_STEP}
            )
        return [step for step in steps if step]


class TickForm(forms.Form):
    """One step: done, or not; with a word on it."""

    number = forms.IntegerField()
    done = forms.BooleanField(required=False)
    note = forms.CharField(max_length=300, required=False)
