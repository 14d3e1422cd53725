from samverka.delivery.activities.models import Activity
from samverka.delivery.activities.permissions import may_run
from samverka.foundation.accounts.actor import Actor


def may_show_code(actor: Actor | None, activity: Activity) -> bool:
    """Whoever ticks shows the code, and lets in those who are on no row."""
    return actor is not None and may_run(actor, activity)
