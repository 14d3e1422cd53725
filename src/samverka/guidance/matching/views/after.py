"""Hand-overs of those who said yes, what was missing when they came, and who stayed."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import ChoiceField
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from samverka.foundation.audit import trail
from samverka.guidance.matching import permissions, shipped
from samverka.guidance.matching.actions import after as actions
from samverka.guidance.matching.actions.rounds import RoundIsClosed
from samverka.guidance.matching.curve import drawn
from samverka.guidance.matching.forms.after import MoveDayForm, StayForm
from samverka.guidance.matching.models import CaseHandOver, CaseHandOverItem
from samverka.guidance.matching.queries import after as queries
from samverka.guidance.matching.queries.one_case import live_proposal
from samverka.guidance.matching.queries.reviewing import SWIFT_SECONDS, habits_of
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Filters, Listing, Search
from samverka.toolkit.sent import sent
from samverka.toolkit.templatetags.look import status
from samverka.toolkit.texts import listed

from .showing import MUNICIPALITY, OFFICER, REVIEWER, context, seen, status_of

HERE = "matching:hand_overs"
Side = CaseHandOverItem.Side
MONTHS = (6, 12, 18, 24)


def _read(request, matching, cases) -> None:
    known = [case.contact_id for case in cases if case.contact_id]
    trail.note_read(by=request.actor, about=matching.programme, person_ids=known)


class HandOverFilters(Filters):
    q = Search()
    where = ChoiceField(
        label=gettext_lazy("Where"),
        choices=[
            ("", gettext_lazy("All")),
            ("coming", gettext_lazy("On their way")),
            ("late", gettext_lazy("With something late")),
            ("ours", gettext_lazy("With something late that is ours to do")),
            ("moved", gettext_lazy("Have moved")),
        ],
    )


def _late(row: CaseHandOver) -> str:
    """In words for whose it is; drawn as late."""
    said = []
    if row.late_sending:
        text = ngettext(
            "%(count)s for the municipality that is left",
            "%(count)s for the municipality that is left",
            row.late_sending,
        )
        said.append(text % {"count": row.late_sending})
    if row.late_receiving:
        text = ngettext(
            "%(count)s for the municipality that receives",
            "%(count)s for the municipality that receives",
            row.late_receiving,
        )
        said.append(text % {"count": row.late_receiving})
    return listed(said)


def _state(row: CaseHandOver) -> str:
    return _("Has moved") if row.proposal.state == "moved" else _("On the way")


def _drawn_state(row: CaseHandOver) -> str:
    return status("done" if row.proposal.state == "moved" else "waiting", _state(row))


def _opens(row: CaseHandOver) -> str:
    matching = row.proposal.case.round
    return address(
        "matching:hand_over", matching.programme.public_key, matching.public_key, row.public_key
    )


HAND_OVERS = Listing(
    key="hand_overs",
    title=gettext_lazy("Hand-overs"),
    columns=(
        Column(
            "household",
            gettext_lazy("Household"),
            lambda row: row.proposal.case.label,
            opens=_opens,
            sort="proposal__case__number",
        ),
        Column("to", gettext_lazy("To"), lambda row: row.receiving.name, sort="receiving__name"),
        Column("moves", gettext_lazy("Moves"), "move_on", sort="move_on"),
        Column("done", gettext_lazy("Done"), lambda row: f"{row.done}/{row.of_all}"),
        Column(
            "late",
            gettext_lazy("Late"),
            _late,
            show=lambda row: status("late", _late(row)) if _late(row) else "–",
        ),
        Column("state", gettext_lazy("State"), _state, show=_drawn_state, sort="proposal__state"),
    ),
    filters=HandOverFilters,
    empty_title=gettext_lazy("Nobody is on the way"),
    empty_text=gettext_lazy(
        "When a household has said yes and its hand-over is begun, it stands here."
    ),
)


@require_safe
def hand_overs(request, programme_key, round_key):
    """What is on its way and what is late, and what was missing when others came."""
    matching, held = seen(request, programme_key, round_key, OFFICER, MUNICIPALITY)
    listing = HAND_OVERS.of(
        request,
        partial(queries.listed, request.actor, matching, today()),
        noted=lambda rows: _read(request, matching, [row.proposal.case for row in rows]),
    )
    if listing.response:
        return listing.response
    told = {"listing": listing, "missing": queries.missing_at_arrival(matching)}
    return render(request, "matching/hand_overs.html", context(matching, held, HERE, **told))


def begin(request, programme_key, round_key, key):
    """The day of the move; the checklist comes of it."""
    case = permissions.seen_case(request.actor, programme_key, round_key, key)
    proposal = live_proposal(case)
    initial = proposal.home.from_day if proposal and proposal.home else today()
    form = MoveDayForm(sent(request), initial={"move_on": max(initial, today())})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin_hand_over(
                case=case, **form.cleaned_data, on=today(), by=request.actor
            )
        except (actions.HandOverRefused, RoundIsClosed) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The hand-over is begun. Both sides see what is theirs."))
            return redirect("matching:hand_over", programme_key, round_key, made.public_key)
    told = {"case": case, "form": form, "title": _("Begin the hand-over")}
    held = frozenset({OFFICER})
    told["back_label"] = case.label
    return render(
        request,
        "matching/form.html",
        context(case.round, held, "", **told),
        status=status_of(request),
    )


def _found(request, programme_key: str, round_key: str, key: str):
    """A hand-over, the round's page, and which side of it the reader is on."""
    matching, held = seen(request, programme_key, round_key, OFFICER, MUNICIPALITY)
    found: CaseHandOver = get_object_or_404(
        queries.hand_overs_of(request.actor, matching, today()), public_key=key
    )
    sides = set()
    if OFFICER in held:
        sides.add(Side.SENDING)
    if MUNICIPALITY in held and found.receiving_id == request.actor.organisation_id:
        sides.add(Side.RECEIVING)
    return matching, held, found, frozenset(sides)


def _page(request, programme_key: str, round_key: str, key: str, **more):
    matching, held, found, sides = _found(request, programme_key, round_key, key)
    case = found.proposal.case
    _read(request, matching, [case])
    # The officers know the household; the municipality reads what it is written down to be told.
    told_of = (
        frozenset(("names", "size", "needs"))
        if OFFICER in held
        else queries.told_to_receiver(found)
    )
    told = {
        "hand_over": found,
        "case": case,
        "contact": case.contact if "names" in told_of else None,
        "members": case.members.count() if "size" in told_of else None,
        "needs": [shipped.need_said(one.code) for one in case.needs.all()]
        if "needs" in told_of
        else [],
        "lines": queries.lines_of(found, sides, today()),
        "stay": queries.stay_of(found),
        "is_officer": OFFICER in held,
        "day_form": MoveDayForm(initial={"move_on": found.move_on}),
        "stay_form": StayForm(),
        **more,
    }
    status = 422 if "problem" in more else 200
    page = context(matching, held, HERE, **told)
    return render(request, "matching/hand_over.html", page, status=status)


@require_safe
def hand_over(request, programme_key, round_key, key):
    return _page(request, programme_key, round_key, key)


def _do(request, keys: tuple[str, str, str], act):
    try:
        act()
    except actions.TakenBack as gone:
        messages.error(request, str(gone))
        return redirect("matching:hand_overs", *keys[:2])
    except actions.HandOverRefused as refused:
        return _page(request, *keys, problem=str(refused))
    return redirect("matching:hand_over", *keys)


@require_POST
def tick(request, programme_key, round_key, key, code):
    """Done, or not after all: each side ticks its own."""
    _matching, _held, found, sides = _found(request, programme_key, round_key, key)
    item = get_object_or_404(found.items.select_related("hand_over__proposal__case"), code=code)
    if item.side not in sides:
        raise PermissionDenied
    is_done = item.done_on is None
    facts = {"item": item, "is_done": is_done, "on": today(), "by": request.actor}
    return _do(request, (programme_key, round_key, key), lambda: actions.tick(**facts))


@require_POST
def day(request, programme_key, round_key, key):
    _matching, held, found, _sides = _found(request, programme_key, round_key, key)
    if OFFICER not in held:
        raise PermissionDenied
    form = MoveDayForm(sent(request))
    if not form.is_valid():
        return _page(
            request, programme_key, round_key, key, day_form=form, problem=_("Write a day.")
        )
    facts = {"hand_over": found, "move_on": form.cleaned_data["move_on"], "by": request.actor}
    return _do(request, (programme_key, round_key, key), lambda: actions.move_day(**facts))


@require_POST
def arrive(request, programme_key, round_key, key):
    """Either side says that the household has come today."""
    _matching, _held, found, _sides = _found(request, programme_key, round_key, key)
    facts = {"hand_over": found, "on": today(), "by": request.actor}
    return _do(request, (programme_key, round_key, key), lambda: actions.arrive(**facts))


@require_POST
def note_stay(request, programme_key, round_key, key):
    _matching, _held, found, _sides = _found(request, programme_key, round_key, key)
    form = StayForm(sent(request))
    stay = queries.stay_of(found)
    if stay is None or not form.is_valid():
        problem = _("Write a day, or leave it empty.")
        return _page(request, programme_key, round_key, key, stay_form=form, problem=problem)
    facts = {
        "stay": stay,
        "on": today(),
        "moved_out_on": form.cleaned_data["moved_out_on"],
        "by": request.actor,
    }
    return _do(request, (programme_key, round_key, key), lambda: actions.note_stay(**facts))


@require_safe
def stayed(request, programme_key, round_key):
    """How many of a hundred households live where they moved, after 12 and 24 months."""
    matching, held = seen(request, programme_key, round_key)
    everybody, *places = queries.stayed(matching)
    told = {
        "all": everybody,
        "rows": queries.after_months(everybody.curve, MONTHS) if everybody.curve else [],
        "chart": _chart(everybody.curve) if everybody.curve else "",
        "places": [
            (one, queries.after_months(one.curve, (12, 24)) if one.curve else None)
            for one in places
        ],
    }
    return render(
        request, "matching/stayed.html", context(matching, held, "matching:stayed", **told)
    )


def _chart(curve):
    caption = _("Households that live where they moved, of a hundred, by month")
    return drawn(queries.points_of(curve), queries.LONGEST, caption)


@require_safe
def habits(request, programme_key, round_key):
    """For reviewers: whether proposals are read before they are decided."""
    matching, held = seen(request, programme_key, round_key, REVIEWER)
    rows = habits_of(matching)
    told = {
        "all": rows[0] if rows else None,
        "rows": rows[1:],
        "swift": SWIFT_SECONDS,
    }
    return render(
        request, "matching/habits.html", context(matching, held, "matching:habits", **told)
    )
