import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from samverka.publishing.calendars import actions, for_page, queries, weeks
from samverka.publishing.calendars.forms import CalendarFilters
from samverka.publishing.calendars.links import token_of
from samverka.publishing.calendars.models import CalendarLink
from samverka.publishing.calendars.queries import Asked
from samverka.toolkit.clock import today

VIEWS = {
    weeks.MONTH: gettext_lazy("Month"),
    weeks.WEEK: gettext_lazy("Week"),
    weeks.DAY: gettext_lazy("Day"),
    weeks.LIST: gettext_lazy("List"),
}


@require_safe
def calendar(request):
    """What is held in the programmes one sees: a month, a week, a day, or a list of a month."""
    on = today()
    programmes, named, link = for_page.around_days(request.actor)
    form = CalendarFilters(
        request.GET,
        programmes=[(public, name) for _key, public, name in programmes],
        named=named,
    )
    shown = weeks.span(_view(request), _day(request, on))
    most = weeks.MOST[shown.view]
    (held, more), breaks = for_page.held_for(
        request.actor, shown.starts, shown.after, asked=form.asked, on=on, most=most
    )
    is_list = shown.view in (weeks.DAY, weeks.LIST)
    context = {
        "form": form,
        "shown": shown,
        "views": VIEWS,
        "weeks": [] if is_list else weeks.weeks(shown, held, more),
        "days": weeks.days(held, more) if is_list else [],
        "is_list": is_list,
        "is_one_day": shown.view == weeks.DAY,
        "has_any": bool(held),
        "breaks": breaks,
        "asked": form.in_address,
        "today": on,
        "open_url": _open_url(request, form.asked),
        **_own_link(request, form, link),
    }
    return render(request, "calendars/calendar.html", context)


def _view(request) -> str:
    asked = request.GET.get("view", "")
    return asked if asked in VIEWS else weeks.MONTH


def _day(request, on: dt.date) -> dt.date:
    try:
        return dt.date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return on


def _own_link(request, form: CalendarFilters, link: CalendarLink | None) -> dict:
    """The secret link for one's own days, and for what the page shows now."""
    if link is None:
        return {"link": None}
    url = request.build_absolute_uri(reverse("feed:own", args=[token_of(link)]))
    asked = form.in_address
    return {
        "link": link,
        "own_url": f"{url}?mine=on",
        "shown_url": f"{url}?{asked}" if asked else url,
    }


def _open_url(request, asked: Asked) -> str:
    """The address that anybody may use, for what is narrowed to something public alone."""
    address = queries.open_address(asked)
    return request.build_absolute_uri(reverse(address[0], args=address[1:])) if address else ""


@require_POST
def make_link(request) -> HttpResponse:
    if request.actor is None:
        raise PermissionDenied
    actions.make_link(language=translation.get_language(), by=request.actor)
    messages.success(request, _("Your calendar has a new link."))
    return _to_subscribing()


@require_POST
def stop_link(request) -> HttpResponse:
    if request.actor is None:
        raise PermissionDenied
    actions.stop_link(by=request.actor)
    messages.success(request, _("The link opens nothing any more."))
    return _to_subscribing()


def _to_subscribing() -> HttpResponse:
    return redirect(f"{reverse('calendar:calendar')}#subscribe")
