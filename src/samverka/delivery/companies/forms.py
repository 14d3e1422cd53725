from collections.abc import Sequence
from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.engine.org_number import NotAnOrgNumber, org_number
from samverka.foundation.classifications.models import Municipality
from samverka.toolkit.inputs import DayInput
from samverka.toolkit.lists import Filters, Search
from samverka.toolkit.money import KronorField
from samverka.toolkit.periods import YearFrom
from samverka.toolkit.texts import listed

from .aid import undertaking
from .models import Company, CompanyLink, CompanyNeed, ProgrammeCompany
from .queries import called_the_same

FIRST_YEAR = 2000


class CompanyFilters(Filters):
    q = Search()
    size = forms.ChoiceField(
        label=gettext_lazy("Size"),
        choices=[("", gettext_lazy("All sizes")), *Company.Size.choices],
    )
    part = forms.ChoiceField(
        label=gettext_lazy("Part"),
        choices=[
            ("", gettext_lazy("All companies")),
            ("worked_with", gettext_lazy("Worked with")),
            ("comparison", gettext_lazy("For comparison")),
        ],
    )


class CompanyForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=150)
    org_number = forms.CharField(
        label=gettext_lazy("Organisation number"), max_length=20, required=False
    )
    municipality = forms.ModelChoiceField(
        Municipality.objects.order_by("name"),
        required=False,
        label=gettext_lazy("Municipality"),
        empty_label=gettext_lazy("Not said"),
    )
    size = forms.ChoiceField(
        label=gettext_lazy("Size"),
        required=False,
        choices=[("", gettext_lazy("Not said")), *Company.Size.choices],
    )
    sector = forms.CharField(label=gettext_lazy("Sector"), max_length=120, required=False)
    contact_function = forms.CharField(
        label=gettext_lazy("Contact function"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("The function, not a name: persons at companies are not kept."),
    )
    is_comparison = forms.BooleanField(
        label=gettext_lazy("Only for comparison: nothing is done with this company"),
        required=False,
    )

    def clean_org_number(self) -> str:
        return _checked(self.cleaned_data["org_number"])


def _checked(written: str) -> str:
    if not written:
        return ""
    try:
        return org_number(written)
    except NotAnOrgNumber as refused:
        if refused.reason == "third_digit":
            raise forms.ValidationError(
                _(
                    "This looks like a personal number, as sole traders have. "
                    "It is not kept here: leave the field empty."
                )
            ) from None
        raise forms.ValidationError(
            _("This is no organisation number. Look at its ten digits.")
        ) from None


class NewCompanyForm(CompanyForm):
    """A company that is taken in; where its name is there already, it asks which is meant."""

    ANOTHER = "another"
    same_as = forms.CharField(
        label=gettext_lazy("Which company is it?"), required=False, widget=forms.HiddenInput
    )

    def ask(self, companies: Sequence[Company]) -> None:
        """Show the companies of the name, to choose among."""
        told = [(one.public_key, _in_one_line(one)) for one in companies]
        another = (self.ANOTHER, _("Another company with the same name"))
        self.fields["same_as"].widget = forms.RadioSelect(choices=[*told, another])

    @property
    def facts(self) -> dict:
        """What the action takes; an answer to an older question counts as none."""
        facts = dict(self.cleaned_data)
        said = facts.pop("same_as")
        alike = called_the_same(facts["name"], facts["org_number"])
        chosen = next((one for one in alike if one.public_key == said), None)
        return facts | {"same_as": chosen, "is_new": said == self.ANOTHER}


def _in_one_line(company: Company) -> str:
    facts = (company.org_number, company.municipality, company.get_size_display(), company.sector)
    told = listed(str(fact) for fact in facts if fact)
    return f"{company.name}: {told}" if told else company.name


def company_as_form(work: ProgrammeCompany) -> dict:
    company = work.company
    return {
        "name": company.name,
        "org_number": company.org_number,
        "municipality": company.municipality_id,
        "size": company.size,
        "sector": company.sector,
        "contact_function": work.contact_function,
        "is_comparison": work.is_comparison,
    }


def _day(label, **kwargs):
    return forms.DateField(
        label=label, widget=DayInput(), validators=[YearFrom(FIRST_YEAR)], **kwargs
    )


def _text(label):
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}))


def _number(label, **kwargs):
    return forms.DecimalField(
        label=label, max_digits=14, decimal_places=2, localize=True, **kwargs
    )


class PartForm(forms.Form):
    """Something that is added to a company's page."""

    def __init__(self, *args, work: ProgrammeCompany, **kwargs):
        super().__init__(*args, **kwargs)
        self.work = work

    @property
    def facts(self) -> dict:
        return self.cleaned_data


class NeedForm(PartForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind of need"), choices=CompanyNeed.Kind.choices)
    text = _text(gettext_lazy("What the company needs"))
    found_on = _day(gettext_lazy("Day"))


class EffortForm(PartForm):
    text = _text(gettext_lazy("What was done"))
    need = forms.ModelChoiceField(
        CompanyNeed.objects.none(),
        to_field_name="public_key",
        required=False,
        label=gettext_lazy("For which need"),
        empty_label=gettext_lazy("None of those noted"),
    )
    done_on = _day(gettext_lazy("Day"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["need"].queryset = self.work.needs.order_by("found_on")
        self.fields["need"].label_from_instance = lambda need: need.text[:80]


class RecruitmentForm(PartForm):
    occupation = forms.CharField(
        label=gettext_lazy("To which work"),
        max_length=120,
        help_text=gettext_lazy("The occupation, not who."),
    )
    number = forms.IntegerField(
        label=gettext_lazy("How many"), min_value=1, max_value=1000, initial=1
    )
    employed_on = _day(gettext_lazy("Employed from"))


class ResultForm(PartForm):
    title = forms.CharField(
        label=gettext_lazy("Measure"),
        max_length=120,
        help_text=gettext_lazy(
            "For example turnover or number of employees. Use the same words for each company."
        ),
    )
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=40, required=False)
    before = _number(gettext_lazy("Before"))
    before_on = _day(gettext_lazy("Day before"))
    after = _number(gettext_lazy("After"), required=False)
    after_on = _day(gettext_lazy("Day after"), required=False)

    def clean(self):
        return _with_days_in_order(self, self.cleaned_data.get("before_on"))


class AfterForm(PartForm):
    """The value afterwards, of a measure that has one before."""

    after = _number(gettext_lazy("After"))
    after_on = _day(gettext_lazy("Day after"))

    def __init__(self, *args, before_on, **kwargs):
        super().__init__(*args, **kwargs)
        self.before_on = before_on

    def clean(self):
        return _with_days_in_order(self, self.before_on)


def _with_days_in_order(form, before_on):
    after, after_on = form.cleaned_data.get("after"), form.cleaned_data.get("after_on")
    if (after is None) != (after_on is None) and not form.errors:
        form.add_error("after_on", _("A value after needs its day, and a day its value."))
    elif before_on and after_on and after_on <= before_on:
        form.add_error("after_on", _("The day after must come later than the day before."))
    return form.cleaned_data


class LinkForm(PartForm):
    """Another company of the same undertaking: one of the programme's, or one by its number."""

    other = forms.ModelChoiceField(
        Company.objects.none(),
        to_field_name="public_key",
        required=False,
        label=gettext_lazy("The other company"),
        empty_label=gettext_lazy("Not in the list"),
    )
    name = forms.CharField(
        label=gettext_lazy("Or the name of one that is not in the list"),
        max_length=150,
        required=False,
    )
    org_number = forms.CharField(
        label=gettext_lazy("Its organisation number"), max_length=20, required=False
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("How one belongs to the other"), choices=CompanyLink.Kind.choices
    )
    source = forms.CharField(
        label=gettext_lazy("How this is known"),
        max_length=300,
        help_text=gettext_lazy("For example the company's declaration, or its annual report."),
    )
    valid_from = _day(gettext_lazy("From"))
    valid_to = _day(gettext_lazy("First day without"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = Company.objects.filter(programmes__programme=self.work.programme)
        self.fields["other"].queryset = others.exclude(pk=self.work.company_id).order_by("name")

    def clean_org_number(self) -> str:
        return _checked(self.cleaned_data["org_number"])

    def clean(self):
        told = self.cleaned_data
        number = told.get("org_number", "")
        if not told.get("other") and "org_number" not in self.errors:
            if not (told.get("name") and number):
                self.add_error(
                    "other",
                    _("Choose a company, or write the name and organisation number of one."),
                )
            elif number == self.work.company.org_number:
                self.add_error("org_number", _("This is the company's own number."))
        starts, ends = told.get("valid_from"), told.get("valid_to")
        if starts and ends and ends <= starts:
            self.add_error("valid_to", _("This is not after the first day."))
        return told


class EndLinkForm(PartForm):
    """From when two companies are no longer one undertaking."""

    on = _day(gettext_lazy("First day without"))


class AidForm(PartForm):
    company = forms.ModelChoiceField(
        Company.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Granted to"),
        empty_label=None,
    )
    is_from_programme = forms.ChoiceField(
        label=gettext_lazy("From whom"),
        choices=[
            ("1", gettext_lazy("From this programme")),
            ("", gettext_lazy("From somebody else, as the company tells")),
        ],
        required=False,
    )
    granted_by = forms.CharField(label=gettext_lazy("Granted by"), max_length=120)
    granted_on = _day(gettext_lazy("Day of the decision"))
    amount = KronorField(label=gettext_lazy("Amount in kronor"))
    euro = _number(
        gettext_lazy("Amount in euro"),
        min_value=Decimal("0.01"),
        help_text=gettext_lazy("As the decision states it, by the rate of its day."),
    )
    purpose = forms.CharField(label=gettext_lazy("What for"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        keys = undertaking(self.work.company_id, list(CompanyLink.objects.all()))
        self.fields["company"].queryset = Company.objects.filter(pk__in=keys).order_by("name")
        self.initial["company"] = self.work.company.public_key
        if len(keys) == 1:
            del self.fields["company"]

    def clean_amount(self):
        if not self.cleaned_data["amount"]:
            raise forms.ValidationError(_("Write an amount above nothing."))
        return self.cleaned_data["amount"]

    @property
    def facts(self) -> dict:
        facts = dict(self.cleaned_data)
        facts["is_from_programme"] = bool(facts["is_from_programme"])
        return facts | {"euro_cents": int(facts.pop("euro") * 100)}
