from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.toolkit.inputs import DayInput
from samverka.toolkit.lists import Filters, Search
from samverka.toolkit.periods import YearFrom

from .models import Form, Occupation, Pathway, PathwayFact, PathwayUse

FIRST_YEAR = 1980
SOURCED = ("source", "source_url", "read_on", "is_verified", "valid_from")
HELP = {
    "source": gettext_lazy("Who says so, and where: an authority's page, a law."),
    "is_verified": gettext_lazy(
        "Somebody has read it in the source. Otherwise the page says that it is not verified."
    ),
    "valid_from": gettext_lazy("What is written now ends that day, and is kept."),
}


class OccupationFilters(Filters):
    q = Search(label=gettext_lazy("Occupation or SSYK code"))
    regulated = forms.ChoiceField(
        label=gettext_lazy("Regulated"),
        choices=[
            ("", gettext_lazy("All")),
            ("yes", gettext_lazy("Regulated")),
            ("no", gettext_lazy("Not regulated")),
        ],
    )
    form = forms.ChoiceField(
        label=gettext_lazy("The way that counts"),
        choices=[("", gettext_lazy("All ways")), *Form.choices],
    )


class OccupationForm(forms.ModelForm):
    class Meta:
        model = Occupation
        fields = ("code", "name", "words")
        help_texts = {
            "code": gettext_lazy("Four digits of SSYK 2012."),
            "words": gettext_lazy("Other names and codes, with commas between: people search so."),
        }
        widgets = {"words": forms.Textarea({"rows": 3})}


class SourcedForm(forms.ModelForm):
    """What both forms ask besides: since when, who says so, and has it been read there."""

    source_url = forms.URLField(
        label=gettext_lazy("Address of the source"),
        max_length=300,
        required=False,
        assume_scheme="https",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("read_on", "valid_from"):
            self.fields[name].validators.append(YearFrom(FIRST_YEAR))

    def facts(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "valid_from"}

    @property
    def valid_from(self):
        return self.cleaned_data["valid_from"]


class PathwayForm(SourcedForm):
    class Meta:
        model = Pathway
        fields = ("regulation", "authority", "law", "note", "form", "bridging", *SOURCED)
        help_texts = HELP | {
            "law": gettext_lazy("The law's name and number, as skollagen (2010:800)."),
            "form": gettext_lazy(
                "What decides whether somebody may work. Others are written as further ways."
            ),
        }
        widgets = {
            "note": forms.Textarea({"rows": 3}),
            "read_on": DayInput(),
            "valid_from": DayInput(),
        }


class FactForm(SourcedForm):
    class Meta:
        model = PathwayFact
        fields = ("form", "text", *SOURCED)
        help_texts = HELP
        widgets = {
            "text": forms.Textarea({"rows": 5}),
            "read_on": DayInput(),
            "valid_from": DayInput(),
        }

    def __init__(self, *args, about: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.about = about
        if about == PathwayFact.About.FURTHER:
            self.fields["form"].required = True
        else:
            del self.fields["form"]


class UseForm(forms.Form):
    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it"),
        choices=PathwayUse.Outcome.choices,
        widget=forms.RadioSelect,
        initial=PathwayUse.Outcome.SHOWN,
    )

    def clean_outcome(self):
        return PathwayUse.Outcome(self.cleaned_data["outcome"])


def question_about(occupation: Occupation) -> str:
    """What a question to the desk begins with."""
    return _("The way to work as: %(occupation)s") % {"occupation": occupation}
