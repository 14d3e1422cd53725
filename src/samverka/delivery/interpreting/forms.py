from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.programmes.models import Participation, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.classifications.models import Municipality
from samverka.register.agreements.models import Agreement
from samverka.register.partners.models import Organisation
from samverka.toolkit.inputs import DayInput, TimeInput
from samverka.toolkit.lists import Filters, Search
from samverka.toolkit.periods import YearFrom
from samverka.toolkit.signs import no_turning_signs

from .codes import level_choices, variety_choices
from .models import (
    Agency,
    Ask,
    Deviation,
    Interpreter,
    InterpreterBooking,
    InterpreterLanguage,
    Mode,
)

EMPTY = ("", gettext_lazy("Choose"))
MOST_MINUTES = 600
LONGEST = 2000


def _day(label, **kwargs) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(), validators=[YearFrom(2000)], **kwargs)


class InterpreterFilters(Filters):
    q = Search()
    variety = forms.ChoiceField(label=gettext_lazy("Language and variety"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["variety"].choices = [("", _("All")), *variety_choices()]


class BookingFilters(Filters):
    q = Search()
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("All")), *InterpreterBooking.State.choices],
    )


class DeviationFilters(Filters):
    q = Search()
    kind = forms.ChoiceField(
        label=gettext_lazy("What happened"),
        required=False,
        choices=[("", gettext_lazy("All")), *Deviation.Kind.choices],
    )


def municipalities_in(programme: Programme):
    partners = Participation.objects.filter(programme=programme)
    return Municipality.objects.filter(
        pk__in=partners.values("organisation__municipality")
    ).order_by("name")


class BookingForm(forms.Form):
    """Language and variety, and how: without them nothing is sent."""

    variety = forms.ChoiceField(
        label=gettext_lazy("Language and variety"),
        help_text=gettext_lazy("Ask the person. Go by the language and not by the country."),
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("How"), choices=Mode.choices, widget=forms.RadioSelect
    )
    level_wanted = forms.ChoiceField(
        label=gettext_lazy("Level wanted"),
        required=False,
        help_text=gettext_lazy("Court and health care have special competences of their own."),
    )
    about = forms.ChoiceField(
        label=gettext_lazy("What it concerns"),
        choices=[EMPTY, *InterpreterBooking.About.choices],
        help_text=gettext_lazy("Nothing about whom the talk is with."),
    )
    day = _day(gettext_lazy("Day"))
    starts = forms.TimeField(label=gettext_lazy("From"), widget=TimeInput())
    ends = forms.TimeField(label=gettext_lazy("To"), widget=TimeInput())
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(), label=gettext_lazy("Municipality"), required=False
    )
    place = forms.CharField(
        label=gettext_lazy("Place"),
        max_length=150,
        required=False,
        validators=[no_turning_signs],
        help_text=gettext_lazy("Where you meet; on site it is needed. Never somebody's home."),
    )
    declares = forms.BooleanField(
        label=gettext_lazy(
            "I am not related to anybody in the talk, I know of no conflict, and I ask for nobody "
            "who is a child or a relative."
        ),
        error_messages={
            "required": gettext_lazy(
                "Declare this to book. If it is not so, let a colleague book."
            )
        },
    )

    def __init__(self, *args, programme: Programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["variety"].choices = [EMPTY, *variety_choices()]
        self.fields["level_wanted"].choices = [("", _("Any level")), *level_choices()]
        self.fields["municipality"].queryset = municipalities_in(programme)

    def clean(self):
        told = self.cleaned_data
        starts, ends = told.get("starts"), told.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("The end is not after the start. Write a later time."))
        if told.get("mode") == Mode.ON_SITE and not told.get("place"):
            self.add_error("place", _("Say where the interpreter is to come."))
        return told

    @property
    def needs(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "declares"}


class AgencyForm(forms.Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Agency"),
        help_text=gettext_lazy("An organisation of the register."),
    )
    agreement = forms.ModelChoiceField(
        Agreement.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Framework agreement"),
        help_text=gettext_lazy("Whoever keeps it reads what did not go as it should."),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail of the booking desk"),
        help_text=gettext_lazy("The mailbox of a function, not of a person."),
    )

    def __init__(self, *args, programme: Programme, actor: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        there = Agency.objects.filter(programme=programme)
        self.fields["organisation"].queryset = (
            Organisation.objects.filter(part_of=None)
            .exclude(pk__in=there.values("organisation"))
            .order_by("name")
        )
        agreements = Agreement.objects.visible_to(actor).order_by("title")
        self.fields["agreement"].queryset = agreements


class InterpreterForm(forms.Form):
    given_name = forms.CharField(label=gettext_lazy("Given name"), max_length=80)
    family_name = forms.CharField(label=gettext_lazy("Family name"), max_length=80)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("Requests go there, with a link of the interpreter's own."),
    )
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=30, required=False)
    adult_checked_on = _day(gettext_lazy("Of age: checked on"))
    adult_checked_by = forms.ChoiceField(
        label=gettext_lazy("Of age: how it was checked"),
        choices=[EMPTY, *Interpreter.AdultBy.choices],
        help_text=gettext_lazy("Nobody under age is in the pool."),
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Agency"),
        required=False,
        empty_label=gettext_lazy("Works without an agency"),
    )
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(), label=gettext_lazy("Travels from"), required=False
    )
    on_site = forms.BooleanField(label=gettext_lazy("On site"), required=False)
    telephone = forms.BooleanField(label=gettext_lazy("By telephone"), required=False)
    video = forms.BooleanField(label=gettext_lazy("By video"), required=False)

    WHO = ("given_name", "family_name", "email", "phone")

    def __init__(self, *args, programme: Programme, is_known: bool, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        if is_known:
            for name in self.WHO:
                del self.fields[name]
        agencies = Agency.objects.filter(programme=programme).select_related("organisation")
        self.fields["agency"].queryset = agencies.order_by("organisation__name")
        self.fields["municipality"].queryset = Municipality.objects.order_by("name")

    def clean_adult_checked_on(self):
        if self.cleaned_data["adult_checked_on"] > self.today:
            raise forms.ValidationError(_("The day has not come. Write when it was checked."))
        return self.cleaned_data["adult_checked_on"]

    def clean(self):
        if not any(self.cleaned_data.get(mode) for mode in Mode.values):
            self.add_error("on_site", _("Tick at least one way to interpret."))
        return self.cleaned_data

    @property
    def who(self) -> dict | None:
        told = {name: self.cleaned_data[name] for name in self.WHO if name in self.fields}
        return told or None

    @property
    def facts(self) -> dict:
        told = self.cleaned_data
        return {name: value for name, value in told.items() if name not in self.WHO}


class LanguageForm(forms.Form):
    variety = forms.ChoiceField(label=gettext_lazy("Language and variety"))
    direction = forms.ChoiceField(
        label=gettext_lazy("Direction"), choices=InterpreterLanguage.Direction.choices
    )
    level = forms.ChoiceField(label=gettext_lazy("Level"))
    valid_until = _day(gettext_lazy("Level holds until"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["variety"].choices = [EMPTY, *variety_choices()]
        self.fields["level"].choices = [EMPTY, *level_choices()]


class DeviationForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What happened"), choices=[EMPTY, *Deviation.Kind.choices]
    )
    minutes_late = forms.IntegerField(
        label=gettext_lazy("Minutes late"), required=False, min_value=1, max_value=MOST_MINUTES
    )
    text = forms.CharField(
        label=gettext_lazy("More about it"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Nothing about whom the talk was with."),
    )

    def clean(self):
        told = self.cleaned_data
        is_late = told.get("kind") == Deviation.Kind.LATE
        if is_late and told.get("minutes_late", 0) is None:
            self.add_error("minutes_late", _("Say how many minutes."))
        return told


class NoteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Nothing about whom the talk was with."),
    )


class AnswerForm(forms.Form):
    """The interpreter's answer to one request."""

    ask = forms.CharField(max_length=12)
    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    declares = forms.BooleanField(required=False)
    why = forms.ChoiceField(choices=Ask.Why.choices, required=False)


class DaysOffForm(forms.Form):
    """Nothing about why."""

    first_day = _day(gettext_lazy("First day"))
    last_day = _day(
        gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Leave it empty for one day."),
    )

    @property
    def days(self) -> dict:
        first = self.cleaned_data["first_day"]
        return {"first_day": first, "last_day": self.cleaned_data["last_day"] or first}


class AgencyAnswerForm(forms.Form):
    """The agency's answer: one of its own, or no; or an answer to a deviation."""

    ask = forms.CharField(max_length=12, required=False)
    deviation = forms.CharField(max_length=12, required=False)
    interpreter = forms.CharField(max_length=12, required=False)
    text = forms.CharField(max_length=LONGEST, required=False)
