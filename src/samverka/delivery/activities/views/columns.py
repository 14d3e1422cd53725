from functools import partial

from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.activities.finding import ActivityFilters, tagged
from samverka.delivery.activities.listed import listed, next_few
from samverka.delivery.activities.models import Activity
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.markup import format_html
from samverka.toolkit.templatetags.look import status
from samverka.toolkit.texts import day


def _title(row) -> str:
    url = address("activities:detail", row.public_key)
    cancelled = status("late", _("Cancelled")) if row.is_cancelled else ""
    return format_html('<a href="{}">{}</a> {}', url, row.title, cancelled)


def _days(row) -> str:
    """The next of them stands first, since the list is in that order."""
    if row.first_day == row.last_day:
        return day(row.first_day)
    whole = f"{day(row.first_day)} – {day(row.last_day)}"
    if row.next_day in (None, row.first_day):
        return whole
    return format_html('<div>{}<br><span class="soft">{}</span></div>', day(row.next_day), whole)


def _taken(row) -> str:
    if not row.seats:
        return str(row.taken)
    return _("%(taken)s of %(seats)s") % {"taken": row.taken, "seats": row.seats}


ACTIVITIES = Listing(
    key="activities",
    title=gettext_lazy("Activities"),
    columns=(
        Column("title", gettext_lazy("Activity"), show=_title, sort="title"),
        Column("first_day", gettext_lazy("Day"), show=_days, sort="first_day"),
        Column("last_day", gettext_lazy("Last day"), sort="last_day", at_first=False),
        Column("place", gettext_lazy("Place"), sort="place"),
        Column("organiser_name", gettext_lazy("Organiser"), sort="organiser_name"),
        Column(
            "programme_name",
            gettext_lazy("Programme"),
            sort="programme_name",
            at_first=False,
        ),
        Column(
            "kind",
            gettext_lazy("Kind"),
            lambda row: Activity.Kind(row.kind).label,
            at_first=False,
        ),
        Column("taken", gettext_lazy("Registered"), show=_taken, is_number=True, sort="taken"),
        Column("seats", gettext_lazy("Seats"), is_number=True, at_first=False),
    ),
    filters=ActivityFilters,
    # How many there are is told by nobody's need, and costs as much as the page.
    counts=False,
    empty_title=gettext_lazy("No activity to come"),
    empty_text=gettext_lazy(
        "Here stand the days to come in your programmes, and whether there are seats left."
    ),
)


def shown(request):
    """As `found`; of the list as it is first opened no more is read than one page shows."""
    if request.GET or request.actor is None:
        return found(request)
    # One row more tells that there are others. Read when it is drawn: one may be led elsewhere.
    few = partial(next_few, request.actor, on=today(), most=ACTIVITIES.per_page + 1)
    return lambda **_nothing: SimpleLazyObject(few)


def found(request):
    def find(q="", programme="", when="", theme="", function="", municipality=""):
        return listed(
            request.actor,
            on=today(),
            past=when == "past",
            words=q,
            programme_key=programme,
            tagged=tagged(theme=theme, function=function, municipality=municipality),
        )

    return find
