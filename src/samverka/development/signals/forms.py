from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samverka.toolkit.tables import MOST_BYTES, TableProblem

from .models import Kind, SignalSetting
from .reading import Reading, from_file, from_text


class TableForm(forms.Form):
    """Numbers of months, typed, pasted or sent; what cannot be saved is told cell by cell."""

    kind = forms.ChoiceField(label=_("What is counted"), choices=Kind.choices)
    source = forms.CharField(
        label=_("Source"),
        help_text=_("Where the numbers are from, such as the Migration Agency, and the day."),
        max_length=300,
    )
    text = forms.CharField(
        label=_("The table"),
        help_text=_(
            "Copy it in your spreadsheet and paste it here: months as 2015-09 down the side, "
            "municipalities in the first row, or the other way round. Empty cells change nothing."
        ),
        widget=forms.Textarea(attrs={"rows": 10, "autocomplete": "off", "spellcheck": "false"}),
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

    def __init__(self, *args: Any, places, is_too_large: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.places, self.is_too_large = places, is_too_large
        self.reading = Reading()

    def clean(self):
        facts = super().clean() or {}
        file, text = facts.get("file"), facts.get("text", "")
        if self.is_too_large:
            self.add_error("file", _("The file is too large to be such a table."))
        elif file is None and not text.strip():
            self.add_error("text", _("Paste the table or choose a file."))
        else:
            self._read(file, text)
        return facts

    def _read(self, file, text: str) -> None:
        name = "text" if file is None else "file"
        try:
            self.reading = (
                from_text(text, self.places) if file is None else from_file(file, self.places)
            )
        except TableProblem as problem:
            self.add_error(name, ValidationError(str(problem)))
            return
        if self.reading.faults:
            self.add_error("text", _("Nothing is saved yet. Mend the cells below, or empty them."))
            # A file is mended where one types.
            mended: Any = self.data
            self.data = {**mended.dict(), "text": self.reading.text}


class SettingForm(forms.ModelForm):
    class Meta:
        model = SignalSetting
        fields = ("base_months", "rise_percent", "false_alarm_months")
        help_texts = {
            "base_months": _("Choose months in which nothing unusual happened."),
            "false_alarm_months": _("The more months, the later a rise is told."),
        }
