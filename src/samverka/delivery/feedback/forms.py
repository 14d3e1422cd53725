from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.toolkit.from_outside import FromOutside
from samverka.toolkit.lists import Filters, Search
from samverka.toolkit.signs import no_turning_signs

from .actions import MOST_SLIPS
from .models import GRADES, STATEMENTS, FeedbackComment

SCALE = gettext_lazy("1 is “not at all”, 5 is “completely”.")


class FeedbackFilters(Filters):
    q = Search(label=gettext_lazy("Activity"))
    state = forms.ChoiceField(
        label=gettext_lazy("How it stands"),
        choices=[
            ("", gettext_lazy("All")),
            ("open", gettext_lazy("Open")),
            ("closed", gettext_lazy("Closed")),
        ],
    )


class AskForm(forms.Form):
    """How those who were there get to the form."""

    way = forms.ChoiceField(choices=[("link", ""), ("slips", ""), ("screen", "")], required=False)

    @property
    def facts(self) -> dict[str, bool]:
        way = self.cleaned_data["way"] if self.is_valid() else ""
        return {"by_slips": way == "slips", "by_screen": way == "screen"}


class SlipsForm(forms.Form):
    count = forms.IntegerField(
        label=gettext_lazy("How many slips"), min_value=1, max_value=MOST_SLIPS
    )

    @property
    def refusal(self) -> str:
        return _("Write how many slips: from 1 to %(most)s.") % {"most": MOST_SLIPS}


class AnswerForm(FromOutside):
    """Three statements and two questions, the same everywhere so that sessions can be compared."""

    best = forms.CharField(
        label=gettext_lazy("What was best?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        validators=[no_turning_signs],
    )
    change = forms.CharField(
        label=gettext_lazy("What should be changed?"),
        help_text=gettext_lazy("Write no names, your own or anybody else's."),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        validators=[no_turning_signs],
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for number, statement in enumerate(STATEMENTS, start=1):
            self.fields[f"statement_{number}"] = forms.TypedChoiceField(
                label=statement,
                help_text=SCALE,
                choices=[(grade, str(grade)) for grade in GRADES],
                coerce=int,
                widget=forms.RadioSelect,
            )
        names = [name for name in self.fields if name.startswith("statement_")]
        self.order_fields([*names, "best", "change"])

    @property
    def facts(self) -> dict:
        said = self.cleaned_data
        grades = [said[f"statement_{number}"] for number in range(1, len(STATEMENTS) + 1)]
        return {
            "grades": grades,
            "comments": {name: said[name] for name in FeedbackComment.Question.values},
        }
