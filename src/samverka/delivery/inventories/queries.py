"""Inventories, their rounds as far as one reads them, and whom and with what one can ask."""

from django.db.models import Count, Max, QuerySet

from samverka.delivery.programmes.models import Participation, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.register.instruments.models import (
    Asked,
    Instrument,
    InstrumentVersion,
    Round,
    Sphere,
)
from samverka.register.instruments.permissions import may_read_answers
from samverka.register.partners.models import Organisation
from samverka.toolkit.lists import holding

from .models import Inventory


def inventories_of(actor: Actor, programme: Programme, *, q: str = "") -> QuerySet[Inventory]:
    """Those one sees, by name, each with its rounds and the last day of the latest."""
    return (
        Inventory.objects.visible_to(actor)
        .filter(holding(q, "name", "purpose"), programme=programme)
        .select_related("programme", "instrument")
        .annotate(times=Count("rounds"), latest=Max("rounds__round__closes_on"))
        .order_by("name", "pk")
    )


def read_rounds(actor: Actor, inventory: Inventory) -> list[Round]:
    """Those whose answers one reads, the latest first."""
    found = (
        Round.objects.filter(pk__in=inventory.rounds.values("round"))
        .select_related("version__instrument")
        .prefetch_related("readers")
        .order_by("-opens_on", "-pk")
    )
    return [each for each in found if may_read_answers(actor, each)]


def asked_in(rounds: list[Round]) -> QuerySet[Asked]:
    """The municipalities asked in the rounds, each with what it has answered."""
    return (
        Asked.objects.filter(round__in=rounds, person=None)
        .select_related("organisation__municipality", "response")
        .order_by("organisation__name", "pk")
    )


def municipalities_of(programme: Programme) -> QuerySet[Organisation]:
    """Those that take part, whatever their part is."""
    partners = Participation.objects.filter(programme=programme)
    return Organisation.objects.filter(
        pk__in=partners.values("organisation"),
        kind=Organisation.Kind.MUNICIPALITY,
        valid_to=None,
    ).order_by("name")


def instruments_to_use(actor: Actor) -> QuerySet[Instrument]:
    """One's own organisation's about open matters, with something published to ask."""
    published = InstrumentVersion.objects.exclude(published_on=None)
    return (
        Instrument.objects.visible_to(actor)
        .filter(sphere=Sphere.OPEN, archived_on=None, pk__in=published.values("instrument"))
        .order_by("name")
    )
