from samverka.delivery.programmes.models import Participation, Programme
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import today
from samverka.toolkit.periods import in_force

LEADS_PROGRAMMES = (Role.PROGRAMME_LEADER, Role.ECONOMIST)
ROLES_IN_PROGRAMMES = (
    *LEADS_PROGRAMMES,
    Role.SUB_PROJECT_LEADER,
    Role.ORGANISER,
    Role.RESEARCHER,
)
LEADING_PARTS = (Participation.Part.OWNER, Participation.Part.CO_LEADER)


def may_give_in_programme(role: str, programme: Programme, organisation: Organisation) -> bool:
    """Only those who own or lead a programme choose who leads it and who keeps its accounts."""
    if role not in ROLES_IN_PROGRAMMES:
        return False
    takes_part = programme.participations.filter(in_force(today()), organisation=organisation)
    if role in LEADS_PROGRAMMES:
        takes_part = takes_part.filter(part__in=LEADING_PARTS)
    return takes_part.exists()
