"""A sheet from elsewhere, as it is pasted or sent, and its rows as they come back mended."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samverka.toolkit.tables import MOST_BYTES, TableProblem
from samverka.toolkit.texts import whole_number

from . import pasted
from .models import Session

LONGEST = 200


class PasteForm(forms.Form):
    """Rows from a spreadsheet, or the file itself. What cannot be read is told at once."""

    text = forms.CharField(
        label=_("Rows from your spreadsheet"),
        help_text=_(
            "Mark the rows there, copy and paste. In each: a name, an e-mail address, a telephone "
            "or a personal number; and how long, if it was not the whole time."
        ),
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
        required=False,
        max_length=200_000,
        strip=False,
    )
    file = forms.FileField(
        label=_("Or the file"),
        help_text=_("An Excel workbook (.xlsx) or CSV. It is read, and not kept."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt", "data-most": MOST_BYTES}),
        required=False,
        allow_empty_file=True,
        max_length=None,
    )

    numbers = forms.CharField(
        label=_("Or numbers from the paper list"),
        help_text=_(
            "1-12 are twelve who were here, 17=2.30 was here two and a half hours, 18f was absent."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
        required=False,
        max_length=2000,
    )
    others_absent = forms.BooleanField(
        label=_("All others who are not marked were absent"), required=False
    )

    def __init__(self, *args: Any, session: Session, is_too_large: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.session, self.is_too_large = session, is_too_large
        self.lines: list[pasted.Line] = []

    def clean(self):
        facts = super().clean() or {}
        file, text = facts.get("file"), facts.get("text", "")
        if self.is_too_large:
            self.add_error("file", _("The file is too large to be a sheet. Send a smaller one."))
        elif facts.get("numbers"):
            self.lines = pasted.from_numbers(facts["numbers"])
        elif file is None and not text.strip():
            self.add_error("text", _("Paste rows, choose a file or write numbers."))
        else:
            self._read(file, text)
        return facts

    def _read(self, file: Any, text: str) -> None:
        try:
            if file is None:
                self.lines = pasted.from_text(text, self.session)
            else:
                self.lines = pasted.from_file(file, self.session)
        except TableProblem as problem:
            self.add_error("text" if file is None else "file", ValidationError(str(problem)))


def lines_sent(data: QueryDict) -> list[pasted.Line]:
    """The rows as somebody has mended them; one that was emptied is left out."""
    numbers = [whole_number(text) for text in data.getlist("line")[: pasted.MOST]]
    lines = [
        pasted.Line(
            number,
            data.get(f"who-{number}", "")[:LONGEST].strip(),
            data.get(f"time-{number}", "")[:LONGEST].strip(),
            data.get(f"is-{number}", ""),
        )
        for number in numbers
        if number is not None
    ]
    return [line for line in lines if line.who or line.chosen]
