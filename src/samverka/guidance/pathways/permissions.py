from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role


def may_change(actor: Actor | None) -> bool:
    """Write what holds for the whole region: those who lead programmes, and administrators."""
    return (
        actor is not None
        and actor.is_one_of(Role.PROGRAMME_LEADER, Role.ADMINISTRATOR)
        and not actor.programme
    )


def may_note_use(actor: Actor | None) -> bool:
    """Count that a route was shown: whoever meets people; a researcher only reads."""
    return actor is not None and not actor.is_one_of(Role.RESEARCHER)
