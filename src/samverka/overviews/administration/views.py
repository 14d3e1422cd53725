import datetime as dt

from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from samverka.foundation.accounts.models import Role
from samverka.foundation.accounts.queries import has_second_factor
from samverka.foundation.audit import trail as notes
from samverka.register.partners.permissions import administered_by, may_administer
from samverka.register.people.queries import children_roles
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import SWEDEN, now, today
from samverka.toolkit.lists import Bulk, Column, Listing
from samverka.toolkit.spreadsheet import CSV_TYPE, csv_lines
from samverka.toolkit.templatetags.look import dated, status
from samverka.toolkit.texts import comma, whole_number

from . import queries
from .forms import TrailSearch, UserFilters, last_day
from .sentences import SENTENCES
from .things import THINGS, field_names

EVENTS_ON_A_PAGE = 50
EVENTS_AT_ONCE = 1000
A_WEEK = dt.timedelta(days=7)


def _administrator(request):
    if not may_administer(request.actor):
        raise PermissionDenied
    return request.actor


@require_safe
def overview(request):
    actor = _administrator(request)
    since = now() - A_WEEK

    def count(state: str) -> int:
        return queries.users(actor, state=state, on=today()).count()

    return render(
        request,
        "administration/overview.html",
        {
            "open_accounts": count("open"),
            "closed_accounts": count("closed"),
            "without_a_role": count("without_a_role"),
            "events": queries.events(actor).filter(happened_at__gte=since).count(),
            "since_day": since.astimezone(SWEDEN).date().isoformat(),
            "organisation": actor.organisation,
        },
    )


def _name(user) -> str:
    link = format_html(
        '<a href="{}">{}</a>', address("administration:user", user.public_key), user
    )
    closed = "" if user.is_active else status("neutral", pgettext("account", "Closed"))
    return format_html("{} {}", link, closed)


def _last_signed_in(user) -> str:
    return dated(user.last_login) if user.last_login else _("never")


USERS = Listing(
    key="users",
    title=gettext_lazy("Users"),
    columns=(
        Column("name", gettext_lazy("Name"), show=_name, sort="name"),
        Column("email", gettext_lazy("E-mail"), sort="email"),
        Column("roles_told", gettext_lazy("Roles")),
        Column(
            "last_login", gettext_lazy("Last signed in"), show=_last_signed_in, sort="last_login"
        ),
    ),
    filters=UserFilters,
    per_page=40,
    lays_out_all=True,
    empty_title=gettext_lazy("Nobody found"),
    empty_text=gettext_lazy("Try a shorter part of the name, or open an account."),
)


@require_safe
def users(request):
    actor = _administrator(request)

    def find(q, state):
        return queries.users(actor, words=q, state=state, on=today()).order_by("name", "pk")

    def fill(page):
        roles = queries.roles_of_users(actor, page)
        for user in page:
            held = [_told(role, actor) for role in roles.get(user.pk, []) if _holds(role)]
            user.roles_told = "; ".join(held)

    context = {
        "back_url": reverse("administration:overview"),
        "back_label": _("Administration"),
        "action_url": reverse("appoint:open_account"),
        "action_label": _("Open an account"),
    }
    return USERS.answer(request, find, context=context, fill=fill, bulk=_deeds(request))


def _deeds(request) -> list[Bulk]:
    """What is done with several accounts by the workflow that opens and closes them."""
    opens = Bulk(_("Open again"), reverse("appoint:reopen_many"))
    return [
        Bulk(_("Close the accounts ticked"), reverse("appoint:close_many")),
        *([opens] if request.GET.get("state") == "closed" else []),
        Bulk(_("End their roles here"), reverse("appoint:end_roles"), asks=last_day()),
        Bulk(_("Send links to choose a password"), reverse("appoint:invite_many")),
    ]


def _told(role, actor) -> str:
    """The role, with whom it is for where that is a unit, and the programme it is bound to."""
    where = (
        ""
        if role.organisation_id == actor.organisation_id
        else f"{comma()}{role.organisation.name}"
    )
    programme = getattr(role, "programme", None)
    return f"{role.get_role_display()}{where}" + (f" ({programme.name})" if programme else "")


def _holds(role) -> bool:
    return role.valid_to is None or role.valid_to > today()


def _shown(role) -> dict:
    """A role with its last day: the database keeps the day after."""
    last_day = role.valid_to - dt.timedelta(days=1) if role.valid_to else None
    return {
        "name": role.get_role_display(),
        "organisation": role.organisation.name,
        "programme": getattr(role, "programme", None),
        "first_day": role.valid_from,
        "last_day": last_day,
    }


@require_safe
def user(request, key: str):
    actor = _administrator(request)
    shown = get_object_or_404(queries.users(actor), public_key=key)
    roles = queries.roles_of_users(actor, [shown]).get(shown.pk, [])
    return render(
        request,
        "administration/user.html",
        {
            "shown": shown,
            "has_second_factor": has_second_factor(shown),
            "is_oneself": shown == actor.user,
            "held": [_shown(role) for role in roles if _holds(role)],
            "ended": [_shown(role) for role in roles if not _holds(role)],
            "children_roles": children_roles(shown, administered_by(actor)),
        },
    )


@require_safe
def trail(request):
    actor = _administrator(request)
    form = TrailSearch(request.GET)
    found = _found(actor, form)
    if last := whole_number(request.GET.get("after", "")):
        found = queries.after(found, last)
    page = list(found[: EVENTS_ON_A_PAGE + 1])
    more = len(page) > EVENTS_ON_A_PAGE
    page = page[:EVENTS_ON_A_PAGE]
    return render(
        request,
        "administration/trail.html",
        {
            "form": form,
            "rows": [_row(told) for told in queries.told(actor, page)],
            "older": _address(request, after=page[-1].pk) if more else "",
            "file": _address(request),
            "is_first": "after" not in request.GET,
        },
    )


def _found(actor, form: TrailSearch):
    """The events looked for; none when what is asked is not understood."""
    if not form.is_valid():
        return queries.events(actor).none()
    return queries.events_like(actor, **form.cleaned_data)


def _address(request, **changes) -> str:
    """What was asked for, as the end of an address."""
    asked = request.GET.copy()
    asked.pop("after", None)
    for name, value in changes.items():
        asked[name] = value
    return asked.urlencode()


def _row(told: queries.Told) -> dict:
    event = told.event
    role = Role(event.role).label if event.role in Role.values else event.role
    return {
        "at": event.happened_at,
        "user": told.user.name if told.user else _("Samverka itself"),
        "role": role,
        "what": SENTENCES.get(event.verb, event.verb),
        "about": told.thing or THINGS.get(event.about, ""),
        "person": told.person_key,
        "fields": field_names(event.about, event.fields),
    }


@require_safe
def trail_file(request):
    """What the search finds, as a file, without holding it all at once."""
    actor = _administrator(request)
    found = _found(actor, TrailSearch(request.GET))
    notes.note(by=actor, verb="audit.trail_taken_out", about=actor.organisation)
    columns = (
        _("When"),
        _("Who"),
        _("Role"),
        _("What"),
        _("About"),
        _("Person"),
        _("Data fields"),
    )
    return StreamingHttpResponse(
        csv_lines(columns, _rows(actor, found)),
        content_type=CSV_TYPE,
        headers={
            "Content-Disposition": 'attachment; filename="samverka-trail.csv"',
            "Cache-Control": "no-store",
        },
    )


def _rows(actor, found):
    last = None
    while page := list((queries.after(found, last) if last else found)[:EVENTS_AT_ONCE]):
        for told in queries.told(actor, page):
            yield tuple(_row(told).values())
        last = page[-1].pk
