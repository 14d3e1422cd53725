import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes import actions as programmes
from samverka.delivery.programmes.models import Phase, Programme
from samverka.foundation.accounts.actor import Actor

from .queries import (
    Hindrance,
    hindrances_to_close,
    hindrances_to_open,
    hindrances_to_ordinary_work,
)


class IsHindered(Exception):
    """A phase that still waits for something; `hindrances` says for what."""

    def __init__(self, phase: Phase, hindrances: Sequence[Hindrance]):
        self.hindrances = hindrances
        super().__init__(
            _("“%(phase)s” waits for this. When it is in place, try again.") % {"phase": phase}
        )


class IsNotTakenOver(Exception):
    """A project of which something goes on that nobody has taken over; `hindrances` says what."""

    def __init__(self, hindrances: Sequence[Hindrance]):
        self.hindrances = hindrances
        super().__init__(
            _("The project cannot become ordinary work yet. When this is in place, try again.")
        )


class IsElsewhere(Exception):
    """A phase that somebody has opened or closed meanwhile."""

    def __str__(self):
        return _("Somebody has changed the phase meanwhile. Look at it as it is now.")


@transaction.atomic
def open_phase(*, phase: Phase, on: dt.date, by: Actor) -> None:
    """Let a phase begin.

    :raises IsHindered: something it waits for is not in place
    :raises IsElsewhere: it is not waiting to begin
    """
    _must_be(phase, Phase.State.PLANNED)
    _nothing_hinders(phase, hindrances_to_open(phase, on=on))
    programmes.set_phase_state(phase=phase, state=Phase.State.OPEN, by=by)


@transaction.atomic
def close_phase(*, phase: Phase, on: dt.date, by: Actor) -> None:
    """Let a phase end.

    :raises IsHindered: something it waits for is not in place
    :raises IsElsewhere: it does not go on
    """
    _must_be(phase, Phase.State.OPEN)
    _nothing_hinders(phase, hindrances_to_close(phase, on=on))
    programmes.set_phase_state(phase=phase, state=Phase.State.CLOSED, by=by)


@transaction.atomic
def reopen_phase(*, phase: Phase, by: Actor) -> None:
    """Let a closed phase go on again; the trail says who did it.

    :raises IsElsewhere: it is not closed
    """
    _must_be(phase, Phase.State.CLOSED)
    programmes.set_phase_state(phase=phase, state=Phase.State.OPEN, by=by)


@transaction.atomic
def become_ordinary_work(*, programme: Programme, on: dt.date, by: Actor) -> None:
    """Let a project go on as ordinary work of those who take part.

    :raises IsNotTakenOver: something that goes on has no owner, or the cost is not shared out
    """
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    if hindrances := hindrances_to_ordinary_work(programme, on=on):
        raise IsNotTakenOver(hindrances)
    programmes.set_kind(programme=programme, kind=Programme.Kind.ORDINARY, by=by)


@transaction.atomic
def become_again(*, programme: Programme, kind: str, by: Actor) -> None:
    """What it was, since it was not ordinary work after all."""
    programmes.set_kind(programme=programme, kind=kind, by=by)


def _must_be(phase: Phase, state: str) -> None:
    if Phase.objects.select_for_update().get(pk=phase.pk).state != state:
        raise IsElsewhere


def _nothing_hinders(phase: Phase, hindrances: Sequence[Hindrance]) -> None:
    if hindrances:
        raise IsHindered(phase, hindrances)
