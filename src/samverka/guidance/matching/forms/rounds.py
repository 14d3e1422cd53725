from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.guidance.matching.models import MatchingRound, Part
from samverka.guidance.matching.queries.rounds import acting_user
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import today
from samverka.toolkit.inputs import DayInput
from samverka.toolkit.periods import YearFrom


class RoundForm(forms.ModelForm):
    class Meta:
        model = MatchingRound
        fields: tuple[str, ...] = ("name", "about", "move_by")
        widgets = {"about": forms.Textarea(attrs={"rows": 4}), "move_by": DayInput()}
        help_texts = {
            "name": gettext_lazy("As those who take part call it, such as Spring 2026."),
            "about": gettext_lazy("Whom it is for, in plain words. Write no names."),
            "move_by": gettext_lazy("Homes that are free later do not count."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["move_by"].validators.append(YearFrom(2000))

    def validate_unique(self):
        """The action tells of a name that is taken."""


class ChangeRoundForm(RoundForm):
    class Meta(RoundForm.Meta):
        fields: tuple[str, ...] = (*RoundForm.Meta.fields, "state")


class PartForm(forms.Form):
    """Who gets which part. Whoever it is has an account, and a role at the organisation."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail of the account"),
        help_text=gettext_lazy("The address with which the person signs in."),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Acts for"),
    )
    part = forms.ChoiceField(
        label=gettext_lazy("Part"),
        choices=Part.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "An officer sees households. A municipality sees its own offer, and a household once "
            "it has said yes. A reviewer sees no names."
        ),
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations

    def clean(self):
        facts = super().clean() or {}
        if facts.get("email") and facts.get("organisation"):
            user = acting_user(facts["email"], facts["organisation"], on=today())
            if user is None:
                self.add_error(
                    "email",
                    _("No account with this address acts for %(name)s. Let it be opened first.")
                    % {"name": facts["organisation"]},
                )
            facts["user"] = user
        facts.pop("email", None)
        return facts
