import datetime as dt
from decimal import Decimal

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.activities.actions import Times
from samverka.delivery.programmes.models import Programme
from samverka.engine.holidays import Schedule
from samverka.foundation.classifications.models import Municipality
from samverka.toolkit.inputs import DayInput, TimeInput
from samverka.toolkit.lists import Filters, Search
from samverka.toolkit.periods import YearFrom

from .models import MOST_MEETINGS, CourseTemplate
from .queries import municipalities_of

LONGEST_TITLE = 150
MOST_PARTS = 40
A_DAY = dt.date(2000, 1, 1)


class TemplateFilters(Filters):
    q = Search()
    state = forms.ChoiceField(
        label=gettext_lazy("Which"),
        choices=[("", gettext_lazy("In use")), ("retired", gettext_lazy("Not used any more"))],
    )


class BreakFilters(Filters):
    q = Search()


def lines_of(text: str) -> list[str]:
    """The lines that say something, each a title."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    too_long = next((line for line in lines if len(line) > LONGEST_TITLE), None)
    if too_long:
        raise forms.ValidationError(
            _("This line is too long: “%(start)s…”. Write at most %(most)s signs a line.")
            % {"start": too_long[:40], "most": LONGEST_TITLE}
        )
    return lines


class TemplateForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name of the course"), max_length=150)
    description = forms.CharField(
        label=gettext_lazy("Description"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    target_group = forms.CharField(label=gettext_lazy("For whom"), max_length=200, required=False)
    hours = forms.DecimalField(
        label=gettext_lazy("Hours that a meeting counts"),
        min_value=Decimal("0.25"),
        max_value=12,
        decimal_places=2,
        localize=True,
    )
    break_minutes = forms.IntegerField(
        label=gettext_lazy("Breaks, minutes"),
        min_value=0,
        max_value=240,
        required=False,
        help_text=gettext_lazy("They come besides: a meeting ends so much later."),
    )
    meetings = forms.CharField(
        label=gettext_lazy("Course meetings"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("One line for each meeting: what it is about."),
    )

    def clean_meetings(self) -> list[str]:
        lines = lines_of(self.cleaned_data["meetings"])
        if len(lines) > MOST_MEETINGS:
            raise forms.ValidationError(
                _("A course has at most %(most)s meetings. Write fewer lines.")
                % {"most": MOST_MEETINGS}
            )
        return lines

    @property
    def facts(self) -> dict:
        facts = dict(self.cleaned_data)
        facts["minutes"] = round(facts.pop("hours") * 60)
        facts["break_minutes"] = facts["break_minutes"] or 0
        return facts


class VersionForm(TemplateForm):
    """The course anew, from the version there is."""

    what_changed = forms.CharField(label=gettext_lazy("What is new in it"), max_length=300)
    field_order = ("what_changed",)


class CurriculumForm(forms.Form):
    """What the course deepens, its parts, and the part that each meeting takes up."""

    curriculum = forms.CharField(
        label=gettext_lazy("What the course deepens"),
        max_length=300,
        help_text=gettext_lazy("Its name and where it stands, such as an ordinance and its year."),
    )
    parts = forms.CharField(
        label=gettext_lazy("Its parts"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("One line for each part, in its order."),
    )

    def __init__(self, *args, template: CourseTemplate, **kwargs):
        super().__init__(*args, **kwargs)
        self.meetings = list(template.meetings.order_by("number"))
        parts = list(template.parts.order_by("number"))
        choices = [("", _("None")), *((str(part.number), part.title) for part in parts)]
        numbers: dict[int | None, str] = {part.pk: str(part.number) for part in parts}
        self.initial = {
            "curriculum": template.curriculum,
            "parts": "\n".join(part.title for part in parts),
        }
        for meeting in self.meetings if parts else []:
            self.fields[f"part_{meeting.number}"] = forms.ChoiceField(
                label=str(meeting), choices=choices, required=False
            )
            self.initial[f"part_{meeting.number}"] = numbers.get(meeting.part_id, "")

    def clean_parts(self) -> list[str]:
        lines = lines_of(self.cleaned_data["parts"])
        if len(lines) > MOST_PARTS:
            raise forms.ValidationError(
                _("A curriculum has at most %(most)s parts. Write fewer lines.")
                % {"most": MOST_PARTS}
            )
        return lines

    @property
    def facts(self) -> dict:
        told = {
            each.number: self.cleaned_data.get(f"part_{each.number}") for each in self.meetings
        }
        return {
            "curriculum": self.cleaned_data["curriculum"],
            "parts": self.cleaned_data["parts"],
            "part_of": {number: int(part) for number, part in told.items() if part},
        }


class LogForm(forms.Form):
    """What the leaders of a meeting say of it afterwards."""

    worked = forms.CharField(
        label=gettext_lazy("What worked"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=gettext_lazy("Write about the meeting, and name nobody."),
    )
    to_change = forms.CharField(
        label=gettext_lazy("What to change until next time"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )


def template_as_form(template: CourseTemplate) -> dict:
    return {
        "name": template.name,
        "description": template.description,
        "target_group": template.target_group,
        "hours": Decimal(template.minutes) / 60,
        "break_minutes": template.break_minutes,
        "meetings": "\n".join(row.title for row in template.meetings.order_by("number")),
    }


class CourseForm(forms.Form):
    """Where and from when: what the days are proposed from."""

    title = forms.CharField(label=gettext_lazy("Name of the course"), max_length=150)
    first_day = forms.DateField(
        label=gettext_lazy("First meeting"), widget=DayInput(), validators=[YearFrom(2000)]
    )
    starts = forms.TimeField(label=gettext_lazy("From"), widget=TimeInput())
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(),
        to_field_name="code",
        label=gettext_lazy("Municipality"),
        required=False,
        help_text=gettext_lazy("Its school breaks are passed over."),
    )
    place = forms.CharField(label=gettext_lazy("Place"), max_length=150, required=False)
    target_group = forms.CharField(label=gettext_lazy("For whom"), max_length=200, required=False)
    seats = forms.IntegerField(
        label=gettext_lazy("Seats"),
        min_value=1,
        max_value=10_000,
        required=False,
        help_text=gettext_lazy("Leave empty if there is room for everybody."),
    )

    def __init__(self, *args, template: CourseTemplate, **kwargs):
        super().__init__(*args, **kwargs)
        self.template = template
        field = self.fields["municipality"]
        field.queryset = municipalities_of(template.programme).order_by("name")
        field.empty_label = _("Not in one municipality")

    def clean_starts(self) -> dt.time:
        starts = self.cleaned_data["starts"]
        if ends_at(self.template, starts) <= starts:
            raise forms.ValidationError(
                _("A meeting would go on past midnight. Write an earlier time.")
            )
        return starts

    @property
    def facts(self) -> dict:
        """What the activity is made of besides its days."""
        besides = ("first_day", "starts")
        return {name: value for name, value in self.cleaned_data.items() if name not in besides}


def ends_at(template: CourseTemplate, starts: dt.time) -> dt.time:
    length = dt.timedelta(minutes=template.minutes + template.break_minutes)
    return (dt.datetime.combine(A_DAY, starts) + length).time()


class TimesForm(forms.Form):
    """When somebody meets: a day of a course, or a make-up."""

    day = forms.DateField(
        label=gettext_lazy("Day"), widget=DayInput(), validators=[YearFrom(2000)]
    )
    starts = forms.TimeField(label=gettext_lazy("From"), widget=TimeInput())
    ends = forms.TimeField(label=gettext_lazy("To"), widget=TimeInput())
    break_minutes = forms.IntegerField(
        label=gettext_lazy("Breaks, minutes"), required=False, min_value=0, max_value=600
    )

    def clean(self):
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("The end is not after the start. Write a later time."))
        return self.cleaned_data

    def as_times(self, title: str | None = None) -> Times:
        cleaned = self.cleaned_data
        return Times(
            day=cleaned["day"],
            starts=cleaned["starts"],
            ends=cleaned["ends"],
            break_minutes=cleaned["break_minutes"] or 0,
            title=title,
        )


def days_proposed(template: CourseTemplate, days: Schedule, starts: dt.time) -> forms.BaseFormSet:
    """A row for each meeting, with the day that is proposed for it."""
    row = {
        "starts": starts,
        "ends": ends_at(template, starts),
        "break_minutes": template.break_minutes,
    }
    return _of(template)(initial=[{"day": day, **row} for day in days.days], prefix="dag")


def days_sent(template: CourseTemplate, data: QueryDict) -> forms.BaseFormSet:
    return _of(template)(data, prefix="dag")


def _of(template: CourseTemplate) -> type[forms.BaseFormSet]:
    count = template.meetings.count()
    return forms.formset_factory(
        TimesForm, extra=0, min_num=count, max_num=count, absolute_max=count, validate_min=True
    )


class BreakForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=80, help_text=gettext_lazy("For example Sportlov.")
    )
    first_day = forms.DateField(
        label=gettext_lazy("First day"), widget=DayInput(), validators=[YearFrom(2000)]
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day"), widget=DayInput(), validators=[YearFrom(2000)]
    )
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(),
        to_field_name="code",
        label=gettext_lazy("Municipality"),
        required=False,
    )

    def __init__(self, *args, programme: Programme, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["municipality"]
        field.queryset = municipalities_of(programme).order_by("name")
        field.empty_label = _("All municipalities")

    def clean(self):
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first. Write a later day."))
        return self.cleaned_data
