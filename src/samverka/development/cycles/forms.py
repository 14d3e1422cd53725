from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.foundation.accounts.models import User
from samverka.register.instruments.models import Round
from samverka.register.partners.models import Organisation
from samverka.toolkit.inputs import DayInput
from samverka.toolkit.periods import YearFrom

from .models import (
    LEAST_STUCK,
    MOST_STUCK,
    STUCK_AFTER,
    CycleGoal,
    CycleStep,
    LeaderMeeting,
)
from .queries import STAGES

STUCK, LATE, WITHOUT_LEADER = "stuck", "late", "without_leader"


class StuckForm(forms.Form):
    """After how many days a unit is pointed out."""

    days = forms.IntegerField(
        label=gettext_lazy("Stuck after so many days"),
        min_value=LEAST_STUCK,
        max_value=MOST_STUCK,
    )


class AskForm(forms.ModelForm):
    """A round of self-evaluation, and which units are asked."""

    stuck_after = forms.IntegerField(
        label=gettext_lazy("Stuck after so many days"),
        help_text=gettext_lazy("A unit where nothing has happened for longer is pointed out."),
        min_value=LEAST_STUCK,
        max_value=MOST_STUCK,
        initial=STUCK_AFTER,
    )
    units = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Units"),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Round
        fields = ("name", "opens_on", "closes_on")
        widgets = {"opens_on": DayInput(), "closes_on": DayInput()}

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units
        self.fields["units"].label_from_instance = lambda unit: unit.name_with_home
        for name in ("opens_on", "closes_on"):
            self.fields[name].validators.append(YearFrom(2000))


class LeaderForm(forms.Form):
    user = forms.ModelChoiceField(
        User.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Process leader"),
        required=False,
        help_text=gettext_lazy("Sees the unit's cycles, and notes meetings there."),
    )

    def __init__(self, *args, users, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = users
        self.fields["user"].empty_label = _("Nobody")
        self.fields["user"].label_from_instance = lambda user: user.name


class UnitFilters(forms.Form):
    stage = forms.ChoiceField(label=gettext_lazy("Where"), required=False)
    only = forms.ChoiceField(label=gettext_lazy("Show"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [("", _("All")), *STAGES.items()]
        self.fields["only"].choices = [
            ("", _("All")),
            (STUCK, _("Stuck")),
            (LATE, _("With steps overdue")),
            (WITHOUT_LEADER, _("Without a process leader")),
        ]


class AreasForm(forms.Form):
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("Areas to work with"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["areas"].choices = choices


class GoalForm(forms.ModelForm):
    area = forms.ChoiceField(label=gettext_lazy("Area"))

    class Meta:
        model = CycleGoal
        fields = ("area", "text", "by_day")
        widgets = {"text": forms.Textarea(attrs={"rows": 3}), "by_day": DayInput()}
        help_texts = {
            "text": gettext_lazy("What one can see when it is reached. Write no names."),
        }

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = choices
        self.fields["by_day"].validators.append(YearFrom(2000))


class StepForm(forms.ModelForm):
    class Meta:
        model = CycleStep
        fields = ("text", "function", "by_day")
        widgets = {"by_day": DayInput()}
        help_texts = {"function": gettext_lazy("A function, such as teacher. Write no names.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["by_day"].validators.append(YearFrom(2000))


class MeetingForm(forms.ModelForm):
    notes = forms.CharField(
        label=gettext_lazy("Notes"),
        help_text=gettext_lazy(
            "Sealed, and seen by the unit's head and its process leader alone. Write no names."
        ),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5, "data-never-kept": True}),
    )

    class Meta:
        model = LeaderMeeting
        fields = ("held_on", "next_on")
        widgets = {"held_on": DayInput(), "next_on": DayInput()}

    field_order = ("held_on", "notes", "next_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("held_on", "next_on"):
            self.fields[name].validators.append(YearFrom(2000))
