"""What goes on in the ordinary organisation when the programme ends."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from samverka.development.methods import actions, permissions, queries
from samverka.development.methods.forms import HandOverForm
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Asks, Bulk, Column, Filters, Listing, Search
from samverka.toolkit.periods import YearFrom
from samverka.toolkit.templatetags.look import status
from samverka.toolkit.texts import day, listed

from .fetching import method_tried, programme_seen

FIRST_YEAR = 1990


class HandOverFilters(Filters):
    q = Search()


def _state(row) -> str:
    return _("Handed over") if not row["missing"] else _("Something is missing")


def _drawn_follow_up(row) -> str:
    written = row["hand_over"]
    if written is None or not written.follow_up_on:
        return status("waiting", _("Not planned"))
    if written.followed_up_on:
        return status("done", _("Done %(day)s") % {"day": day(written.followed_up_on)})
    kind = "late" if written.follow_up_on < today() else "waiting"
    return status(kind, _("Due %(day)s") % {"day": day(written.follow_up_on)})


HAND_OVERS = Listing(
    key="hand_overs",
    title=gettext_lazy("Hand-over"),
    columns=(
        Column("method", gettext_lazy("Method"), opens=lambda row: row["url"], sort="method"),
        Column("organisation", gettext_lazy("Partner"), sort="organisation"),
        Column(
            "state",
            gettext_lazy("State"),
            value=_state,
            show=lambda row: status("late" if row["missing"] else "done", _state(row)),
            sort="state",
        ),
        Column("line_owner", gettext_lazy("Owner in the ordinary organisation")),
        Column("lacks", gettext_lazy("What is missing")),
        Column(
            "follow_up_on",
            gettext_lazy("Follow-up"),
            show=_drawn_follow_up,
            sort="follow_up_on",
        ),
    ),
    empty_title=gettext_lazy("No method is in use yet"),
    empty_text=gettext_lazy(
        "Methods that somebody tries or adopts stand here, with what their hand-over lacks."
    ),
    filters=HandOverFilters,
    per_page=50,
    row_key="key",
)


def followed_up_on() -> Asks:
    """The day, beside the button."""
    picker = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    field = forms.DateField(
        label=_("Followed up"), widget=picker, initial=today(), validators=[YearFrom(FIRST_YEAR)]
    )
    return Asks("followed_up_on", field)


def hand_over_rows(request, programme):
    """What the list is narrowed from: answers the rows that hold the words."""
    key = programme.public_key
    rows = [_row(request, key, *pair) for pair in queries.to_hand_over(programme)]
    return lambda q: [row for row in rows if q.lower() in row["searched"]]


@require_safe
def hand_over_list(request, programme_key):
    programme = programme_seen(request, programme_key)
    find = hand_over_rows(request, programme)
    rows = find("")
    context = {
        "programme": programme,
        "in_use": len(rows),
        "ready": sum(not row["missing"] for row in rows),
    }
    return HAND_OVERS.answer(
        request, find, "methods/hand_overs.html", context, bulk=_deeds(request, programme)
    )


def _deeds(request, programme) -> list[Bulk]:
    if not permissions.may_take_part(request.actor, programme):
        return []
    url = reverse("methods:several_follow_up", args=[programme.public_key])
    return [Bulk(_("Write as followed up"), url, asks=followed_up_on())]


def _row(request, programme_key, use, written) -> dict:
    missing = queries.missing_in(written)
    is_own = use.organisation.pk == request.actor.organisation_id
    name = "methods:hand_over" if is_own and _writes(request) else "methods:detail"
    return {
        "key": f"{use.method.public_key}-{use.organisation.public_key}",
        "organisation_id": use.organisation.pk,
        "method": use.method.name,
        "organisation": use.organisation.name,
        "hand_over": written,
        "missing": missing,
        "line_owner": written.line_owner if written else "",
        "follow_up_on": written.follow_up_on if written else None,
        "lacks": listed(_words(missing)),
        "url": reverse(name, args=[programme_key, use.method.public_key]),
        "searched": f"{use.method.name} {use.organisation.name}".lower(),
    }


def _writes(request) -> bool:
    return permissions.writes_own(request.actor)


def _words(missing):
    """What a hand-over lacks, in the words of its form."""
    for name in missing:
        yield str(HandOverForm.base_fields[name].label).lower()


def hand_over(request, programme_key, key):
    """Of one's own organisation: written bit by bit until it is whole."""
    method = method_tried(request, programme_key, key)
    actor = request.actor
    written = queries.hand_overs_of(method.programme).get((method.pk, actor.organisation_id))
    form = HandOverForm(
        request.POST or None, instance=written, initial=_first(method) if not written else None
    )
    if request.method == "POST" and form.is_valid():
        row = actions.hand_over(
            method=method, organisation=actor.organisation, values=form.cleaned_data, by=actor
        )
        missing = queries.missing_in(row)
        if missing:
            text = _("Saved. Still missing: %(what)s.") % {"what": listed(_words(missing))}
        else:
            text = _("Saved. Everything is there for the ordinary organisation to go on.")
        messages.success(request, text)
        return redirect("methods:detail", programme_key, key)
    context = {"programme": method.programme, "method": method, "form": form}
    status_code = 422 if request.method == "POST" else 200
    return render(request, "methods/hand_over.html", context, status=status_code)


def _first(method) -> dict:
    """The follow-up is six months after the end, if the end is known."""
    last_day = method.programme.last_day
    return {"follow_up_on": queries.six_months_after(last_day)} if last_day else {}
