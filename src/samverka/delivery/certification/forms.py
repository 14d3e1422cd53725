from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samverka.delivery.activities.models import Activity
from samverka.delivery.rates.models import Category
from samverka.register.people.models import Person
from samverka.toolkit.inputs import DayInput
from samverka.toolkit.lists import Filters
from samverka.toolkit.signs import no_turning_signs

from .actions import Paper, Word
from .models import CountedAs, SignedPaper
from .queries import Worked


class PersonRow(NamedTuple):
    """A row of the table that is certified, with its two fields."""

    name: str
    worked: Worked
    category: forms.BoundField | None
    once: forms.BoundField


class CertifyForm(forms.Form):
    """A month's hours, a row a person, and in what function somebody certifies them."""

    function = forms.CharField(
        label=_("You certify as"),
        max_length=120,
        validators=[no_turning_signs],
        help_text=_("Your function at the employer, for example unit head."),
    )

    def __init__(
        self,
        *args,
        worked: Sequence[Worked],
        names: Mapping[int, str],
        categories: Sequence[Category],
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.worked, self.names = worked, names
        self.categories = {str(each.pk): each for each in categories}
        for row in worked:
            self._add_fields(row)

    def _add_fields(self, row: Worked) -> None:
        key = row.person.public_key
        name = self.names[row.person.pk] or _("Protected identity")
        self.fields[f"minutes_{key}"] = forms.IntegerField(
            widget=forms.HiddenInput, initial=row.minutes, required=False
        )
        self.fields[f"once_{key}"] = forms.BooleanField(
            label=_("Not paid for by another source: %(name)s") % {"name": name}, required=False
        )
        if self.categories:
            self.fields[f"category_{key}"] = forms.ChoiceField(
                label=_("Category: %(name)s") % {"name": name},
                choices=[
                    ("", _("Choose a category")),
                    *((key, str(each)) for key, each in self.categories.items()),
                ],
                initial=str(row.category_id or ""),
            )

    @property
    def rows(self) -> list[PersonRow]:
        return [
            PersonRow(
                self.names[row.person.pk],
                row,
                self[f"category_{row.person.public_key}"] if self.categories else None,
                self[f"once_{row.person.public_key}"],
            )
            for row in self.worked
        ]

    def seen_minutes(self) -> list[forms.BoundField]:
        return self.hidden_fields()

    def words(self) -> dict[Person, Word]:
        given = self.cleaned_data
        return {
            row.person: Word(
                minutes=given[f"minutes_{row.person.public_key}"] or 0,
                category=self.categories.get(given.get(f"category_{row.person.public_key}", "")),
                is_financed_once=given[f"once_{row.person.public_key}"],
            )
            for row in self.worked
        }


# How each kind begins; a name or what a browser says of a file proves nothing.
BEGINNINGS = {
    b"%PDF-": SignedPaper.Kind.PDF,
    b"\xff\xd8\xff": SignedPaper.Kind.JPEG,
    b"\x89PNG\r\n\x1a\n": SignedPaper.Kind.PNG,
}


def kind_of(body: bytes) -> str | None:
    """What a file is by its content; None for anything else."""
    found = (kind for start, kind in BEGINNINGS.items() if body.startswith(start))
    return next(found, None)


class PaperForm(CertifyForm):
    """The same table as it stands on a paper that was signed, with the paper."""

    file = forms.FileField(
        label=_("The signed paper"),
        help_text=_("As PDF, JPEG or PNG, at most 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        max_length=None,
    )
    signed_by = forms.CharField(
        label=_("Signed by"),
        max_length=120,
        validators=[no_turning_signs],
        help_text=_("The name in print on the paper."),
    )
    signed_on = forms.DateField(label=_("Day of the signature"), widget=DayInput())
    field_order = ("file", "signed_by", "function", "signed_on")

    def __init__(self, *args, is_too_large: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_too_large = is_too_large
        self.fields["function"].label = _("Signed as")
        if is_too_large:
            self.fields["file"].required = False

    def clean_file(self) -> bytes:
        if self.is_too_large:
            raise ValidationError(
                gettext("The file is larger than 20 MB. Scan it with fewer dots, and try again.")
            )
        body = self.cleaned_data["file"].read()
        if kind_of(body) is None:
            raise ValidationError(
                gettext("The file is no PDF, JPEG or PNG inside. Scan the paper as one of those.")
            )
        return body

    @property
    def paper(self) -> Paper:
        given = self.cleaned_data
        body = given["file"]
        return Paper(body, str(kind_of(body)), given["signed_by"], given["signed_on"])


class DueFilters(Filters):
    """Narrows what is missing to what stands in it."""

    lacks = forms.ChoiceField(
        label=_("What lacks"),
        choices=[
            ("", _("All")),
            ("never", _("Not certified")),
            ("changed", _("Hours changed since it was certified")),
        ],
    )
    employer = forms.ChoiceField(label=_("Employer"))
    within = forms.ChoiceField(label=_("Programme"))

    def __init__(
        self,
        *args,
        employers: Mapping[str, str] = MappingProxyType({}),
        programmes: Mapping[str, str] = MappingProxyType({}),
        **options,
    ):
        super().__init__(*args, **options)
        self.fields["employer"].choices = [("", gettext("All")), *employers.items()]
        self.fields["within"].choices = [("", gettext("All")), *programmes.items()]
        if len(programmes) <= 1:
            del self.fields["within"]


class ActivityRow(NamedTuple):
    """A row of the work list, with its two fields."""

    activity: Activity
    counts: forms.BoundField
    note: forms.BoundField


ANSWERS = {"": None, "yes": True, "no": False}


class ClassifyForm(forms.Form):
    """Which activities count for a fund, and why."""

    def __init__(self, *args, classified: Sequence[tuple[Activity, CountedAs | None]], **kwargs):
        super().__init__(*args, **kwargs)
        self.activities = [activity for activity, _said in classified]
        for activity, said in classified:
            key, title = activity.public_key, activity.title
            self.fields[f"counts_{key}"] = forms.ChoiceField(
                label=_("Does it count: %(title)s") % {"title": title},
                choices=[
                    ("", _("Not decided")),
                    ("yes", _("Counts")),
                    ("no", _("Does not count")),
                ],
                initial={None: "", True: "yes", False: "no"}[said.counts if said else None],
                required=False,
            )
            self.fields[f"note_{key}"] = forms.CharField(
                label=_("Why: %(title)s") % {"title": title},
                max_length=300,
                required=False,
                initial=said.note if said else "",
                validators=[no_turning_signs],
            )

    @property
    def rows(self) -> list[ActivityRow]:
        return [
            ActivityRow(
                activity,
                self[f"counts_{activity.public_key}"],
                self[f"note_{activity.public_key}"],
            )
            for activity in self.activities
        ]

    def said(self) -> dict[Activity, tuple[bool | None, str]]:
        """What was answered of each activity that the sent form held."""
        return {
            activity: (
                ANSWERS[self.cleaned_data[f"counts_{activity.public_key}"]],
                self.cleaned_data[f"note_{activity.public_key}"],
            )
            for activity in self.activities
            if f"counts_{activity.public_key}" in self.data
        }
