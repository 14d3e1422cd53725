"""A table, pasted or sent as a file; what a file holds stands afterwards where one types."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from samverka.toolkit.inputs import DayInput
from samverka.toolkit.tables import PasteTable

from .reading.tables import as_text


class TableForm(PasteTable):
    @property
    def rows(self) -> str:
        return str(self.data.get("text", "")) if self.is_bound else ""

    def read(self, facts: dict[str, Any]) -> None:
        if facts["file"] is None:
            return
        text = as_text(facts["file"])
        sent: Any = self.data
        mended = sent.copy()
        mended["text"] = text
        self.data = mended


class CompetencesTableForm(TableForm):
    valid_from = forms.DateField(
        label=gettext_lazy("The levels are needed from"), widget=DayInput()
    )
