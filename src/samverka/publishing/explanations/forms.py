from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.toolkit.inputs import DayInput
from samverka.toolkit.languages import LANGUAGES
from samverka.toolkit.lists import Filters, Search
from samverka.toolkit.periods import YearFrom
from samverka.toolkit.signs import no_turning_signs

from .actions import Question
from .models import PARTS, ExplanationText
from .queries import SWEDISH

MOST_QUESTIONS, MOST_ANSWERS = 5, 5
HELP = {
    "what": gettext_lazy("What one can get, in two or three short sentences."),
    "for_whom": gettext_lazy("Who can get it, and what it costs."),
    "what_happens": gettext_lazy("Step by step, from the first contact on."),
    "interpreter": gettext_lazy("That one has a right to an interpreter, and how one says so."),
    "secrecy": gettext_lazy("Who is told what one says, and who is not."),
    "complain": gettext_lazy("To whom one says that it was not right, and how to appeal."),
}


class ExplanationFilters(Filters):
    q = Search()


class ExplanationForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Service"), max_length=120, validators=[no_turning_signs]
    )


class TextForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Name of the service"), max_length=120)

    def __init__(self, *args, language: str, **kwargs):
        super().__init__(*args, **kwargs)
        for part in PARTS:
            told = str(ExplanationText._meta.get_field(part).verbose_name)
            self.fields[part] = forms.CharField(
                label=told.capitalize(),
                max_length=3000,
                help_text=HELP[part],
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        for field in self.fields.values():
            field.widget.attrs |= {"lang": language, "dir": LANGUAGES[language].direction}


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[(code, one.endonym) for code, one in LANGUAGES.items()],
    )


class ReviewForm(forms.Form):
    reviewed_as = forms.CharField(
        label=gettext_lazy("Reviewed by"),
        max_length=120,
        help_text=gettext_lazy("The function of whoever knows the language, not the name."),
    )


class VersionForm(forms.Form):
    note = forms.CharField(label=gettext_lazy("What is new"), max_length=200)


class AskForm(forms.Form):
    closes_on = forms.DateField(
        label=gettext_lazy("Last day to answer"), widget=DayInput(), validators=[YearFrom(2000)]
    )


class QuestionsForm(forms.Form):
    """Up to five questions in the languages of the explanation; the first is needed."""

    def __init__(self, *args, languages: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.languages = [SWEDISH, *(code for code in languages if code != SWEDISH)]
        for number in range(1, MOST_QUESTIONS + 1):
            for code in self.languages:
                self._add(number, code, is_needed=number == 1 and code == SWEDISH)
            self.fields[f"right_{number}"] = forms.TypedChoiceField(
                label=_("Question %(number)s: which answer is right") % {"number": number},
                choices=[(place, place) for place in range(1, MOST_ANSWERS + 1)],
                coerce=int,
                required=number == 1,
                initial=1,
            )

    def _add(self, number: int, code: str, *, is_needed: bool) -> None:
        told = {"number": number, "language": LANGUAGES[code].endonym}
        also = {"lang": code, "dir": LANGUAGES[code].direction}
        self.fields[f"label_{number}_{code}"] = forms.CharField(
            label=_("Question %(number)s, %(language)s") % told,
            max_length=300,
            required=is_needed,
            widget=forms.TextInput(attrs=also),
        )
        self.fields[f"answers_{number}_{code}"] = forms.CharField(
            label=_("Answers to question %(number)s, %(language)s") % told,
            help_text=_("One on each line, two to five."),
            max_length=1000,
            required=is_needed,
            widget=forms.Textarea(attrs={"rows": 3, **also}),
        )

    def clean(self):
        for number in range(1, MOST_QUESTIONS + 1):
            if self.cleaned_data.get(f"label_{number}_{SWEDISH}"):
                self._check(number)
        return self.cleaned_data

    def _check(self, number: int) -> None:
        count = len(self._answers(number, SWEDISH))
        if not 2 <= count <= MOST_ANSWERS:
            self.add_error(f"answers_{number}_{SWEDISH}", _("Write two to five answers."))
        if (self.cleaned_data.get(f"right_{number}") or 1) > count:
            self.add_error(f"right_{number}", _("There is no such answer."))
        for code in self.languages[1:]:
            is_asked = self.cleaned_data.get(f"label_{number}_{code}")
            if is_asked and len(self._answers(number, code)) != count:
                text = _("Write as many answers as in Swedish, in the same order.")
                self.add_error(f"answers_{number}_{code}", text)

    def _answers(self, number: int, code: str) -> list[str]:
        text = self.cleaned_data.get(f"answers_{number}_{code}") or ""
        return [line.strip() for line in text.splitlines() if line.strip()]

    @property
    def questions(self) -> list[Question]:
        found = []
        for number in range(1, MOST_QUESTIONS + 1):
            labels = {
                code: self.cleaned_data[f"label_{number}_{code}"]
                for code in self.languages
                if self.cleaned_data.get(f"label_{number}_{code}")
            }
            if SWEDISH in labels:
                choices = {code: self._answers(number, code) for code in labels}
                found.append(Question(labels, choices, self.cleaned_data[f"right_{number}"] or 1))
        return found
