"""The form by which a table is sent."""

from typing import Any, BinaryIO

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .limits import MOST_BYTES
from .opening import open_book
from .problems import TableProblem, TooLarge


class SendTable(forms.Form):
    """The file. What it cannot be is told at once, and then nothing of it is kept."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt", "data-most": MOST_BYTES}),
        allow_empty_file=True,
        max_length=None,
    )
    limits: str | Promise = _("An Excel workbook (.xlsx) or CSV, at most 20 MB and 50,000 rows.")

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.is_too_large = is_too_large
        self.fields["file"].help_text = str(self.limits)
        if is_too_large:
            self.fields["file"].required = False

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            if self.is_too_large:
                raise TooLarge(MOST_BYTES)
            self.look_at(file)
        except TableProblem as problem:
            raise ValidationError(str(problem)) from None
        return file

    def look_at(self, file: BinaryIO) -> None:
        """
        :raises TableProblem: with a sentence on why it cannot be read
        """
        open_book(file)
