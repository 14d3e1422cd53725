"""The lists of setting up: who takes part, and who answers for what."""

import datetime as dt
from functools import partial

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.programmes import actions, queries
from samverka.delivery.programmes.models import Contact, Participation
from samverka.toolkit.inputs import DayInput
from samverka.toolkit.lists import Asks, Bulk, Column, Filters, Listing, Search
from samverka.toolkit.periods import EndsBeforeItBegan, YearFrom
from samverka.toolkit.texts import listed

from .fetching import changed_by

SHOWN, NOT_SHOWN = "shown", "not_shown"
FIRST_DAY_WITHOUT = Asks(
    "valid_to",
    forms.DateField(
        label=gettext_lazy("First day without"), widget=DayInput(), validators=[YearFrom(1900)]
    ),
)
ON_PUBLIC_PAGE = Asks(
    "is_public",
    forms.ChoiceField(
        label=gettext_lazy("Public page"),
        choices=[
            ("", gettext_lazy("Choose")),
            (SHOWN, gettext_lazy("shown")),
            (NOT_SHOWN, gettext_lazy("not shown")),
        ],
    ),
)


class ParticipationFilters(Filters):
    q = Search()
    part = forms.ChoiceField(
        label=gettext_lazy("Part"),
        choices=[("", gettext_lazy("All")), *Participation.Part.choices],
    )


class ContactFilters(Filters):
    q = Search()
    held = forms.ChoiceField(
        label=gettext_lazy("Held by"),
        choices=[
            ("", gettext_lazy("All")),
            ("somebody", gettext_lazy("Somebody")),
            ("nobody", gettext_lazy("Nobody yet")),
        ],
    )
    public = forms.ChoiceField(
        label=gettext_lazy("Public page"),
        choices=[
            ("", gettext_lazy("All")),
            (SHOWN, gettext_lazy("shown")),
            (NOT_SHOWN, gettext_lazy("not shown")),
        ],
    )


def _part_opens(row: Participation) -> str:
    key = f"{row.organisation.public_key}~{row.part}"
    return reverse("programmes:change_part", args=[row.programme.public_key, "deltagande", key])


def _contact_opens(row: Contact, part: str = "kontakt") -> str:
    return reverse("programmes:change_part", args=[row.programme.public_key, part, row.public_key])


def _answers_for(row: Contact) -> str:
    return str(row.goal or row.field or _("All of the programme"))


def _held_by(row: Contact) -> str:
    names = [row.holder.name] if row.holder else []
    if row.stand_in:
        names.append(_("stand-in %(name)s") % {"name": row.stand_in.name})
    return listed(names)


def _choose_holder(row: Contact) -> str:
    """Who holds it, with the way to say somebody else."""
    return format_html(
        '<div>{} <a href="{}" aria-label="{}">{}</a></div>',
        _held_by(row),
        _contact_opens(row, "bemanning"),
        _("Choose who is %(what)s") % {"what": row.function},
        _("Choose"),
    )


PARTICIPATIONS = Listing(
    key="participations",
    title=gettext_lazy("Who takes part"),
    columns=(
        Column(
            "organisation",
            gettext_lazy("Organisation"),
            lambda row: str(row.organisation),
            opens=_part_opens,
            sort="organisation__name",
        ),
        Column("part", gettext_lazy("Part"), lambda row: row.get_part_display(), sort="part"),
        Column(
            "via", gettext_lazy("Takes part via"), lambda row: str(row.via or ""), sort="via__name"
        ),
        Column("contact_function", gettext_lazy("Contact function"), sort="contact_function"),
        Column("valid_from", gettext_lazy("From"), sort="valid_from"),
        Column("valid_to", gettext_lazy("First day without"), sort="valid_to"),
    ),
    filters=ParticipationFilters,
    empty_title=gettext_lazy("Nobody takes part yet"),
    row_key="pk",
)
CONTACTS = Listing(
    key="contacts",
    title=gettext_lazy("Contact functions"),
    columns=(
        Column("function", gettext_lazy("Function"), opens=_contact_opens, sort="function"),
        Column(
            "organisation",
            gettext_lazy("Organisation"),
            lambda row: str(row.organisation),
            sort="organisation__name",
        ),
        Column("answers_for", gettext_lazy("Answers for"), _answers_for),
        Column("held_by", gettext_lazy("Held by"), _held_by, show=_choose_holder),
        Column("email", gettext_lazy("E-mail"), sort="email", at_first=False),
        Column(
            "public",
            gettext_lazy("Public page"),
            lambda row: _("shown") if row.is_public else _("not shown"),
            sort="is_public",
        ),
        Column("valid_from", gettext_lazy("From"), sort="valid_from", at_first=False),
        Column("valid_to", gettext_lazy("First day without"), sort="valid_to", at_first=False),
    ),
    filters=ContactFilters,
    empty_title=gettext_lazy("No contact functions yet"),
    empty_text=gettext_lazy(
        "Write who answers for what by function, so that it holds when people change."
    ),
)


@require_safe
def partners(request, programme_key):
    programme = changed_by(request, programme_key)
    end = Bulk(
        _("They take part until then"),
        reverse("programmes:end_participations", args=[programme_key]),
        FIRST_DAY_WITHOUT,
    )
    find = partial(queries.participations_by_name, programme)
    listing = PARTICIPATIONS.of(request, find, bulk=[end])
    if listing.response:
        return listing.response
    sub_regions = queries.sub_regions_of(programme)
    context = {"programme": programme, "listing": listing, "sub_regions": sub_regions}
    return render(request, "programmes/partners.html", context)


@require_POST
def end_participations(request, programme_key):
    programme = changed_by(request, programme_key)

    def do(rows, day):
        days = [day] * len(rows)
        actions.end_participations(participations=rows, days=days, by=request.actor)
        said = ngettext(
            "%(count)s organisation takes part until then.",
            "%(count)s organisations take part until then.",
            len(rows),
        )
        return said % {"count": len(rows)}

    return PARTICIPATIONS.carry_out(
        request,
        partial(queries.participations_by_name, programme),
        do,
        back=reverse("programmes:partners", args=[programme_key]),
        undo="programmes:end_as_before",
        within=[programme_key],
        asks=FIRST_DAY_WITHOUT,
        refused=(EndsBeforeItBegan,),
        may=lambda row: not row.is_owners,
        keep=lambda row: row.valid_to.isoformat() if row.valid_to else "",
    )


@require_POST
def end_as_before(request, programme_key, token):
    programme = changed_by(request, programme_key)

    def do(rows):
        actions.end_participations(
            participations=[row for row, _was in rows],
            days=[dt.date.fromisoformat(was) if was else None for _row, was in rows],
            by=request.actor,
        )
        return _("They take part as before.")

    rows = queries.participations_by_name(programme)
    back = reverse("programmes:partners", args=[programme_key])
    return PARTICIPATIONS.take_back(request, token, rows, do, back=back)


@require_safe
def contacts(request, programme_key):
    programme = changed_by(request, programme_key)
    show = Bulk(
        _("Set for those ticked"),
        reverse("programmes:show_contacts", args=[programme_key]),
        ON_PUBLIC_PAGE,
    )
    context = {
        "intro": programme.name,
        "back_url": reverse("programmes:set_up", args=[programme_key]),
        "back_label": _("Set up"),
        "action_url": reverse("programmes:add_part", args=[programme_key, "kontakt"]),
        "action_label": _("Add a contact function"),
    }
    find = partial(queries.contacts_of, programme)
    return CONTACTS.answer(request, find, context=context, bulk=[show])


@require_POST
def show_contacts(request, programme_key):
    programme = changed_by(request, programme_key)

    def do(rows, choice):
        shown = [choice == SHOWN] * len(rows)
        actions.show_contacts(contacts=rows, shown=shown, by=request.actor)
        said = ngettext(
            "%(count)s function is changed.", "%(count)s functions are changed.", len(rows)
        )
        return said % {"count": len(rows)}

    return CONTACTS.carry_out(
        request,
        partial(queries.contacts_of, programme),
        do,
        back=reverse("programmes:contacts", args=[programme_key]),
        undo="programmes:show_as_before",
        within=[programme_key],
        asks=ON_PUBLIC_PAGE,
        keep=lambda row: SHOWN if row.is_public else NOT_SHOWN,
    )


@require_POST
def show_as_before(request, programme_key, token):
    programme = changed_by(request, programme_key)

    def do(rows):
        actions.show_contacts(
            contacts=[row for row, _was in rows],
            shown=[was == SHOWN for _row, was in rows],
            by=request.actor,
        )
        return _("The functions are as they were.")

    rows = queries.contacts_of(programme)
    back = reverse("programmes:contacts", args=[programme_key])
    return CONTACTS.take_back(request, token, rows, do, back=back)
