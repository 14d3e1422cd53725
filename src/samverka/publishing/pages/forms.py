from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.toolkit.from_outside import FromOutside
from samverka.toolkit.signs import no_turning_signs


class SubscribeForm(FromOutside):
    """An address that asks for a newsletter."""

    email = forms.EmailField(
        label=_("Your e-mail"),
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("You get a letter with a link that confirms it."),
    )


class LetterForm(FromOutside):
    """A question to a function, from anybody."""

    title = forms.CharField(
        label=_("What it is about"), max_length=200, validators=[no_turning_signs]
    )
    text = forms.CharField(
        label=_("Your message"),
        max_length=5000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Do not write personal numbers or anything about somebody's health."),
    )
    outside_email = forms.EmailField(
        label=_("Your e-mail"), help_text=_("The answer is sent here. It is shown to nobody else.")
    )
    outside_name = forms.CharField(
        label=_("Your name"), max_length=150, required=False, validators=[no_turning_signs]
    )

    def letter(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "website"}
