from collections import Counter
from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.guidance.matching import shipped
from samverka.guidance.matching.models import Case, CaseTie, LegalGround, Member, Proposal
from samverka.guidance.matching.near import NEAR_KM
from samverka.register.partners.models import Organisation

WISHES = 5


class SearchForm(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Name, e-mail or telephone"), required=False, max_length=100
    )


class MemberForm(forms.ModelForm):
    """Who somebody is in the household. Sex and age group are for the table of groups alone."""

    occupation = forms.ChoiceField(label=gettext_lazy("Works as"), required=False)
    practice = forms.ChoiceField(label=gettext_lazy("Wants practice as"), required=False)
    studies = forms.ChoiceField(label=gettext_lazy("Wants to study"), required=False)

    class Meta:
        model = Member
        fields = ("sex", "age_group", "occupation", "practice", "studies")
        help_texts = {
            "sex": gettext_lazy(
                "Followed in the table of groups, so that nobody fares worse. It never counts."
            ),
            "age_group": gettext_lazy("Followed in the table of groups. It never counts."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        occupations = shipped.choices(shipped.codes(shipped.OCCUPATIONS))
        for name in ("occupation", "practice"):
            self.fields[name].choices = [("", _("Not said")), *occupations]
        studies = shipped.choices(shipped.codes("studies"))
        self.fields["studies"].choices = [("", _("Not said")), *studies]

    def validate_unique(self):
        """The action tells of somebody who is in another household."""


class CaseForm(forms.ModelForm):
    lives_now = forms.ModelChoiceField(
        Organisation.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Lives now in"),
    )
    community_language = forms.ChoiceField(
        label=gettext_lazy("Wants to live where this language is spoken"),
        required=False,
        help_text=gettext_lazy("Only if the household itself has said so."),
    )

    class Meta:
        model = Case
        fields = ("language", "lives_now", "school_seats", "community_language")

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lives_now"].queryset = organisations
        spoken = shipped.choices(shipped.codes("language"))
        self.fields["community_language"].choices = [("", _("Has not wished so")), *spoken]


class NeedsForm(forms.Form):
    hard = forms.MultipleChoiceField(
        label=gettext_lazy("Must be met"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("A place where it is not met is never proposed. Never say why."),
    )
    soft = forms.MultipleChoiceField(
        label=gettext_lazy("Would be good"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    interests = forms.MultipleChoiceField(
        label=gettext_lazy("Wants near"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        needs = shipped.choices(shipped.needs())
        self.fields["hard"].choices = self.fields["soft"].choices = needs
        self.fields["interests"].choices = shipped.choices(shipped.codes("network"))


class WishesForm(forms.Form):
    """Up to five municipalities in order, those that are out, and where relatives live."""

    not_to = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Does not want to live in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("No reason is asked."),
    )
    relatives = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Wants to live near relatives in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, municipalities, **kwargs):
        super().__init__(*args, **kwargs)
        ordered = {}
        for number in range(1, WISHES + 1):
            ordered[f"wish_{number}"] = forms.ModelChoiceField(
                municipalities,
                to_field_name="public_key",
                label=_("Wish %(number)s") % {"number": number},
                required=False,
            )
        self.fields = ordered | self.fields
        self.fields["not_to"].queryset = municipalities
        self.fields["relatives"].queryset = municipalities

    def clean(self):
        facts = super().clean() or {}
        wishes = [facts.pop(f"wish_{number}", None) for number in range(1, WISHES + 1)]
        facts["wishes"] = [place for place in wishes if place]
        twice = [place for place, times in Counter(facts["wishes"]).items() if times > 1]
        if twice:
            self.add_error(None, _("%(name)s stands twice among the wishes.") % {"name": twice[0]})
        both = set(facts["wishes"]) & set(facts.get("not_to", ()))
        if both:
            self.add_error(
                "not_to",
                _("%(name)s is both wished and not wanted. Leave it in one of the two.")
                % {"name": next(iter(both))},
            )
        return facts


class GroundsForm(forms.Form):
    data_protection = forms.ChoiceField(
        label=LegalGround.Kind.DATA_PROTECTION.label,
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Why data of the household may be used."),
    )
    secrecy = forms.ChoiceField(
        label=LegalGround.Kind.SECRECY.label,
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Why they may be handed on. It is another question."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("data_protection", "secrecy"):
            grounds = shipped.choices(shipped.grounds(name))
            self.fields[name].choices = [*grounds, ("", _("Not noted"))]


class ReceiverForm(forms.Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), to_field_name="public_key", label=gettext_lazy("Who is told")
    )
    what = forms.MultipleChoiceField(
        label=gettext_lazy("What"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.fields["what"].choices = shipped.choices(shipped.grounds("told"))


class TieForm(forms.Form):
    other = forms.ModelChoiceField(
        Case.objects.none(), to_field_name="public_key", label=gettext_lazy("Household")
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("How near"),
        choices=CaseTie.Kind.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, others, near: Sequence[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = others
        self.fields["kind"].help_text = _near_said(near)


def _near_said(near: Sequence[str]) -> str:
    said = _(
        "Near one another means: between the middles of the two municipalities it is at most "
        "%(km)s kilometres as the crow flies. For closer, choose the same municipality."
    ) % {"km": NEAR_KM}
    if not near:
        return " ".join([said, _("In this round no two municipalities are as near.")])
    within = _("In this round that holds within: %(near)s.") % {"near": "; ".join(near)}
    return f"{said} {within}"


class CaseFilters(forms.Form):
    state = forms.ChoiceField(label=gettext_lazy("Where"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [
            ("", _("All")),
            (Proposal.State.TO_DECIDE.value, _("For an officer to decide")),
            ("waiting", _("Wait for an answer")),
            ("yes", _("Said yes")),
            ("moved", _("Have moved")),
            *Case.State.choices,
        ]
