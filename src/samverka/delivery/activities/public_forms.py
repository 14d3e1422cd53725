"""What anybody writes who applies for a place."""

from typing import cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.programmes.models import Participation
from samverka.register.partners.models import Organisation
from samverka.toolkit.from_outside import FromOutside
from samverka.toolkit.periods import in_force
from samverka.toolkit.phone import NotAPhoneNumber, read_phone
from samverka.toolkit.signs import no_turning_signs

from .models import LONGEST_NEED, Activity


def _needs() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("What you need to take part"),
        help_text=gettext_lazy(
            "For example an interpreter, a step-free way in, or food. Write no diagnosis. Only "
            "those who arrange the activity read it, and it is deleted soon after."
        ),
        max_length=LONGEST_NEED,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class ApplyForm(FromOutside):
    """Somebody who is not signed in, and whom we may know or not."""

    given_name = forms.CharField(
        label=gettext_lazy("Given name"),
        max_length=80,
        validators=[no_turning_signs],
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    family_name = forms.CharField(
        label=gettext_lazy("Family name"),
        max_length=80,
        validators=[no_turning_signs],
        widget=forms.TextInput({"autocomplete": "family-name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail"),
        required=False,
        help_text=gettext_lazy("Here you are told whether you have a seat."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        required=False,
        max_length=30,
        help_text=gettext_lazy("If you have no e-mail."),
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Works at"),
        to_field_name="public_key",
    )
    function = forms.CharField(
        label=gettext_lazy("Your function"), max_length=100, validators=[no_turning_signs]
    )
    needs = _needs()

    def __init__(self, *args, activity: Activity, on, **kwargs):
        super().__init__(*args, **kwargs)
        partners = Participation.objects.filter(in_force(on), programme=activity.programme_id)
        field = cast(forms.ModelChoiceField, self.fields["organisation"])
        field.queryset = Organisation.objects.filter(
            pk__in=partners.values("organisation")
        ).order_by("name")
        field.empty_label = _("Choose")

    def clean_phone(self):
        try:
            return read_phone(self.cleaned_data["phone"])
        except NotAPhoneNumber as wrong:
            raise forms.ValidationError(str(wrong)) from None

    def clean(self):
        if not self.errors and not (self.cleaned_data["email"] or self.cleaned_data["phone"]):
            self.add_error("email", _("Write an e-mail or a telephone number."))
        return self.cleaned_data

    @property
    def facts(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "website"}


class NeedsForm(forms.Form):
    """What somebody with a place needs, written anew."""

    needs = _needs()
