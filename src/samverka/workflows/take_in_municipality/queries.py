from django.db.models import QuerySet
from django.utils.translation import gettext as _

from samverka.delivery.plans.models import Plan
from samverka.delivery.programmes.models import Participation, Programme
from samverka.foundation.classifications.models import Municipality
from samverka.register.partners.models import Organisation

TAKES_PART = (
    Participation.Part.OWNER,
    Participation.Part.CO_LEADER,
    Participation.Part.PARTICIPANT,
)


def municipality_organisation(municipality: Municipality) -> Organisation | None:
    """The municipality itself, if we know it; not a unit of it."""
    return Organisation.objects.filter(
        municipality=municipality, kind=Organisation.Kind.MUNICIPALITY, part_of=None
    ).first()


def name_of(municipality: Municipality) -> str:
    """What an organisation that we do not know yet is called."""
    return _("%(place)s municipality") % {"place": municipality.name}


def has_plan(programme: Programme, organisation: Organisation) -> bool:
    return Plan.objects.filter(programme=programme, organisation=organisation).exists()


def not_in_yet(programme: Programme) -> QuerySet[Municipality]:
    """Those that do not take part in the programme."""
    there = Participation.objects.filter(programme=programme, part__in=TAKES_PART)
    return Municipality.objects.exclude(
        pk__in=there.filter(organisation__municipality__isnull=False).values(
            "organisation__municipality"
        )
    ).order_by("name")


def mentors(programme: Programme) -> QuerySet[Organisation]:
    """Municipalities that take part, and can show a new one the way."""
    there = Participation.objects.filter(programme=programme, part__in=TAKES_PART)
    return Organisation.objects.filter(
        pk__in=there.values("organisation"), municipality__isnull=False
    ).order_by("name")
