from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.guidance.matching import sheets, shipped
from samverka.guidance.matching.models import Home, Place, PlaceFact
from samverka.guidance.matching.sheets.rows import SheetRow
from samverka.toolkit.inputs import DayInput
from samverka.toolkit.periods import YearFrom
from samverka.toolkit.signs import no_turning_signs
from samverka.toolkit.tables import PasteTable

Dimension = PlaceFact.Dimension


class PlaceForm(forms.ModelForm):
    class Meta:
        model = Place
        fields = ("persons", "school_seats", "about")
        widgets = {"about": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "persons": gettext_lazy("Persons in all, also children."),
            "school_seats": gettext_lazy("From preschool class to upper secondary school."),
            "about": gettext_lazy("What a newcomer wants to know, in short sentences."),
        }


class FactForm(forms.Form):
    """Something on the list, or something in one's own words."""

    what = forms.ChoiceField(
        label=gettext_lazy("From the list"),
        required=False,
        help_text=gettext_lazy("What is on the list can be matched with what households wish."),
    )
    dimension = forms.ChoiceField(
        label=gettext_lazy("Or in your own words, about"), required=False
    )
    text = forms.CharField(
        label=gettext_lazy("In words"),
        required=False,
        max_length=200,
        validators=[no_turning_signs],
    )
    seats = forms.IntegerField(
        label=gettext_lazy("How many"), required=False, min_value=1, max_value=10_000
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        groups = [
            (
                str(dimension.label),
                [
                    (f"{dimension}:{code}", said)
                    for code, said in shipped.choices(shipped.codes(dimension))
                ],
            )
            for dimension in Dimension
        ]
        self.fields["what"].choices = [("", _("Choose")), *groups]
        self.fields["dimension"].choices = [("", _("Choose")), *Dimension.choices]

    def clean(self):
        facts = super().clean() or {}
        dimension, _colon, code = facts.pop("what", "").partition(":")
        facts["dimension"] = dimension or facts.get("dimension", "")
        facts["code"] = code
        if not code and not (facts["dimension"] and facts.get("text")):
            self.add_error(
                "what", _("Choose something on the list, or say what it is about and write it.")
            )
        return facts


class HomeForm(forms.ModelForm):
    class Meta:
        model = Home
        fields = (
            "label",
            "rooms",
            "most_persons",
            "ground_floor_or_lift",
            "step_free",
            "from_day",
        )
        widgets = {"from_day": DayInput()}
        help_texts = {
            "label": gettext_lazy("As you call it: a street with a number, or an object number."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["from_day"].validators.append(YearFrom(2000))

    def clean(self):
        """Where there are no steps at all one gets in on the ground floor, or by a lift."""
        facts = super().clean() or {}
        if facts.get("step_free"):
            facts["ground_floor_or_lift"] = True
            self.instance.ground_floor_or_lift = True
        return facts


class WithdrawForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why it can not be had"),
        max_length=200,
        validators=[no_turning_signs],
        help_text=gettext_lazy("Officers read it. Write no names."),
    )


class SendOfferForm(PasteTable):
    """Homes and what there is, from a workbook or pasted."""

    what_to_paste = gettext_lazy(
        "Mark the rows there with their headings, copy and paste. Homes: home, rooms, persons, "
        "lift, no steps, free from. What there is: about, what, how many, in words."
    )

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.rows: dict[str, list[SheetRow]] = {}

    def read(self, facts: dict[str, Any]) -> None:
        if facts["file"] is None:
            self.rows = sheets.from_text(facts["text"])
        else:
            self.rows = sheets.from_file(facts["file"])
