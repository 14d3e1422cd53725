import datetime as dt

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Contact, Field, Goal, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.toolkit.inputs import DayInput
from samverka.toolkit.periods import YearFrom
from samverka.toolkit.signs import no_turning_signs

from .models import DeskRule
from .queries import contacts_of, routes_for

MOST_DAYS = 3650
FIRST_YEAR = 2000
LONGEST = 5000


class SubjectField(forms.ChoiceField):
    """What a question is about: a goal, a field, or the programme as a whole."""

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)
        self.things: dict[str, Goal | Field] = {}

    def offer(self, programme: Programme) -> None:
        goals = Goal.objects.filter(programme=programme).select_related("parent__parent")
        fields = Field.objects.filter(programme=programme)
        self.things = {f"goal-{goal.number}": goal for goal in goals.order_by("number")}
        self.things |= {f"field-{field.pk}": field for field in fields.order_by("number")}
        self.choices = [
            ("", _("The programme as a whole")),
            *((key, str(thing)) for key, thing in self.things.items()),
        ]

    def clean(self, value):
        return self.things.get(super().clean(value))


class AskForm(forms.Form):
    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.none(), empty_label=None
    )
    subject = SubjectField(
        label=_("What it is about"),
        help_text=_("It goes to the function that answers for it, whoever holds it today."),
    )
    title = forms.CharField(label=_("Question"), max_length=200, validators=[no_turning_signs])
    text = forms.CharField(
        label=_("More about it"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Write nothing about single persons who are newly arrived."),
    )

    def __init__(self, *args, actor: Actor, programme: Programme | None, **kwargs):
        super().__init__(*args, **kwargs)
        programmes = Programme.objects.visible_to(actor).order_by("name")
        self.fields["programme"].queryset = programmes
        self.fields["programme"].to_field_name = "public_key"
        self.fields["programme"].initial = programme and programme.public_key
        # Another programme has other subjects: the button that shows them is pressed by itself.
        self.fields["programme"].widget.attrs["data-submit"] = "choose"
        if programme is not None:
            self.fields["subject"].offer(programme)

    def facts(self) -> dict:
        """What `ask` takes."""
        told = dict(self.cleaned_data)
        subject = told.pop("subject")
        told["goal"] = subject if isinstance(subject, Goal) else None
        told["field"] = subject if isinstance(subject, Field) else None
        return told


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Answer"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6})
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("Where it is written, or who says so: a law, a decision, a routine."),
    )


class RouteForm(forms.Form):
    contact = forms.ModelChoiceField(
        label=_("Function"), queryset=Contact.objects.none(), empty_label=_("Choose")
    )

    def __init__(self, *args, programme: Programme, on: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = contacts_of(programme, on=on)
        self.fields["contact"].label_from_instance = lambda one: f"{one}, {one.organisation}"


class ManyRoutesField(forms.ModelChoiceField):
    """The function that several questions go to; of several programmes, so that is said too."""

    def __init__(self, *, actor: Actor, on: dt.date):
        super().__init__(
            label=_("Function"), queryset=routes_for(actor, on=on), empty_label=_("Choose")
        )

    def label_from_instance(self, contact: Contact) -> str:
        return f"{contact}, {contact.organisation} ({contact.programme})"


class RuleForm(forms.Form):
    subject = forms.ChoiceField(label=_("Rule"), choices=DeskRule.Subject.choices)
    days = forms.IntegerField(
        label=_("Days"), validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)]
    )
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Who decided it, and where it is written.")
    )
    valid_from = forms.DateField(
        label=_("From"), widget=DayInput(), validators=[YearFrom(FIRST_YEAR)]
    )
