from samverka.delivery.activities.models import Activity
from samverka.delivery.activities.permissions import may_run
from samverka.foundation.accounts.actor import Actor


def may_invite(actor: Actor | None, activity: Activity) -> bool:
    """Write, send, remind and note answers: whoever runs the activity."""
    return actor is not None and may_run(actor, activity)
