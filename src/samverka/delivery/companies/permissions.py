from samverka.foundation.accounts.actor import Actor

from .models import SEES_COMPANIES, WORKS_WITH_COMPANIES


def may_read(actor: Actor | None) -> bool:
    """In the programmes one sees."""
    return actor is not None and actor.is_one_of(*SEES_COMPANIES)


def may_work(actor: Actor | None) -> bool:
    """Write down companies and what is done with them, in the programmes one sees."""
    return actor is not None and actor.is_one_of(*WORKS_WITH_COMPANIES)
