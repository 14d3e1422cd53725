from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.register.imports.models import ImportRow
from samverka.toolkit.lists import Filters

from .columns import COLUMNS, missing
from .verdicts import NEW

NO_COLUMN = ""
NOT_CHOSEN = _("Choose the column where this stands.")


class ChooseColumns(forms.Form):
    """Which sheet, and which column holds what."""

    def __init__(self, *args: Any, kind: str, found: dict[str, Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.kind, self.found = kind, found
        if len(found["sheets"]) > 1:
            self.fields["sheet"] = forms.ChoiceField(
                label=_("Sheet"),
                choices=[(name, name) for name in found["sheets"]],
                initial=found["sheet"],
            )
        choices = [(NO_COLUMN, _("– not in the file –")), *self._columns()]
        for column in COLUMNS[kind]:
            self.fields[column.name] = forms.ChoiceField(
                label=str(column.label),
                help_text=str(column.explanation),
                choices=choices,
                required=column.is_required,
                error_messages={"required": NOT_CHOSEN},
                initial=str(found["places"].get(column.name, NO_COLUMN)),
            )

    def _columns(self) -> list[tuple[str, str]]:
        """Each column by its heading and what stands below it."""
        return [
            (str(place), " · ".join([f"{_letter(place)} {heading}".strip(), *_some(samples)]))
            for place, (heading, samples) in enumerate(
                zip(self.found["headings"], self.found["samples"], strict=True)
            )
        ]

    def clean(self):
        facts = super().clean()
        if self.is_other_sheet:
            return facts
        for column in missing(self.kind, self.places):
            if column.name not in self.errors:
                self.add_error(column.name, NOT_CHOSEN)
        chosen = list(self.places.values())
        for name, place in self.places.items():
            if chosen.count(place) > 1:
                self.add_error(name, _("This column is chosen twice. Choose another for one."))
        return facts

    @property
    def is_other_sheet(self) -> bool:
        return self.sheet != self.found["sheet"]

    @property
    def sheet(self) -> str:
        return self.cleaned_data.get("sheet", self.found["sheet"])

    @property
    def places(self) -> dict[str, int]:
        chosen = self.cleaned_data.items()
        return {name: int(place) for name, place in chosen if name != "sheet" and place}


def _letter(place: int) -> str:
    return chr(65 + place) if place < 26 else f"{place + 1}."


def _some(samples: list[str]) -> list[str]:
    written = [sample for sample in samples if sample]
    return [written[0][:24]] if written else []


class Decide(forms.Form):
    """Who some rows are: one of those who are there, or somebody new."""

    def __init__(self, *args: Any, rows: list[ImportRow], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for row in rows:
            facts = row.said
            whys = {why for _key, _who, why in facts["candidates"]}
            choices = [
                (key, _("It is %(who)s: %(why)s") % {"who": who, "why": WHY.get(why, why)})
                for key, who, why in facts["candidates"]
            ]
            # A number belongs to one person only.
            if "number" not in whys:
                choices.append((NEW, str(_("It is somebody else, who is added"))))
            self.fields[f"row-{row.number}"] = forms.ChoiceField(
                label=_("Row %(number)s: %(name)s")
                % {"number": row.number, "name": facts["name"]},
                help_text=" · ".join(filter(None, facts["says"])),
                choices=choices,
                required=False,
                widget=forms.RadioSelect,
            )

    @property
    def decided(self) -> dict[str, str]:
        chosen = self.cleaned_data.items()
        return {name.removeprefix("row-"): who for name, who in chosen if who}


WHY = {
    "number": _("the number is the same, the name is another"),
    "email": _("the e-mail is the same, the name is another"),
    "employer": _("the name is alike, and the employer is the same"),
    "name": _("the name is alike"),
    "phone": _("the telephone is the same"),
}


class RowFilters(Filters):
    """Narrows the rows of a file."""

    outcome = forms.ChoiceField(
        label=_("What happens"),
        choices=[("", _("All rows")), *ImportRow.Outcome.choices],
        required=False,
    )
