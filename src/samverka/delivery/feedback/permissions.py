from samverka.delivery.activities.models import RUNS, Activity
from samverka.delivery.activities.permissions import may_run
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

READS = (*RUNS, Role.RESEARCHER)


def may_ask(actor: Actor | None, activity: Activity) -> bool:
    """Whoever runs the activity: opens, closes, and reads the comments first."""
    return actor is not None and may_run(actor, activity)


def may_read(actor: Actor | None) -> bool:
    """The figures, and the comments that the organiser has shown."""
    return actor is not None and actor.is_one_of(*READS)
