"""A table, pasted or sent as a file; what a file holds stands afterwards where one types."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.toolkit.inputs import DayInput
from samverka.toolkit.tables import MOST_BYTES, TableProblem

from .reading.tables import as_text


class TableForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Rows from your spreadsheet"),
        help_text=gettext_lazy("Mark them there with their headings, copy and paste."),
        widget=forms.Textarea({"rows": 10, "autocomplete": "off", "spellcheck": "false"}),
        required=False,
        max_length=400_000,
        strip=False,
    )
    file = forms.FileField(
        label=gettext_lazy("Or the file"),
        help_text=gettext_lazy("An Excel workbook (.xlsx) or CSV. It is read, and not kept."),
        widget=forms.FileInput({"accept": ".xlsx,.csv,.txt", "data-most": MOST_BYTES}),
        required=False,
        allow_empty_file=True,
        max_length=None,
    )

    def __init__(self, *args: Any, is_too_large: bool = False, **options: Any):
        super().__init__(*args, **options)
        self.is_too_large = is_too_large

    @property
    def rows(self) -> str:
        return str(self.data.get("text", "")) if self.is_bound else ""

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if self.is_too_large:
            self.add_error("file", _("The file is too large. Send a smaller one."))
        elif facts.get("file") is not None:
            self._take_up(facts["file"])
        elif not facts.get("text", "").strip():
            self.add_error("text", _("Paste rows, or choose a file."))
        return facts

    def _take_up(self, file: Any) -> None:
        try:
            text = as_text(file)
        except TableProblem as problem:
            self.add_error("file", str(problem))
            return
        sent: Any = self.data
        mended = sent.copy()
        mended["text"] = text
        self.data = mended


class CompetencesTableForm(TableForm):
    valid_from = forms.DateField(
        label=gettext_lazy("The levels are needed from"), widget=DayInput()
    )
