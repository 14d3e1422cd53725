from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.publishing.statements.permissions import may_tell


def may_take_rows(actor: Actor | None, programme: Programme) -> bool:
    """Whoever answers for what the programme tells its funds: the rows are everybody's."""
    return may_tell(actor, programme)
