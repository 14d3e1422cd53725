from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.delivery.groups.models import Group, Term
from samverka.delivery.programmes.models import Programme
from samverka.toolkit.inputs import DayInput
from samverka.toolkit.periods import YearFrom
from samverka.toolkit.signs import no_turning_signs

FIRST_YEAR = 2000
KINDS = (Programme.Kind.PROJECT, Programme.Kind.PRE_STUDY, Programme.Kind.PARTNERSHIP)


class BecomeForm(forms.Form):
    """What the project is called, who of the network goes along, whose data is kept."""

    name = forms.CharField(
        label=_("Name of the project"), max_length=150, validators=[no_turning_signs]
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind, kind.label) for kind in KINDS])
    starts_on = forms.DateField(
        label=_("Starts"), widget=DayInput(), validators=[YearFrom(FIRST_YEAR)]
    )
    terms = forms.MultipleChoiceField(
        label=_("Members who go along"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Their organisations take part, and their functions are answerable in the project. "
            "Roles are given by each organisation's administrator."
        ),
    )
    are_children = forms.BooleanField(
        label=_("Those who will take part are children and young people"),
        required=False,
        help_text=_(
            "What is kept of them is then read only with an extra role, and each reading noted."
        ),
    )

    def __init__(self, *args, group: Group, members: dict[Term, str], **kwargs):
        super().__init__(*args, **kwargs)
        self._terms = {term.public_key: term for term in members}
        self.fields["terms"].choices = [(term.public_key, said) for term, said in members.items()]
        self.fields["terms"].initial = list(self._terms)
        self.fields["name"].initial = group.name
        self.fields["are_children"].initial = group.is_about_children

    def clean_terms(self) -> list[Term]:
        return [self._terms[key] for key in self.cleaned_data["terms"]]
