from samverka.engine.forms.definition import Personal
from samverka.foundation.accounts.actor import Actor

from .models import LOOKS, WRITES, Instrument, Round, RoundReader, Sphere

Sees = RoundReader.Sees
# Of these nobody reads but those who are named as readers, not even whoever holds the round.
READERS_ONLY = (Sphere.PUPIL, Sphere.HEALTH, Sphere.NEWCOMER)


def may_look(actor: Actor | None) -> bool:
    return actor is not None and actor.is_one_of(*LOOKS)


def may_write_some(actor: Actor | None) -> bool:
    """An instrument is its organisation's: a role in one programme is not enough."""
    return actor is not None and actor.is_one_of(*WRITES) and not actor.programme


def may_write(actor: Actor | None, instrument: Instrument) -> bool:
    """Write its versions, publish them, and hold rounds with them."""
    return (
        actor is not None
        and may_write_some(actor)
        and instrument.owner_id == actor.organisation_id
    )


def may_run(actor: Actor | None, asked_round: Round) -> bool:
    """Ask, remind, close, choose readers; see who has answered."""
    return may_write(actor, asked_round.version.instrument)


def may_read_figures(actor: Actor | None, asked_round: Round) -> bool:
    if actor is None:
        return False
    if _as_reader(actor, asked_round):
        return True
    if asked_round.sphere in READERS_ONLY:
        return False
    is_own = asked_round.version.instrument.owner_id == actor.organisation_id
    looks = may_look(actor) if asked_round.sphere == Sphere.OPEN else may_write_some(actor)
    return is_own and looks


def may_read_answers(actor: Actor | None, asked_round: Round) -> bool:
    """Each answer: only whoever is named as a reader of answers, and never of anonymous ones."""
    if actor is None or asked_round.is_anonymous:
        return False
    return any(reader.sees == Sees.ANSWERS for reader in _as_reader(actor, asked_round))


def _as_reader(actor: Actor, asked_round: Round) -> list[RoundReader]:
    """Of the rows of the round, which a page fetches once."""
    return [
        reader
        for reader in asked_round.readers.all()
        if reader.organisation_id == actor.organisation_id and reader.role == actor.role
    ]


def may_hand_out_links(actor: Actor | None, asked_round: Round) -> bool:
    """Whoever has a link can open what is begun by it, so only where the runner reads anyway."""
    return (
        may_run(actor, asked_round)
        and not asked_round.is_anonymous
        # The link opens what each answered before, too.
        and asked_round.earlier_id is None
        and asked_round.sphere not in READERS_ONLY
        and (may_read_answers(actor, asked_round) or not _asks_about_persons(asked_round))
    )


def _asks_about_persons(asked_round: Round) -> bool:
    return any(item.personal != Personal.NONE for item in asked_round.version.form.walk())
