"""The form by which a table is pasted where one types, or sent as a file."""

from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .limits import MOST_BYTES
from .problems import TableProblem


class PasteTable(forms.Form):
    """Rows from a spreadsheet, or the file itself. What cannot be read is told at once."""

    text = forms.CharField(
        label=_("Rows from your spreadsheet"),
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
        required=False,
        max_length=400_000,
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
    what_to_paste: str | Promise = _("Mark them there with their headings, copy and paste.")
    # What is told where a file is far too large to be read, and where nothing came.
    refusals: ClassVar[tuple[str | Promise, str | Promise]] = (
        _("The file is too large. Send a smaller one."),
        _("Paste rows, or choose a file."),
    )

    def __init__(self, *args: Any, is_too_large: bool = False, **options: Any):
        super().__init__(*args, **options)
        self.is_too_large = is_too_large
        self.fields["text"].help_text = str(self.what_to_paste)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        too_large, nothing = self.refusals
        if self.is_too_large:
            self.add_error("file", str(too_large))
        elif {"text", "file"} <= facts.keys():
            # Also where another field is wrong: all that is to be mended is told at once.
            if self.is_empty(facts):
                self.add_error("text", str(nothing))
            else:
                self._look_at(facts)
        return facts

    def is_empty(self, facts: dict[str, Any]) -> bool:
        return facts["file"] is None and not facts["text"].strip()

    def _look_at(self, facts: dict[str, Any]) -> None:
        try:
            self.read(facts)
        except TableProblem as problem:
            self.add_error("text" if facts["file"] is None else "file", str(problem))

    def read(self, facts: dict[str, Any]) -> None:
        """Read what came; the form that needs no reading of its own leaves it be.

        :raises TableProblem: with a sentence on why it cannot be read
        """
