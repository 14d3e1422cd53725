from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy

from samverka.delivery.courses.models import CourseTemplate
from samverka.engine.forms.definition import Item, Kind
from samverka.register.instruments.models import Round
from samverka.toolkit.lists import Filters

from .models import IS_NEW_FOR, LONGEST, Introduction
from .queries import STATES, TO_BEGIN


class CompletionFilters(Filters):
    """For how long somebody is new, where one wants to look at it otherwise than is written."""

    months = forms.IntegerField(
        label=gettext_lazy("New for so many months"), min_value=1, max_value=LONGEST
    )

    def __init__(self, data=None, *, written: int = IS_NEW_FOR, **options):
        super().__init__(data, **options)
        self.fields["months"].widget.attrs["placeholder"] = written


class PersonFilters(CompletionFilters):
    place = forms.ChoiceField(label=gettext_lazy("Municipality"))
    state = forms.ChoiceField(
        label=gettext_lazy("Where"),
        choices=[
            ("", gettext_lazy("All")),
            *STATES.items(),
            (TO_BEGIN, gettext_lazy("Not begun, planned or not")),
        ],
    )

    def __init__(
        self,
        data=None,
        *,
        places: Sequence[tuple[str, str]] = (),
        **options,
    ):
        super().__init__(data, **options)
        self.fields["place"].choices = [("", gettext_lazy("All")), *places]


class CourseForm(forms.ModelForm):
    template = forms.ModelChoiceField(
        CourseTemplate.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Course"),
        help_text=gettext_lazy("Every version of it counts."),
    )

    class Meta:
        model = Introduction
        fields = ("template", "months")
        labels = {"months": gettext_lazy("New for so many months")}
        help_texts = {
            "months": gettext_lazy("From the first function at the employer."),
        }

    def __init__(self, *args, templates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = templates


class TestForm(forms.Form):
    """Which round asks what somebody knows after the course."""

    __test__ = False  # its name is the field's own word
    asked_round = forms.ModelChoiceField(
        Round.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Round of questions"),
        help_text=gettext_lazy("One that your organisation holds, named or anonymous."),
    )

    def __init__(self, *args, rounds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["asked_round"].queryset = rounds


class KeyForm(forms.Form):
    """The right choices of each question; a question without is not of the test."""

    def __init__(self, data, *, questions: Sequence[tuple[Item, str, list]], key, **kwargs):
        super().__init__(data, **kwargs)
        for item, label, choices in questions:
            right = key.get(item.name, [])
            if item.kind == Kind.SINGLE:
                none = [("", gettext_lazy("Not of the test"))]
                field: forms.Field = forms.ChoiceField(
                    label=label,
                    choices=[*none, *choices],
                    required=False,
                    initial=right[0] if right else "",
                )
            else:
                field = forms.MultipleChoiceField(
                    label=label,
                    choices=choices,
                    required=False,
                    initial=right,
                    widget=forms.CheckboxSelectMultiple,
                )
            self.fields[f"q.{item.name}"] = field

    def written(self) -> dict[str, list[str]]:
        """By name of the item."""
        said = {name.removeprefix("q."): value for name, value in self.cleaned_data.items()}
        return {
            name: [value] if isinstance(value, str) else list(value)
            for name, value in said.items()
            if value
        }
