from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.activities.actions import Times
from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import Participation, Programme
from samverka.register.partners.models import Organisation
from samverka.toolkit.inputs import DayInput, TimeInput
from samverka.toolkit.lists import Filters, Search
from samverka.toolkit.periods import YearFrom

from .models import Entitlement


class EntitlementFilters(Filters):
    q = Search()


class EntitlementForm(forms.ModelForm):
    class Meta:
        model = Entitlement
        fields = [
            "name",
            "description",
            "kind",
            "target_group",
            "held_by",
            "times",
            "first_day",
            "last_day",
        ]
        labels = {"held_by": gettext_lazy("Who comes and holds it")}
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "first_day": DayInput(),
            "last_day": DayInput(),
        }

    def __init__(self, *args, programme: Programme, **kwargs):
        super().__init__(*args, **kwargs)
        partners = Participation.objects.filter(programme=programme).values("organisation")
        self.fields["held_by"].queryset = Organisation.objects.filter(pk__in=partners).order_by(
            "name"
        )
        self.fields["held_by"].empty_label = None
        self.fields["kind"].choices = Activity.Kind.choices
        self.fields["times"].min_value = 1
        for name in ("first_day", "last_day"):
            self.fields[name].validators.append(YearFrom(2000))

    def clean_times(self) -> int:
        if not 1 <= self.cleaned_data["times"] <= 50:
            raise forms.ValidationError(_("Write a number from 1 to 50."))
        return self.cleaned_data["times"]

    def clean(self):
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first. Write a later day."))
        return self.cleaned_data

    def _post_clean(self):
        """Forms never save: the instance is left as it is."""


class BookingForm(forms.Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Municipality"),
        empty_label=None,
    )
    day = forms.DateField(
        label=gettext_lazy("Day"), widget=DayInput(), validators=[YearFrom(2000)]
    )
    starts = forms.TimeField(label=gettext_lazy("From"), widget=TimeInput())
    ends = forms.TimeField(label=gettext_lazy("To"), widget=TimeInput())
    place = forms.CharField(label=gettext_lazy("Place"), max_length=150, required=False)

    def __init__(self, *args, bookers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = bookers

    def clean(self):
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("The end is not after the start. Write a later time."))
        return self.cleaned_data

    @property
    def facts(self) -> dict:
        cleaned = self.cleaned_data
        return {
            "organisation": cleaned["organisation"],
            "times": Times(cleaned["day"], cleaned["starts"], cleaned["ends"]),
            "place": cleaned["place"],
        }
