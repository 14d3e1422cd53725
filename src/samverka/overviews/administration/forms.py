from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samverka.toolkit.clock import today
from samverka.toolkit.lists import Asks, Filters, Search
from samverka.toolkit.periods import YearFrom

from .sentences import SENTENCES


def _day(label) -> forms.DateField:
    picker = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=picker, required=False, validators=[YearFrom(1900)])


def last_day() -> Asks:
    """Written beside the button that ends the roles of several."""
    field = _day(_("Last day"))
    field.initial, field.required = today(), True
    return Asks("last_day", field)


class UserFilters(Filters):
    """Narrowing the list of those who act for the organisation."""

    q = Search(label=_("Name or e-mail"))
    state = forms.ChoiceField(
        label=_("Account"),
        choices=[
            ("", _("All")),
            ("open", pgettext_lazy("account", "Open")),
            ("without_a_role", _("Without a role today")),
            ("closed", pgettext_lazy("account", "Closed")),
        ],
    )


class TrailSearch(forms.Form):
    """What one looks for in the trail; everything may be left out."""

    user = forms.CharField(label=_("User, name or e-mail"), required=False, max_length=80)
    verb = forms.ChoiceField(label=_("What was done"), required=False)
    person = forms.CharField(label=_("Person's code"), required=False, max_length=12)
    since = _day(_("From"))
    until = _day(_("To"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        verbs = sorted(SENTENCES.items(), key=lambda item: str(item[1]))
        self.fields["verb"].choices = [("", _("Anything")), *verbs]
