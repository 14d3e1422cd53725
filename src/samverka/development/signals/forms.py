from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.toolkit.tables import PasteTable

from .models import Kind, SignalSetting
from .reading import Reading, from_file, from_text


class TableForm(PasteTable):
    """Numbers of months, typed, pasted or sent; what cannot be saved is told cell by cell."""

    kind = forms.ChoiceField(label=_("What is counted"), choices=Kind.choices)
    source = forms.CharField(
        label=_("Source"),
        help_text=_("Where the numbers are from, such as the Migration Agency, and the day."),
        max_length=300,
    )
    field_order = ("kind", "source", "text", "file")
    what_to_paste = _(
        "Copy it in your spreadsheet and paste it here: months as 2015-09 down the side, "
        "municipalities in the first row, or the other way round. Empty cells change nothing."
    )
    refusals = (
        _("The file is too large to be such a table."),
        _("Paste the table or choose a file."),
    )

    def __init__(self, *args: Any, places, **options: Any):
        super().__init__(*args, **options)
        self.fields["text"].label = _("The table")
        self.places = places
        self.reading = Reading()

    def read(self, facts: dict[str, Any]) -> None:
        if facts["file"] is None:
            self.reading = from_text(facts["text"], self.places)
        else:
            self.reading = from_file(facts["file"], self.places)
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
