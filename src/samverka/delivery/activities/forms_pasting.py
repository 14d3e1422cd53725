"""A sheet from elsewhere, as it is pasted or sent, and its rows as they come back mended."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samverka.toolkit.tables import PasteTable
from samverka.toolkit.texts import whole_number

from . import pasted
from .models import Session

LONGEST = 200


class PasteForm(PasteTable):
    """Rows, the file itself, or numbers from the paper list."""

    what_to_paste = _(
        "Mark the rows there, copy and paste. In each: a name, an e-mail address, a telephone "
        "or a personal number; and how long, if it was not the whole time."
    )
    refusals = (
        _("The file is too large to be a sheet. Send a smaller one."),
        _("Paste rows, choose a file or write numbers."),
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

    def __init__(self, *args: Any, session: Session, **options: Any):
        super().__init__(*args, **options)
        self.session = session
        self.lines: list[pasted.Line] = []

    def is_empty(self, facts: dict[str, Any]) -> bool:
        return not facts.get("numbers") and super().is_empty(facts)

    def read(self, facts: dict[str, Any]) -> None:
        if facts.get("numbers"):
            self.lines = pasted.from_numbers(facts["numbers"])
        elif facts["file"] is None:
            self.lines = pasted.from_text(facts["text"], self.session)
        else:
            self.lines = pasted.from_file(facts["file"], self.session)


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
