"""An audit file that comes back."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.guidance.matching.audit_files import MOST_BYTES


class AuditFileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Audit file"),
        help_text=gettext_lazy(
            "A file that was fetched here, at most 20 MB. It is kept sealed until it is computed."
        ),
        widget=forms.FileInput(attrs={"accept": ".json", "data-most": MOST_BYTES}),
        allow_empty_file=True,
        max_length=None,
    )

    def __init__(self, *args, is_too_large: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_too_large = is_too_large
        if is_too_large:
            self.fields["file"].required = False

    def clean(self):
        facts = super().clean() or {}
        file = facts.get("file")
        if self.is_too_large or (file is not None and file.size > MOST_BYTES):
            self.add_error(
                "file",
                _("The file is larger than 20 MB, so it is none of ours that can be taken here."),
            )
        return facts
