from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.toolkit.from_outside import FromOutside
from samverka.toolkit.phone import NotAPhoneNumber, read_phone
from samverka.toolkit.signs import no_turning_signs


class HereForm(FromOutside):
    """Somebody who is not signed in, and whom we may know or not."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=160,
        validators=[no_turning_signs],
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    contact = forms.CharField(
        label=gettext_lazy("Your e-mail or telephone"),
        max_length=150,
        validators=[no_turning_signs],
        help_text=gettext_lazy("The one you applied with, if you applied."),
        widget=forms.TextInput({"autocomplete": "email"}),
    )
    work = forms.CharField(
        label=gettext_lazy("Works at"),
        max_length=100,
        required=False,
        validators=[no_turning_signs],
        help_text=gettext_lazy("If you have not applied."),
    )

    def clean_contact(self):
        contact = self.cleaned_data["contact"].strip()
        if "@" in contact:
            return forms.EmailField().clean(contact)
        try:
            return read_phone(contact)
        except NotAPhoneNumber:
            raise forms.ValidationError(_("Write an e-mail or a telephone number.")) from None

    @property
    def facts(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if name != "website"}
