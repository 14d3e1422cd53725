import datetime as dt
from decimal import Decimal

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import Field, Participation, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit.inputs import DayInput, TimeInput
from samverka.toolkit.periods import YearFrom
from samverka.toolkit.signs import no_turning_signs

from .models import Decision, Group, GroupTask, Meeting, Seat, Term
from .queries import can_be_seated, terms_sitting

FIRST_YEAR = 1990
MINUTES = 60
MOST_HOURS = 250
ONE_DAY = dt.timedelta(days=1)
FEW_ROWS = forms.Textarea(attrs={"rows": 3})


def partners_of(programme: Programme):
    parts = Participation.objects.filter(programme=programme)
    return Organisation.objects.filter(pk__in=parts.values("organisation")).order_by("name")


def fields_of(programme: Programme):
    return Field.objects.filter(programme=programme).order_by("number", "pk")


class Fields(forms.ModelMultipleChoiceField):
    """Several fields of a programme, ticked."""

    def __init__(self, **kwargs):
        super().__init__(
            queryset=Field.objects.none(),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )


class Day(forms.DateField):
    """A day that somebody can have meant."""

    def __init__(self, **kwargs):
        super().__init__(widget=DayInput(), validators=[YearFrom(FIRST_YEAR)], **kwargs)


class Hours(forms.DecimalField):
    """Hours as people write them, kept as minutes."""

    def __init__(self, **kwargs):
        super().__init__(
            max_digits=6,
            decimal_places=2,
            validators=[MinValueValidator(0), MaxValueValidator(MOST_HOURS)],
            localize=True,
            **kwargs,
        )

    def clean(self, value):
        hours = super().clean(value)
        return None if hours is None else int(hours * MINUTES)

    def prepare_value(self, value):
        """What is kept is a whole number of minutes; what was typed stays as it was."""
        return Decimal(value) / MINUTES if isinstance(value, int) else value


class GroupForm(forms.ModelForm):
    class Meta:
        model = Group
        fields = [
            "name",
            "kind",
            "field",
            "convener",
            "purpose",
            "meetings_per_year",
            "member_function",
            "discusses_cases",
            "is_about_children",
        ]
        help_texts = {
            "convener": _("Its leaders and organisers call the meetings and keep the minutes."),
            "meetings_per_year": _("From 1 to 12. A period without a meeting is then marked."),
            "member_function": _(
                "For a network: whom each municipality sends, as refugee coordinator."
            ),
            "discusses_cases": _(
                "What is written is looked through: personal numbers, names, addresses and "
                "telephone numbers are refused."
            ),
            "is_about_children": _(
                "What is written and decided is then read, and the group run, only with the role "
                "for children's data, which an administrator gives. Each reading is noted."
            ),
        }
        widgets = {"purpose": FEW_ROWS}

    def __init__(self, *args, programme: Programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.programme = programme
        self.fields["kind"].choices = [("", _("Choose")), *Group.Kind.choices]
        self.fields["field"].queryset = fields_of(programme)
        self.fields["field"].empty_label = _("No field of its own")
        self.fields["convener"].queryset = partners_of(programme)
        self.fields["name"].validators.append(no_turning_signs)
        self.fields["meetings_per_year"].validators += [
            MinValueValidator(1),
            MaxValueValidator(12),
        ]
        if self.instance.pk is None:
            self.fields["convener"].initial = programme.owner_id

    def clean_name(self):
        name = self.cleaned_data["name"]
        others = Group.objects.filter(programme=self.programme, name=name)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("There is a group with that name. Choose another."))
        return name


class SeatForm(forms.ModelForm):
    minutes_a_month = Hours(
        label=_("Hours a month for the work"),
        required=False,
        help_text=_("Leave empty if nothing is set aside."),
    )

    class Meta:
        model = Seat
        fields = ["organisation", "function", "rotation", "field", "minutes_a_month"]
        help_texts = {
            "organisation": _("Leave empty if the seat rotates between several."),
            "rotation": _("For example: the municipalities in turn, two years each."),
            "field": _("The field that the member works in."),
        }

    def __init__(self, *args, programme: Programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = partners_of(programme)
        self.fields["organisation"].empty_label = _("It rotates")
        self.fields["field"].queryset = fields_of(programme)
        self.fields["field"].empty_label = _("No field of its own")

    def clean(self):
        told = super().clean()
        if not told.get("organisation") and not told.get("rotation") and not self.errors:
            self.add_error("rotation", _("Choose an organisation, or write how the seat rotates."))
        return told


class TermForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=None
    )
    person = forms.ModelChoiceField(
        label=_("Person"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Nobody yet: the seat is vacant"),
        help_text=_("Those you see who work there. Add a person under People first."),
    )
    valid_from = Day(label=_("From"))
    last_day = Day(label=_("Last day"), required=False)

    def __init__(self, *args, seat: Seat, actor: Actor, on: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        homes = partners_of(seat.group.programme)
        if seat.organisation_id:
            homes = Organisation.objects.filter(pk=seat.organisation_id)
        self.fields["organisation"].queryset = homes
        self.fields["person"].queryset = can_be_seated(actor, homes, on=on)
        self.fields["valid_from"].initial = on

    def clean(self):
        told = super().clean() or {}
        first, last = told.get("valid_from"), told.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first."))
        told["valid_to"] = last + ONE_DAY if last else None
        return told


class EndForm(forms.Form):
    last_day = Day(label=_("Last day"))


class MeetingForm(forms.ModelForm):
    agenda = forms.CharField(
        label=_("Agenda"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One item a line. Open questions of the last meeting come first."),
    )
    counts_hours = forms.BooleanField(
        label=_("Hours shall count: make an attendance sheet"),
        required=False,
        help_text=_("Those who sit get a place on it. Needs a start and an end."),
    )
    joined = Fields(
        label=_("Fields that the meeting joins"),
        help_text=_("Tick two or more if they work together here."),
    )

    class Meta:
        model = Meeting
        fields = ["held_on", "starts", "ends", "place"]
        widgets = {"held_on": DayInput(), "starts": TimeInput(), "ends": TimeInput()}

    def __init__(self, *args, programme: Programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["held_on"].validators.append(YearFrom(FIRST_YEAR))
        self.fields["joined"].queryset = fields_of(programme)
        if self.instance.pk:
            self.fields["joined"].initial = self.instance.fields.all()
            del self.fields["agenda"], self.fields["counts_hours"]
        self.order_fields(
            ["held_on", "starts", "ends", "place", "agenda", "joined", "counts_hours"]
        )

    def clean_agenda(self):
        lines = self.cleaned_data["agenda"].splitlines()
        return [line.strip()[:200] for line in lines if line.strip()]

    def clean(self):
        told = super().clean()
        starts, ends = told.get("starts"), told.get("ends")
        if ends and not starts:
            self.add_error("starts", _("Write when it starts too."))
        elif ends and ends <= starts:
            self.add_error("ends", _("The meeting ends before it starts."))
        return told


class TermsField(forms.ModelMultipleChoiceField):
    def __init__(self, *args, names: dict[int, str] | None = None, **kwargs):
        super().__init__(*args, widget=forms.CheckboxSelectMultiple, required=False, **kwargs)

    def label_from_instance(self, term):
        return self.names[term.pk]


class PresentForm(forms.Form):
    terms = TermsField(label=_("Seats that were there"), queryset=Term.objects.none())

    def __init__(self, *args, meeting: Meeting, names: dict[int, str], **kwargs):
        super().__init__(*args, **kwargs)
        sitting = terms_sitting(meeting.group, on=meeting.held_on)
        self.fields["terms"].queryset = sitting.filter(person__isnull=False)
        self.fields["terms"].names = names


class TermField(forms.ModelChoiceField):
    def label_from_instance(self, term):
        return self.names[term.pk]


class ConflictForm(forms.Form):
    term = TermField(label=_("Seat"), queryset=Term.objects.none(), empty_label=_("Choose"))
    note = forms.CharField(label=_("Why the seat takes no part in the item"), max_length=300)

    def __init__(self, *args, meeting: Meeting, names: dict[int, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["term"].queryset = terms_sitting(meeting.group, on=meeting.held_on)
        self.fields["term"].names = names


class DecisionForm(forms.ModelForm):
    class Meta:
        model = Decision
        fields = ["text", "ground", "decided_by", "item", "responsible", "follow_up_on"]
        widgets = {"text": FEW_ROWS, "ground": FEW_ROWS, "follow_up_on": DayInput()}
        help_texts = {
            "ground": _("Why, and on what papers."),
            "decided_by": _("The group, or the seats that were for it."),
        }

    def __init__(self, *args, meeting: Meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = meeting.items.order_by("number")
        self.fields["item"].empty_label = _("No item of its own")
        self.fields["responsible"].queryset = partners_of(meeting.group.programme)
        self.fields["responsible"].empty_label = _("Nobody is named")
        self.fields["follow_up_on"].validators.append(YearFrom(FIRST_YEAR))
        if self.instance.pk is None:
            self.fields["decided_by"].initial = meeting.group.name


class CloseForm(forms.Form):
    outcome = forms.CharField(
        label=_("Outcome"),
        widget=FEW_ROWS,
        help_text=_("What came of the decision. It cannot be closed without."),
    )


class SignForm(forms.Form):
    signed_by = forms.CharField(
        label=_("Who signed"),
        max_length=200,
        help_text=_("By function, as the chair and the seat that adjusted the minutes."),
    )
    day = Day(label=_("Day"))


class TaskForm(forms.ModelForm):
    joined = Fields(
        label=_("Fields that the task joins"),
        help_text=_("Tick two or more if they work together on it."),
    )

    class Meta:
        model = GroupTask
        fields = ["title", "seat", "due_on"]
        widgets = {"due_on": DayInput()}

    def __init__(self, *args, group: Group, names: dict[int, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = group.seats.order_by("number")
        self.fields["seat"].empty_label = _("Nobody yet")
        self.fields["seat"].label_from_instance = lambda seat: names[seat.pk]
        self.fields["joined"].queryset = fields_of(group.programme)
        if self.instance.pk:
            self.fields["joined"].initial = self.instance.fields.all()
        self.fields["due_on"].validators.append(YearFrom(FIRST_YEAR))


class TimeForm(forms.Form):
    minutes = Hours(label=_("Hours"))
    month = forms.DateField(
        input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"type": "hidden"}, format="%Y-%m"),
    )


class MonthForm(forms.Form):
    """The month of a page; what cannot be read is the month we are in."""

    month = forms.DateField(required=False, input_formats=["%Y-%m"])


class JoinForm(forms.Form):
    activity = forms.ModelChoiceField(
        label=_("Activity"), queryset=Activity.objects.none(), empty_label=_("Choose")
    )
    joined = Fields(label=_("Fields that the activity joins"))

    def __init__(self, *args, programme: Programme, actor: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        activities = Activity.objects.visible_to(actor).filter(programme=programme)
        self.fields["activity"].queryset = activities.order_by("title", "pk")
        self.fields["joined"].queryset = fields_of(programme)
