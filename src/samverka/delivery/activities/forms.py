import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import suppress

from django import forms
from django.db.models import QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.participants.forms import AskedForm
from samverka.delivery.programmes.models import Goal, Participation, Programme, Theme, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.foundation.classifications.models import Municipality
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Position
from samverka.toolkit import clock
from samverka.toolkit.inputs import DayInput, TimeInput
from samverka.toolkit.periods import YearFrom
from samverka.toolkit.signs import no_turning_signs
from samverka.toolkit.texts import whole_number
from samverka.toolkit.together import Ask, Part, part_of, together

from .actions import Mark, Times
from .clashes import words_of
from .models import Activity, Attendance, Session
from .queries import places_of
from .spent import NotATime, minutes_spent

MORE_DAYS = 3


class GoalOfManyField(forms.ChoiceField):
    """The goal that several activities serve: of the programme shown, or of all one sees."""

    def __init__(self, *, actor: Actor, programme_key: str):
        (goals,) = together(Ask(sorted, part_for(_goals_seen, actor)))
        choices = [
            (pk, f"{name}: {number} {title}")
            for _place, pk, programme, name, number, title in goals
            if programme_key in ("", programme)
        ]
        super().__init__(
            label=gettext_lazy("Goal they serve"),
            choices=[("", gettext_lazy("Choose")), *choices],
        )
        self.is_empty = not choices

    def clean(self, value: object) -> Goal:
        return Goal.objects.get(pk=super().clean(value))


def _goals_seen(actor: Actor) -> Part:
    """Of each goal no more than what is read, as the database puts them in order."""
    place = Window(RowNumber(), order_by=["programme__name", "number", "pk"])
    return part_of(
        Goal.objects.filter(programme__in=keys_seen_by(actor)).values_list(
            place, "pk", "programme__public_key", "programme__name", "number", "title"
        )
    )


class ActivityForm(forms.ModelForm):
    class Meta:
        model = Activity
        fields = [
            "programme",
            "title",
            "kind",
            "goal",
            "description",
            "target_group",
            "functions",
            "themes",
            "municipality",
            "place",
            "seats",
            "registration_by",
            "registration_closes_on",
            "first_group",
            "first_group_until",
            "answer_days",
            "is_information",
            "is_sensitive",
            "inner_title",
        ]
        labels = {
            "programme": gettext_lazy("Programme"),
            "goal": gettext_lazy("Goal it serves"),
            "municipality": gettext_lazy("Municipality"),
        }
        help_texts = {
            "functions": gettext_lazy(
                "By these it is found. With commas between: case officer, teacher."
            ),
            "seats": gettext_lazy("Leave empty if there is room for everybody."),
            "first_group": gettext_lazy(
                "Functions with commas between: socialsekreterare, kurator."
            ),
            "first_group_until": gettext_lazy(
                "Others wait until this day. Then what is left is theirs, as they applied."
            ),
            "answer_days": gettext_lazy(
                "How long whoever is next on the waiting list has to answer."
            ),
            "is_sensitive": gettext_lazy(
                "That somebody takes part can tell of their health. Give it a neutral title."
            ),
            "inner_title": gettext_lazy("Of what is sensitive. Only those on its list see it."),
            "registration_closes_on": gettext_lazy("People can register up to and with this day."),
            "is_information": gettext_lazy(
                "Those who only come to such meetings are no participants of the programme."
            ),
        }
        widgets = {
            "registration_closes_on": DayInput(),
            "first_group_until": DayInput(),
            "themes": forms.CheckboxSelectMultiple(),
            "description": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, actor: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        programmes = Programme.objects.visible_to(actor).order_by("name")
        self.fields["programme"].queryset = programmes
        self.fields["programme"].empty_label = None
        for name in ("registration_by", "answer_days"):
            self.fields[name].required = False
        self.fields["kind"].choices = [("", _("Choose")), *Activity.Kind.choices]
        # Hours already counted in one programme do not move to another.
        self.fields["programme"].disabled = self.instance.pk is not None
        goals = Goal.objects.filter(programme__in=programmes)
        self.fields["goal"].queryset = goals.order_by("programme", "number")
        self.fields["goal"].empty_label = _("No goal of its own")
        places = Participation.objects.filter(programme__in=programmes)
        self.fields["municipality"].queryset = Municipality.objects.filter(
            pk__in=places.values("organisation__municipality")
        ).order_by("name")
        self.fields["municipality"].empty_label = _("Not in one municipality")
        # Those of one's programmes: all there are would be a page of their own.
        themes = Theme.objects.filter(programmes__in=programmes).distinct()
        if self.instance.pk:
            themes |= Theme.objects.filter(pk__in=self.instance.themes.values("pk")).distinct()
        self.fields["themes"].queryset = themes.order_by("name")

    def clean_functions(self) -> str:
        """Each once, as it was written first."""
        words: dict[str, str] = {}
        for word in words_of(self.cleaned_data["functions"]):
            words.setdefault(word.casefold(), word)
        return ", ".join(words.values())

    def clean_seats(self):
        seats = self.cleaned_data["seats"]
        if seats is None or self.instance.pk is None:
            return seats
        places = places_of(self.instance)
        taken = places.taken + places.offered
        if seats < taken:
            raise forms.ValidationError(
                _("%(taken)s seats are taken or offered. Write at least that many seats.")
                % {"taken": taken}
            )
        return seats

    def clean_registration_by(self):
        return self.cleaned_data["registration_by"] or Activity.RegistrationBy.STAFF

    def clean_answer_days(self):
        days = self.cleaned_data["answer_days"]
        return Activity._meta.get_field("answer_days").default if days is None else days

    def clean_inner_title(self):
        return self.cleaned_data["inner_title"] if self.cleaned_data.get("is_sensitive") else ""

    def clean_first_group_until(self):
        until, group = self.cleaned_data["first_group_until"], self.cleaned_data.get("first_group")
        if group and not until:
            raise forms.ValidationError(_("Write the day when the seats are for everybody."))
        return until if group else None

    def clean(self):
        goal, programme = self.cleaned_data.get("goal"), self.cleaned_data.get("programme")
        if goal and programme and goal.programme_id != programme.pk:
            self.add_error("goal", _("This goal belongs to another programme. Choose one of its."))
        return self.cleaned_data


class SessionForm(forms.Form):
    """One day. A row with nothing in it is no day."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    # Months have their addresses in this century.
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
        if not (starts and ends):
            return self.cleaned_data
        if ends <= starts:
            self.add_error("ends", _("The end is not after the start. Write a later time."))
        elif _minutes(starts, ends) <= (self.cleaned_data.get("break_minutes") or 0):
            self.add_error(
                "break_minutes", _("The breaks are as long as the day. Write fewer minutes.")
            )
        return self.cleaned_data

    def as_times(self) -> Times:
        cleaned = self.cleaned_data
        return Times(
            day=cleaned["day"],
            starts=cleaned["starts"],
            ends=cleaned["ends"],
            break_minutes=cleaned["break_minutes"] or 0,
            key=cleaned["key"],
        )


def _minutes(starts: dt.time, ends: dt.time) -> int:
    return (ends.hour - starts.hour) * 60 + ends.minute - starts.minute


class BaseSessions(forms.BaseFormSet):
    def get_form_kwargs(self, index):
        return {"empty_permitted": True, "use_required_attribute": False}

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Take this day away")

    def clean(self):
        if not any(self.errors) and not self.times:
            raise forms.ValidationError(
                _("The activity has no day yet. Add at least one day with its times.")
            )

    @property
    def times(self) -> list[Times]:
        return [
            form.as_times()
            for form in self.forms
            if form.has_changed() and not form.cleaned_data.get("DELETE")
        ]


SessionFormSet = forms.formset_factory(SessionForm, formset=BaseSessions, extra=0, can_delete=True)


def sessions_form(activity: Activity | None = None) -> forms.BaseFormSet:
    """The days of an activity, with a few rows to fill in."""
    rows = (
        [_as_row(session) for session in activity.sessions.order_by("starts_at")]
        if activity
        else []
    )
    return _with_rows(rows, extra=1 if rows else MORE_DAYS)


def with_more_days(data: QueryDict) -> forms.BaseFormSet:
    """What was typed so far, not judged yet, and a few more rows."""
    count = min(whole_number(data.get("form-TOTAL_FORMS", "")) or 0, 100)
    rows = [
        {name: data.get(f"form-{index}-{name}", "") for name in SessionForm.base_fields}
        for index in range(count)
    ]
    return _with_rows(rows, extra=MORE_DAYS)


def _with_rows(rows: list[dict], extra: int) -> forms.BaseFormSet:
    formset = forms.formset_factory(
        SessionForm, formset=BaseSessions, extra=extra, can_delete=True
    )
    return formset(initial=rows)


def _as_row(session: Session) -> dict:
    return {
        "key": session.public_key,
        "day": session.held_on,
        "starts": session.starts_at.astimezone(clock.SWEDEN).time(),
        "ends": session.ends_at.astimezone(clock.SWEDEN).time(),
        "break_minutes": session.break_minutes,
    }


class PlaceForm(forms.Form):
    """Whom to register: "<person's key>.<employer's key>", one of those the actor may choose."""

    who = forms.CharField()

    def __init__(self, *args, choosable: Iterable[QuerySet[Position]], **kwargs):
        super().__init__(*args, **kwargs)
        self.choosable = choosable

    def clean_who(self):
        person, _dot, organisation = self.cleaned_data["who"].partition(".")
        named = {"person__public_key": person, "organisation__public_key": organisation}
        for positions in self.choosable:
            if position := positions.filter(**named).first():
                return position
        raise forms.ValidationError(
            _("The person is not among those you can register, or has a place already.")
        )


class NewPersonForm(AskedForm):
    """Somebody nobody here has met before."""

    given_name = forms.CharField(
        label=gettext_lazy("Given name"), max_length=80, validators=[no_turning_signs]
    )
    family_name = forms.CharField(
        label=gettext_lazy("Family name"), max_length=80, validators=[no_turning_signs]
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Works at")
    )
    title = forms.CharField(label=gettext_lazy("Function"), max_length=100)

    def __init__(self, *args, activity: Activity, **kwargs):
        super().__init__(*args, **kwargs)
        partners = Participation.objects.filter(programme=activity.programme_id)
        self.fields["organisation"].queryset = Organisation.objects.filter(
            pk__in=partners.values("organisation")
        ).order_by("name")


class SheetForm:
    """The rows of a sheet as they were sent: all of them, or only those that changed.

    Rows that can be read become `marks`; the others are in `faults` with a sentence each, and
    `typed` keeps what was written there.
    """

    def __init__(self, data: QueryDict, session: Session):
        self.data, self.session = data, session
        self.faults: dict[str, str] = {}
        self.typed: dict[str, str] = {}
        self.choice = data.get("instead", "")

    @cached_property
    def keys(self) -> set[str]:
        named = [name for name in self.data if name.startswith("version-")]
        return {name.removeprefix("version-") for name in named}

    @cached_property
    def marks(self) -> list[Mark]:
        marks = [self._mark(key) for key in sorted(self.keys)]
        return [mark for mark in marks if mark]

    def _mark(self, key: str) -> Mark | None:
        mark, time = self._sent(key)
        version = whole_number(self.data.get(f"version-{key}", ""))
        if mark not in Attendance.Mark.values or version is None:
            return None
        minutes = None
        if mark == Attendance.Mark.HERE and time:
            try:
                minutes = self._minutes(time)
            except NotATime as refused:
                self.faults[key], self.typed[key] = str(refused), time
                return None
        return Mark(key, mark, minutes, version, tried=tuple(self._tried(key)))

    def _tried(self, key: str) -> Iterator[tuple[str, int | None]]:
        """What was sent of the row before, without an answer."""
        for word in self.data.getlist(f"tried-{key}"):
            mark, _space, time = word.partition(" ")
            with suppress(NotATime):
                yield mark, self._minutes(time) if time else None

    def _sent(self, key: str) -> tuple[str, str]:
        """A time without a mark means that the person was here."""
        if self.choice.startswith(f"{key} "):
            mark, _space, time = self.choice.removeprefix(f"{key} ").partition(" ")
            return mark, time
        mark, time = self.data.get(f"mark-{key}", ""), self.data.get(f"time-{key}", "").strip()
        if not mark and (time or "everybody" in self.data):
            mark = Attendance.Mark.HERE
        return mark, time

    def _minutes(self, time: str) -> int:
        session = self.session
        return minutes_spent(
            time,
            starts=session.starts_at.astimezone(clock.SWEDEN).time(),
            ends=session.ends_at.astimezone(clock.SWEDEN).time(),
            whole=session.minutes,
        )
