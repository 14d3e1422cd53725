from samverka.delivery.programmes.models import Participation, Programme
from samverka.delivery.programmes.queries import leads
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation

WRITES = (Role.PROGRAMME_LEADER, Role.ORGANISER)
BOOKS = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.ORGANISER)


def may_write(actor: Actor | None, programme: Programme) -> bool:
    """Say what can be booked, and book for any municipality: for those who lead."""
    return actor is not None and actor.is_one_of(*WRITES) and leads(actor, programme)


def may_book_own(actor: Actor | None, programme: Programme) -> bool:
    """For one's own municipality, which takes part."""
    if actor is None or not actor.is_one_of(*BOOKS):
        return False
    takes_part = Participation.objects.filter(
        programme=programme,
        part=Participation.Part.PARTICIPANT,
        organisation=actor.organisation_id,
        organisation__kind=Organisation.Kind.MUNICIPALITY,
    )
    return takes_part.exists()


def may_book(actor: Actor | None, programme: Programme) -> bool:
    return may_write(actor, programme) or may_book_own(actor, programme)


def may_give_back(actor: Actor | None, programme: Programme, organisation_id: int) -> bool:
    """A booking of one's own municipality, or any for those who lead."""
    if may_write(actor, programme):
        return True
    is_own = actor is not None and actor.organisation_id == organisation_id
    return is_own and may_book_own(actor, programme)
