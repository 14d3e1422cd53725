"""What the addresses are about: what one may not see is not found."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from samverka.register.instruments import permissions
from samverka.register.instruments.models import Instrument, InstrumentVersion, Round


def instrument_seen(request, key: str) -> Instrument:
    found = Instrument.objects.visible_to(request.actor).select_related("owner")
    return get_object_or_404(found, public_key=key)


def instrument_written(request, key: str) -> Instrument:
    instrument = instrument_seen(request, key)
    if not permissions.may_write(request.actor, instrument):
        raise PermissionDenied
    return instrument


def version_of(instrument: Instrument, number: int) -> InstrumentVersion:
    version = get_object_or_404(instrument.versions, number=number)
    version.instrument = instrument
    return version


def round_seen(request, key: str) -> Round:
    found = (
        Round.objects.visible_to(request.actor)
        .select_related("version__instrument__owner")
        .prefetch_related("readers__organisation")
    )
    return get_object_or_404(found, public_key=key)


def round_run(request, key: str) -> Round:
    """One that the actor runs: asks, reminds, closes."""
    found = round_seen(request, key)
    if not permissions.may_run(request.actor, found):
        raise PermissionDenied
    return found
