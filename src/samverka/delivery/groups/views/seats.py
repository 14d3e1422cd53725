import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samverka.delivery.groups import actions, permissions, queries
from samverka.delivery.groups.forms import EndForm, MonthForm, SeatForm, TermForm, TimeForm
from samverka.delivery.groups.models import Group, Seat, Term
from samverka.foundation.audit import trail
from samverka.toolkit.clock import today
from samverka.toolkit.texts import hours

from .pages import allowed, form_page, group_of, group_run, names_read, posted, seat_name

ONE_DAY = dt.timedelta(days=1)


def _back(group: Group) -> str:
    return reverse("groups:detail", args=[group.programme.public_key, group.public_key])


def _seat(request, programme_key: str, key: str) -> Seat:
    seats = Seat.objects.visible_to(request.actor).select_related(
        "group__programme", "organisation"
    )
    return get_object_or_404(seats, group__programme__public_key=programme_key, public_key=key)


def _term(request, programme_key: str, key: str) -> Term:
    terms = Term.objects.visible_to(request.actor).select_related(
        "seat__group__programme", "organisation", "person"
    )
    return get_object_or_404(
        terms, seat__group__programme__public_key=programme_key, public_key=key
    )


def seat_create(request, programme_key, key):
    group = group_run(request, programme_key, key)
    form = SeatForm(posted(request), programme=group.programme)
    return form_page(
        request,
        form,
        lambda told: actions.set_seat(group=group, by=request.actor, **told),
        title=_("New seat"),
        submit=_("Add the seat"),
        back=_back(group),
        back_label=str(group),
    )


def seat_edit(request, programme_key, key):
    seat = _seat(request, programme_key, key)
    allowed(request, seat.group)
    form = SeatForm(posted(request), instance=seat, programme=seat.group.programme)
    return form_page(
        request,
        form,
        lambda told: actions.set_seat(
            group=seat.group, number=seat.number, by=request.actor, **told
        ),
        title=_("Seat %(number)s") % {"number": seat.number},
        submit=_("Save"),
        back=_back(seat.group),
        back_label=str(seat.group),
        remove_url=reverse("groups:seat_remove", args=[programme_key, key]),
        remove_label=_("Remove the seat"),
    )


@require_POST
def seat_remove(request, programme_key, key):
    seat = _seat(request, programme_key, key)
    allowed(request, seat.group)
    try:
        actions.remove_seat(seat=seat, by=request.actor)
    except actions.SeatIsUsed as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The seat is removed."))
    return redirect(_back(seat.group))


@require_POST
def seats_for_municipalities(request, programme_key, key):
    group = group_run(request, programme_key, key)
    made = actions.add_seats_for_municipalities(group=group, on=today(), by=request.actor)
    told = ngettext("%(count)s seat is added.", "%(count)s seats are added.", len(made))
    messages.success(request, told % {"count": len(made)})
    return redirect(_back(group))


def seat_member(request, programme_key, key):
    """Who sits here from a day; the one who sat here until further notice ends then."""
    seat = _seat(request, programme_key, key)
    if not permissions.may_seat(request.actor, seat):
        raise PermissionDenied
    form = TermForm(posted(request), seat=seat, actor=request.actor, on=today())
    offered = form.fields["person"].queryset.values_list("pk", flat=True)
    trail.note_read(by=request.actor, about=seat, person_ids=list(offered))
    return form_page(
        request,
        form,
        lambda told: actions.seat_member(
            seat=seat,
            organisation=told["organisation"],
            person=told["person"],
            valid_from=told["valid_from"],
            valid_to=told["valid_to"],
            by=request.actor,
        ),
        title=_("Who sits on seat %(number)s") % {"number": seat.number},
        intro=seat_name(seat, None, set()),
        submit=_("Save"),
        back=_back(seat.group),
        back_label=str(seat.group),
    )


def term_end(request, programme_key, key):
    term = _term(request, programme_key, key)
    if not permissions.may_seat(request.actor, term.seat):
        raise PermissionDenied
    form = EndForm(posted(request), initial={"last_day": today()})
    return form_page(
        request,
        form,
        lambda told: actions.end_term(term=term, on=told["last_day"] + ONE_DAY, by=request.actor),
        title=_("End the term"),
        intro=seat_name(term.seat, term, names_read(request, term.seat.group, [term])),
        submit=_("End the term"),
        back=_back(term.seat.group),
        back_label=str(term.seat.group),
    )


def time(request, programme_key, key):
    """The time that members gave in a month: one's own organisation's, and the sum of all."""
    group = group_of(request, programme_key, key)
    form = MonthForm(request.GET)
    month = (form.is_valid() and form.cleaned_data["month"]) or today()
    rows = queries.time_of_month(group, month)
    names = names_read(request, group, [row.term for row in rows])
    read = [row for row in rows if permissions.may_read_time(request.actor, row.term)]
    first = month.replace(day=1)
    context = {
        "group": group,
        "programme": group.programme,
        "month": first,
        "before": (first - ONE_DAY).replace(day=1),
        "after": queries.month_after(first),
        "sum": queries.told_sum(rows, hidden=[row for row in rows if row not in read]),
        "rows": [
            {
                "row": row,
                "name": seat_name(row.term.seat, row.term, names),
                "may_read": row in read,
                "may_report": permissions.may_report_time(request.actor, row.term),
                "form": TimeForm(
                    initial={"minutes": row.minutes, "month": first},
                    auto_id=f"time-{row.term.public_key}-%s",
                ),
            }
            for row in rows
        ],
    }
    return render(request, "groups/time.html", context)


@require_POST
def report_time(request, programme_key, key):
    term = _term(request, programme_key, key)
    if not permissions.may_report_time(request.actor, term):
        raise PermissionDenied
    form = TimeForm(request.POST)
    back = reverse("groups:time", args=[programme_key, term.seat.group.public_key])
    if not form.is_valid():
        messages.error(request, _("That is no number of hours. Write for example 8 or 7,5."))
        return redirect(back)
    minutes, month = form.cleaned_data["minutes"], form.cleaned_data["month"]
    actions.report_time(term=term, month=month, minutes=minutes, by=request.actor)
    _tell(request, term, minutes)
    return redirect(f"{back}?month={month:%Y-%m}")


def _tell(request, term: Term, minutes: int) -> None:
    """More than was set aside is taken, and said: the work was done."""
    aside = term.seat.minutes_a_month
    if aside is not None and minutes > aside:
        messages.warning(
            request,
            _("Saved. It is %(over)s more than the %(aside)s set aside a month: talk it over.")
            % {"over": hours(minutes - aside), "aside": hours(aside)},
        )
    else:
        messages.success(request, _("Saved."))
