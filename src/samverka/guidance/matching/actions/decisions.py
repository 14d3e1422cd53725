"""What an officer decides about one household: the proposal, another place, or none now."""

import datetime as dt
import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.guidance.matching.models import (
    DECISION,
    AnswerLink,
    Case,
    CaseHandOver,
    Home,
    MatchingDecision,
    Place,
    Placement,
    Proposal,
    Receiver,
)
from samverka.guidance.matching.queries.one_case import (
    current_placement,
    home_for,
    is_told,
    lacks_room,
    link_hash,
    live_proposal,
)
from samverka.register.people.queries.identified import places_in
from samverka.toolkit import sealing
from samverka.toolkit.clock import now

from .receivers import TOLD_AFTER_YES, add_receiver
from .rounds import check_open
from .versions import changed, locked_at

Kind, State = MatchingDecision.Kind, Proposal.State
LINK_DAYS = 30  # that a household has to answer by its link


class CannotBeDecided(Exception):
    """It is not decided so; the text says why, and what one can do."""


@transaction.atomic
def decide(
    *,
    case: Case,
    version: int,
    kind: str,
    place: Place | None,
    reason: str,
    text: str,
    opened_at: dt.datetime,
    by: Actor,
) -> Proposal:
    """One decision by one officer; whoever looked at an older household is told so.

    :raises RoundIsClosed:
    :raises ChangedMeanwhile: with who and when
    :raises CannotBeDecided:
    """
    check_open(case.round)
    locked = locked_at(case, version)
    _check_words(text, by)
    waits = _waiting(locked)
    placement = current_placement(locked)
    proposed = waits.place if waits else (placement.place if placement else None)
    wanted = place if kind == Kind.OTHER else proposed
    if kind == Kind.OTHER and wanted == proposed:
        raise CannotBeDecided(_("This is the place that is proposed. Choose it as proposed."))
    if wanted is None:
        raise CannotBeDecided(
            _("No place is proposed to this household. Choose one, or compute a plan first.")
        )
    proposal = waits or Proposal(case=locked, place=wanted)
    if kind == Kind.DECLINE:
        proposal.state, proposal.home = State.WITHDRAWN, None
    else:
        proposal.state, proposal.home = State.DECIDED, _home_at(wanted, locked)
        proposal.place = wanted
    proposal.scenario = placement.scenario if placement and kind == Kind.ACCEPT else None
    proposal.changed_at = now()
    proposal.save()
    MatchingDecision.objects.create(
        proposal=proposal,
        kind=kind,
        place=wanted if kind == Kind.OTHER else None,
        reason=reason,
        text_sealed=sealing.seal(text, context=DECISION) if text else "",
        cost=_cost(placement, wanted) if kind == Kind.OTHER else None,
        opened_at=opened_at,
        decided_by=by.user,
    )
    changed(locked, by=by)
    trail.note(by=by, verb="matching.proposal_decided", about=locked)
    return proposal


def _check_words(text: str, by: Actor) -> None:
    if found := places_in({"text": text}, by):
        raise CannotBeDecided(
            _(
                "“%(words)s” may tell who somebody is. Write the reason without names, numbers "
                "and ways to reach somebody."
            )
            % {"words": found[0].words}
        )


def _waiting(case: Case) -> Proposal | None:
    """The proposal that waits to be decided, where there is one."""
    if case.state != Case.State.IN_ROUND:
        raise CannotBeDecided(
            _("The household is not in the round. Put it in the round first, if it wishes so.")
        )
    live = live_proposal(case)
    if live is not None and live.state != State.TO_DECIDE:
        raise CannotBeDecided(
            _("This is decided already. Take the proposal back first, then decide anew.")
        )
    return live


def _home_at(place: Place, case: Case) -> Home:
    """The home that is promised with the place.

    :raises CannotBeDecided: the household does not want it, or there is not room enough
    """
    facts = {"place": place.organisation.name}
    if case.not_to.filter(organisation=place.organisation_id).exists():
        raise CannotBeDecided(
            _("The household does not want to live in %(place)s. Choose another place.") % facts
        )
    if lacks_room(case, place):
        raise CannotBeDecided(
            _(
                "%(place)s has not room enough left for this household. Choose another place, or "
                "ask the municipality whether it has room for more."
            )
            % facts
        )
    home = home_for(case, place)
    if home is None:
        raise CannotBeDecided(
            _(
                "%(place)s has no home left that fits this household. Choose another place, or "
                "ask the municipality for a home."
            )
            % facts
        )
    return home


def _cost(placement: Placement | None, place: Place) -> int | None:
    """What another place costs all together, where the plan's reasons say so."""
    rows = placement.alternatives if placement else []
    found = [row["regret"] for row in rows if row["place"] == place.public_key]
    return found[0] if found else None


@transaction.atomic
def find_home(*, case: Case, version: int, by: Actor) -> Home:
    """Another home in the same place, for whoever has said yes and lost theirs.

    :raises RoundIsClosed:
    :raises ChangedMeanwhile: with who and when
    :raises CannotBeDecided: there is none
    """
    check_open(case.round)
    locked = locked_at(case, version)
    proposal = live_proposal(locked)
    if proposal is None or proposal.home_id or proposal.state == State.MOVED:
        raise CannotBeDecided(_("This household lacks no home."))
    home = home_for(locked, proposal.place)
    if home is None:
        raise CannotBeDecided(
            _(
                "%(place)s has no home left that fits this household. Ask the municipality for "
                "one, or take the proposal back and ask the household anew."
            )
            % {"place": proposal.place.organisation.name}
        )
    proposal.home, proposal.changed_at = home, now()
    proposal.save(update_fields=["home", "changed_at"])
    changed(locked, by=by)
    trail.note(by=by, verb="matching.home_found", about=locked)
    return home


@transaction.atomic
def show(*, case: Case, version: int, tells: bool, on: dt.date, by: Actor) -> str:
    """Let the household read it: the secret of a new link, in whose favour older ones end.

    Who is told after a yes is written first; `tells` writes it now.

    :raises RoundIsClosed:
    :raises LacksGrounds: nothing may be told, so no receiver is written
    :raises ChangedMeanwhile: with who and when
    :raises CannotBeDecided: there is nothing that may be shown
    """
    check_open(case.round)
    locked = locked_at(case, version)
    proposal = live_proposal(locked)
    if proposal is None or proposal.state in {State.TO_DECIDE, State.MOVED}:
        raise CannotBeDecided(_("Decide first what is proposed; then the household can read it."))
    if tells:
        place = proposal.place.organisation
        add_receiver(case=locked, organisation=place, what=TOLD_AFTER_YES, on=on, by=by)
    elif not is_told(proposal):
        raise CannotBeDecided(
            _(
                "%(place)s is not written as a receiver of the household's facts. Mark below "
                "that it is to be told after a yes, then show the proposal."
            )
            % {"place": proposal.place.organisation.name}
        )
    overdue = AnswerLink.objects.filter(proposal__case__round=locked.round_id, valid_until__lt=on)
    # By the link of a yes a no can be said until they have moved.
    overdue.exclude(proposal__state=State.YES).delete()
    AnswerLink.objects.filter(proposal=proposal).delete()
    secret = secrets.token_urlsafe(18)
    AnswerLink.objects.create(
        proposal=proposal,
        secret_hash=link_hash(secret),
        valid_until=on + dt.timedelta(days=LINK_DAYS),
    )
    if proposal.state == State.DECIDED:
        proposal.state, proposal.changed_at = State.SHOWN, now()
        proposal.save(update_fields=["state", "changed_at"])
        changed(locked, by=by)
    trail.note(by=by, verb="matching.proposal_shown", about=locked)
    return secret


@transaction.atomic
def take_back(*, case: Case, version: int, on: dt.date, by: Actor) -> None:
    """What was proposed holds nothing any more; its link says nothing.

    :raises RoundIsClosed:
    :raises ChangedMeanwhile: with who and when
    :raises CannotBeDecided: there is nothing to take back
    """
    check_open(case.round)
    locked = locked_at(case, version)
    proposal = live_proposal(locked)
    if proposal is None or proposal.state == State.MOVED:
        raise CannotBeDecided(_("There is no proposal to take back."))
    let_go(proposal, State.WITHDRAWN, on)
    AnswerLink.objects.filter(proposal=proposal).delete()
    changed(locked, by=by)
    trail.note(by=by, verb="matching.proposal_taken_back", about=locked)


def let_go(proposal: Proposal, state: str, on: dt.date) -> None:
    """The place and the home are free; the municipality is told of the household no longer."""
    CaseHandOver.objects.filter(proposal=proposal).delete()
    told = Receiver.objects.filter(
        case=proposal.case_id, organisation=proposal.place.organisation_id, valid_to=None
    )
    told.filter(valid_from__gte=on).delete()
    told.update(valid_to=on)
    proposal.state, proposal.home, proposal.changed_at = state, None, now()
    proposal.save(update_fields=["state", "home", "changed_at"])
