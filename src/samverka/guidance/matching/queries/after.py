"""Hand-overs that one sees, what is late in them, what was missing, and who stayed how long."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from samverka.engine.disclosure import LEAST
from samverka.engine.survival import Curve, Followed, kaplan_meier
from samverka.foundation.accounts.actor import Actor
from samverka.guidance.matching import shipped
from samverka.guidance.matching.curve import Point, percent
from samverka.guidance.matching.models import (
    Case,
    CaseHandOver,
    CaseHandOverItem,
    MatchingRound,
    Part,
    Receiver,
    Stay,
)
from samverka.toolkit.lists import holding

Side = CaseHandOverItem.Side
DAYS_IN_MONTH = 365.25 / 12
LONGEST = 24  # months that the curve shows


def hand_overs_of(actor: Actor, matching: MatchingRound, on: dt.date) -> QuerySet[CaseHandOver]:
    """An officer's, or those to one's own municipality; with what is late on either side."""
    officers = MatchingRound.objects.with_part(actor, Part.OFFICER).values("pk")
    late = Q(items__done_on=None, items__due_on__lt=on)
    found = CaseHandOver.objects.filter(
        Q(proposal__case__round__in=officers) | Q(receiving=actor.organisation_id),
        proposal__case__in=Case.objects.visible_to(actor).values("pk"),
        proposal__case__round=matching,
        proposal__state__in=("yes", "moved"),
    )
    return (
        found.select_related("proposal__case__round__programme", "proposal__home", "receiving")
        .annotate(
            of_all=Count("items"),
            done=Count("items", filter=Q(items__done_on__isnull=False)),
            late_sending=Count("items", filter=late & Q(items__side=Side.SENDING)),
            late_receiving=Count("items", filter=late & Q(items__side=Side.RECEIVING)),
        )
        # "yes" before "moved".
        .order_by("-proposal__state", "move_on", "pk")
    )


# "R-012", "r12" and "12" are the same household.
NUMBER = re.compile(r"(?:r-?)?0*(\d{1,5})", re.IGNORECASE)


def listed(
    actor: Actor, matching: MatchingRound, on: dt.date, *, q: str, where: str
) -> QuerySet[CaseHandOver]:
    """Narrowed to where they are, and to a household's number or a municipality's name."""
    found = hand_overs_of(actor, matching, on)
    if where in {"coming", "late", "ours"}:
        found = found.filter(proposal__state="yes")
    elif where == "moved":
        found = found.filter(proposal__state="moved")
    if where == "late":
        found = found.filter(Q(late_sending__gt=0) | Q(late_receiving__gt=0))
    elif where == "ours":
        officers = MatchingRound.objects.with_part(actor, Part.OFFICER).values("pk")
        sends = Q(proposal__case__round__in=officers, late_sending__gt=0)
        found = found.filter(sends | Q(receiving=actor.organisation_id, late_receiving__gt=0))
    for word in q.split():
        named = holding(word, "receiving__name")
        number = NUMBER.fullmatch(word)
        found = found.filter(named | Q(proposal__case__number=number[1]) if number else named)
    return found


@dataclass(frozen=True)
class Line:
    """An item in words, with whether it is late and whether the reader does it."""

    item: CaseHandOverItem
    said: str
    is_late: bool
    is_mine: bool


def lines_of(hand_over: CaseHandOver, sides: frozenset[str], on: dt.date) -> list[Line]:
    rows = hand_over.items.select_related("done_by").order_by("due_on", "pk")
    return [
        Line(
            item=row,
            said=shipped.item_said(row.code),
            is_late=row.done_on is None and row.due_on < on,
            is_mine=row.side in sides,
        )
        for row in rows
    ]


def told_to_receiver(hand_over: CaseHandOver) -> frozenset[str]:
    """What the receiving municipality may read of the household, as it is written down."""
    rows = Receiver.objects.filter(
        case=hand_over.proposal.case_id, organisation=hand_over.receiving_id, valid_to=None
    )
    return frozenset(rows.values_list("what", flat=True))


def stay_of(hand_over: CaseHandOver) -> Stay | None:
    found = Stay.objects.select_related("hand_over__proposal__case")
    return found.filter(hand_over=hand_over).first()


@dataclass(frozen=True)
class Missing:
    """How often something that should have been there was not; None is held back."""

    said: str
    of: int
    missing: int | None


def missing_at_arrival(matching: MatchingRound) -> list[Missing]:
    """Of all in the programme that have come, by item; what is of fewer than five is not told."""
    rows = CaseHandOverItem.objects.filter(
        hand_over__proposal__case__round__programme=matching.programme_id,
        hand_over__proposal__state="moved",
        due_on__lt=F("hand_over__move_on"),
    )
    counted = (
        rows.order_by()
        .values("code")
        .annotate(of=Count("pk"), missing=Count("pk", filter=Q(missing_at_arrival=True)))
    )
    told = [
        Missing(
            said=shipped.item_said(row["code"]),
            of=row["of"],
            # Few, or all but few, would point somebody out.
            missing=None if _is_few(row["missing"]) else row["missing"],
        )
        for row in counted
        if row["of"] >= LEAST
    ]
    return sorted(told, key=lambda one: (-(one.missing or 0), one.said))


def _is_few(count: int) -> bool:
    return 0 < count < LEAST


@dataclass(frozen=True)
class Stayed:
    """A curve with the group that it is of; a group under five has none."""

    name: str
    households: int | None
    curve: Curve | None


def stayed(matching: MatchingRound) -> list[Stayed]:
    """All who moved in the programme's rounds first, then by municipality."""
    rows = list(
        Stay.objects.filter(
            hand_over__proposal__case__round__programme=matching.programme_id,
            hand_over__proposal__state="moved",
        )
        .select_related("hand_over__receiving")
        .order_by("pk")
    )
    by_place: dict[str, list[Stay]] = {}
    for row in rows:
        by_place.setdefault(row.hand_over.receiving.name, []).append(row)
    return [_stayed("", rows), *(_stayed(name, some) for name, some in sorted(by_place.items()))]


def _stayed(name: str, rows: Sequence[Stay]) -> Stayed:
    if len(rows) < LEAST:
        return Stayed(name, None, None)
    return Stayed(name, len(rows), kaplan_meier([followed(row) for row in rows]))


def followed(stay: Stay) -> Followed:
    """How many months one has followed the household, and whether it left then."""
    end = stay.moved_out_on or stay.known_until
    months = (end - stay.moved_in_on).days / DAYS_IN_MONTH
    return Followed(months, left=stay.moved_out_on is not None)


@dataclass(frozen=True)
class After:
    """How it was after so many months: how many still are followed, and what share had stayed."""

    months: int
    at_risk: int
    share: float | None
    low: float | None
    high: float | None

    @property
    def share_said(self) -> str:
        return percent(self.share or 0)

    @property
    def interval_said(self) -> str:
        return f"{100 * (self.low or 0):.0f}–{percent(self.high or 0)}"


def after_months(curve: Curve, months: Sequence[int]) -> list[After]:
    """No share is told where fewer than five are followed so far."""
    found = []
    for month in months:
        at_risk = curve.at_risk(month)
        if at_risk < LEAST:
            found.append(After(month, at_risk, None, None, None))
            continue
        share, (low, high) = curve.share(month), curve.interval(month)
        found.append(After(month, at_risk, share, low, high))
    return found


def points_of(curve: Curve) -> list[Point]:
    """The curve by whole months, as far as five are followed."""
    return [
        Point(month, curve.share(month), *curve.interval(month), curve.at_risk(month))
        for month in range(LONGEST + 1)
        if curve.at_risk(month) >= LEAST
    ]
