from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Programme
from samverka.toolkit.inputs import DayInput
from samverka.toolkit.periods import YearFrom
from samverka.toolkit.signs import no_turning_signs

from .models import CheckAnswer, Edition, Guideline
from .queries import AnswerRow

FIRST_YEAR = 1990
LONGEST_POINT, LONGEST_NOTE = 500, 300


class EditionForm(forms.Form):
    edition = forms.CharField(
        label=_("Edition"),
        max_length=60,
        validators=[no_turning_signs],
        help_text=_("As it is called, for example: September 2008."),
    )
    issued_on = forms.DateField(
        label=_("Issued"), widget=DayInput(), validators=[YearFrom(FIRST_YEAR)]
    )
    address = forms.URLField(
        label=_("Where it is read"), required=False, assume_scheme="https", max_length=200
    )
    points = forms.CharField(
        label=_("Points to check"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One point a line, as the municipality shall check it."),
    )

    def __init__(self, *args, guideline: Guideline | None, edition=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.guideline, self.corrected = guideline, edition

    def clean_edition(self):
        name = self.cleaned_data["edition"]
        others = Edition.objects.filter(guideline=self.guideline, name=name)
        if self.corrected:
            others = others.exclude(pk=self.corrected.pk)
        if self.guideline and others.exists():
            raise forms.ValidationError(_("There is an edition with that name. Write another."))
        return name

    def clean_points(self):
        lines = [line.strip() for line in self.cleaned_data["points"].splitlines()]
        points = [line for line in lines if line]
        if any(len(point) > LONGEST_POINT for point in points):
            raise forms.ValidationError(
                _("A point is at most %(count)s characters. Divide the long one.")
                % {"count": LONGEST_POINT}
            )
        return points


class GuidelineForm(EditionForm):
    name = forms.CharField(label=_("Guideline"), max_length=200, validators=[no_turning_signs])
    issuer = forms.CharField(label=_("Issued by"), max_length=150, validators=[no_turning_signs])
    field_order = ("name", "issuer")

    def __init__(self, *args, programme: Programme, **kwargs):
        super().__init__(*args, guideline=None, **kwargs)
        self.programme = programme

    def clean_name(self):
        name = self.cleaned_data["name"]
        if Guideline.objects.filter(programme=self.programme, name=name).exists():
            raise forms.ValidationError(
                _("There is a guideline with that name. Open it, and add an edition there.")
            )
        return name


class CheckForm(forms.Form):
    """For each point how far one is, and a note; what is left open is no answer."""

    def __init__(self, *args, rows: list[AnswerRow], **kwargs):
        super().__init__(*args, **kwargs)
        self.numbers = [row.point.number for row in rows]
        for row in rows:
            number = row.point.number
            self.fields[f"state_{number}"] = forms.ChoiceField(
                label=row.point.text,
                choices=[("", _("Not answered")), *CheckAnswer.State.choices],
                required=False,
                initial=row.answer.state if row.answer else "",
            )
            self.fields[f"note_{number}"] = forms.CharField(
                label=_("Note to point %(number)s") % {"number": number},
                max_length=LONGEST_NOTE,
                required=False,
                initial=row.answer.note if row.answer else "",
            )

    def clean(self):
        told = super().clean() or {}
        for number in self.numbers:
            if told.get(f"note_{number}") and not told.get(f"state_{number}"):
                self.add_error(f"state_{number}", _("You wrote a note. Say how far you are, too."))
        return told

    @property
    def answers(self) -> dict[int, tuple[str, str]]:
        told = self.cleaned_data
        return {
            number: (told[f"state_{number}"], told[f"note_{number}"])
            for number in self.numbers
            if told[f"state_{number}"]
        }
