"""The list of agreements: its columns, and what it is narrowed by."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.register.agreements.models import Agreement
from samverka.register.agreements.queries import Standing, Stands
from samverka.toolkit.addresses import address
from samverka.toolkit.lists import Column, Filters, Listing, Search
from samverka.toolkit.templatetags.look import dated, status


class AgreementFilters(Filters):
    q = Search()
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("", gettext_lazy("All kinds")), *Agreement.Kind.choices],
    )
    state = forms.ChoiceField(
        label=gettext_lazy("How it stands"),
        choices=[
            ("", gettext_lazy("All")),
            ("in_force", gettext_lazy("In force")),
            ("waiting", gettext_lazy("Waits for signatures")),
            ("late", gettext_lazy("Late to be looked through")),
        ],
    )


def is_chosen(row: Stands, *, q: str, kind: str, state: str) -> bool:
    names = f"{row.agreement.title} {row.agreement.keeper}".casefold()
    states = {
        "": True,
        "in_force": row.in_force is not None,
        "waiting": bool(row.newest.missing),
        "late": row.review_is_late,
    }
    return q.casefold() in names and kind in ("", row.agreement.kind) and states[state]


def says(standing: Standing) -> tuple[str, str]:
    """How it stands with a version, as a kind of status and in words."""
    if standing.is_in_force:
        return "done", _("In force")
    if standing.has_ended:
        return "neutral", _("Has ended")
    if not standing.asked:
        return "open", _("Has no parties yet")
    if standing.missing:
        return "waiting", _("Waits for signatures")
    if standing.empty_parts:
        return "waiting", _("Not finished")
    return "waiting", _("Signed, not begun")


def _review(row: Stands) -> str:
    day = dated(row.newest.version.review_on)
    if not row.review_is_late:
        return day or "–"
    return format_html("{} {}", day, status("late", _("Late")))


AGREEMENTS = Listing(
    key="agreements",
    title=gettext_lazy("Agreements"),
    columns=(
        Column(
            "agreement",
            gettext_lazy("Agreement"),
            lambda row: row.agreement.title,
            opens=lambda row: address("agreements:detail", row.agreement.public_key),
        ),
        Column(
            "kind",
            gettext_lazy("Kind"),
            lambda row: row.agreement.get_kind_display(),
            at_first=False,
        ),
        Column("keeper", gettext_lazy("Keeper"), lambda row: row.agreement.keeper.name),
        Column(
            "signed",
            gettext_lazy("Signatures"),
            lambda row: f"{row.newest.signed}/{len(row.newest.asked)}",
            is_number=True,
        ),
        Column(
            "missing",
            gettext_lazy("Have not signed"),
            lambda row: row.newest.missing_names,
            at_first=False,
        ),
        Column(
            "state",
            gettext_lazy("How it stands"),
            lambda row: says(row.newest)[1],
            show=lambda row: status(*says(row.newest)),
        ),
        Column(
            "review_on",
            gettext_lazy("To be looked through again"),
            lambda row: row.newest.version.review_on,
            show=_review,
        ),
    ),
    filters=AgreementFilters,
    empty_title=gettext_lazy("No agreement yet"),
    empty_text=gettext_lazy(
        "Here stand the agreements that your organisation keeps or is a party to."
    ),
)
