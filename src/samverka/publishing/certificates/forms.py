from django import forms
from django.utils.translation import gettext_lazy as _

from .limits import LARGEST_FILE
from .models import AttendanceCertificate, Language


class LanguageForm(forms.Form):
    """What a certificate is written in."""

    language = forms.ChoiceField(label=_("Language of the certificate"), choices=Language.choices)


class GiveForm(LanguageForm):
    """Who gets a certificate: ticks beside the names, which the page itself draws."""

    @property
    def chosen(self) -> list[str]:
        return self.data.getlist("person") if self.is_bound else []


class RevokeForm(forms.Form):
    why = forms.ChoiceField(
        label=_("Why"),
        choices=AttendanceCertificate.WhyRevoked.choices,
        widget=forms.RadioSelect,
        help_text=_("Whoever checks the code is told that it was revoked, not why."),
    )


class FileForm(forms.Form):
    """The file somebody was sent, to be held against what was given."""

    file = forms.FileField(label=_("The certificate as PDF"))

    def clean_file(self):
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is too large to be a certificate."))
        return sent
