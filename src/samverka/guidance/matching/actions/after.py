"""After a yes: the hand-over between two municipalities, the arrival, and how long one stays."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.guidance.matching import shipped
from samverka.guidance.matching.models import (
    Case,
    CaseHandOver,
    CaseHandOverItem,
    LegalGround,
    Proposal,
    Stay,
)
from samverka.guidance.matching.queries.one_case import live_proposal
from samverka.toolkit.clock import now

from .receivers import TOLD_AFTER_YES, add_receiver
from .rounds import check_open, in_turn
from .versions import changed

SCHOOL_AGES = frozenset({"6-15", "16-19"})


class HandOverRefused(Exception):
    """It is not begun or changed so; the text says why, and what one can do."""


class TakenBack(HandOverRefused):
    """The household's place went back meanwhile, and the hand-over with it."""

    def __init__(self) -> None:
        super().__init__(
            _("The proposal was taken back meanwhile, so there is no hand-over any more.")
        )


@transaction.atomic
def begin_hand_over(*, case: Case, move_on: dt.date, on: dt.date, by: Actor) -> CaseHandOver:
    """A checklist by what kind of household it is; no move without a yes that is kept.

    :raises RoundIsClosed:
    :raises HandOverRefused: there is no yes, no home, or no ground in secrecy law
    """
    check_open(case.round)
    proposal = _ready(case, move_on)
    made = CaseHandOver.objects.create(
        proposal=proposal,
        receiving=proposal.place.organisation,
        move_on=move_on,
        begun_on=on,
    )
    CaseHandOverItem.objects.bulk_create(
        CaseHandOverItem(
            hand_over=made,
            code=code,
            side=item["side"],
            due_on=move_on + dt.timedelta(days=item["days"]),
        )
        for code, item in shipped.hand_over().items()
        if item["for"] in kinds_of(case)
    )
    add_receiver(case=case, organisation=made.receiving, what=TOLD_AFTER_YES, on=on, by=by)
    changed(case, by=by)
    trail.note(by=by, verb="matching.hand_over_begun", about=case)
    return made


def _ready(case: Case, move_on: dt.date) -> Proposal:
    proposal = live_proposal(case)
    if proposal is None or proposal.state != Proposal.State.YES:
        raise HandOverRefused(_("The household has not said yes. Nobody moves without a yes."))
    if hasattr(proposal, "hand_over"):
        raise HandOverRefused(_("The hand-over is begun already."))
    if proposal.home is None:
        raise HandOverRefused(_("There is no home. Find one first, then begin the hand-over."))
    if move_on < proposal.home.from_day:
        raise HandOverRefused(
            _("The home is not free before %(day)s. Choose a later day.")
            % {"day": proposal.home.from_day.isoformat()}
        )
    if not case.grounds.filter(kind=LegalGround.Kind.SECRECY).exists():
        raise HandOverRefused(
            _("No ground in secrecy law is noted, so nothing may be handed on. Note it first.")
        )
    return proposal


def kinds_of(case: Case) -> set[str]:
    """What of the checklist is for this household."""
    children = [one.age_group for one in case.members.all() if not one.is_adult]
    kinds = {"all"}
    if children:
        kinds.add("children")
    if SCHOOL_AGES & set(children):
        kinds.add("school")
    if case.needs.exists():
        kinds.add("need")
    return kinds


@transaction.atomic
def move_day(*, hand_over: CaseHandOver, move_on: dt.date, by: Actor) -> None:
    """What is not done is due as many days from the new day as it was from the old.

    :raises HandOverRefused: they have moved
    :raises TakenBack:
    """
    locked = _locked(hand_over)
    _check_not_moved(locked)
    shift = move_on - locked.move_on
    for item in locked.items.filter(done_on=None):
        item.due_on += shift
        item.save(update_fields=["due_on"])
    locked.move_on = move_on
    locked.save(update_fields=["move_on"])
    trail.note(by=by, verb="matching.move_day_changed", about=locked.proposal.case)


def _locked(hand_over: CaseHandOver) -> CaseHandOver:
    """The hand-over as it is now. It goes on in a round that is over.

    :raises TakenBack:
    """
    in_turn(hand_over.proposal.case.round)
    rows = CaseHandOver.objects.select_for_update(of=("self",)).select_related("proposal__case")
    if (locked := rows.filter(pk=hand_over.pk).first()) is None:
        raise TakenBack
    return locked


def _check_not_moved(hand_over: CaseHandOver) -> None:
    if hand_over.proposal.state == Proposal.State.MOVED:
        raise HandOverRefused(_("The household has moved already."))


@transaction.atomic
def tick(*, item: CaseHandOverItem, is_done: bool, on: dt.date, by: Actor) -> None:
    """Done by somebody on a day, or not done after all.

    :raises TakenBack:
    """
    _locked(item.hand_over)
    item.done_on = on if is_done else None
    item.done_by = by.user if is_done else None
    item.save(update_fields=["done_on", "done_by"])
    trail.note(by=by, verb="matching.hand_over_ticked", about=item.hand_over.proposal.case)


@transaction.atomic
def arrive(*, hand_over: CaseHandOver, on: dt.date, by: Actor) -> Stay:
    """The household has come: what should have been there and was not is counted from now on.

    :raises HandOverRefused: they came before, have no yes, or their home was withdrawn
    :raises TakenBack:
    """
    locked = _locked(hand_over)
    proposal = locked.proposal
    _check_not_moved(locked)
    if proposal.state != Proposal.State.YES:
        raise HandOverRefused(_("The household has not said yes. Nobody moves without a yes."))
    if proposal.home_id is None:
        raise HandOverRefused(
            _(
                "Their home was withdrawn. Find another home in the place first, then note that "
                "they have come."
            )
        )
    before = locked.items.filter(due_on__lt=F("hand_over__move_on"), done_on=None)
    CaseHandOverItem.objects.filter(pk__in=list(before.values_list("pk", flat=True))).update(
        missing_at_arrival=True
    )
    proposal.state, proposal.changed_at = Proposal.State.MOVED, now()
    proposal.save(update_fields=["state", "changed_at"])
    stay = Stay.objects.create(hand_over=locked, moved_in_on=on, known_until=on)
    changed(proposal.case, by=by)
    trail.note(by=by, verb="matching.household_arrived", about=proposal.case)
    return stay


@transaction.atomic
def note_stay(*, stay: Stay, on: dt.date, moved_out_on: dt.date | None, by: Actor) -> None:
    """That the household lives there still, or since when it does not. No reason is asked.

    :raises HandOverRefused: the days do not fit
    """
    if on < stay.moved_in_on or (moved_out_on and moved_out_on < stay.moved_in_on):
        raise HandOverRefused(_("That is before the household moved in."))
    stay.moved_out_on = moved_out_on
    stay.known_until = moved_out_on or on
    stay.save(update_fields=["moved_out_on", "known_until"])
    trail.note(by=by, verb="matching.stay_noted", about=stay.hand_over.proposal.case)
