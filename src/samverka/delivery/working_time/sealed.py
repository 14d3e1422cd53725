"""What somebody is paid lies sealed, and is opened for those who may see it."""

from collections.abc import Iterable
from dataclasses import dataclass

from samverka.toolkit import sealing

from .models import HourlyRate

CONTEXT = "working_time.pay"


@dataclass(frozen=True)
class Pay:
    """Ordinary monthly pay, and what an hour costs by it: whole öre."""

    monthly: int
    hourly: int


def closed(pay: Pay) -> str:
    return sealing.seal(f"{pay.monthly} {pay.hourly}", context=CONTEXT)


def opened(rates: Iterable[HourlyRate]) -> list[tuple[HourlyRate, Pay]]:
    """Each rate with what it says; the keys are looked up once.

    :raises CannotOpen: a rate was changed, or its key is gone
    """
    unseal = sealing.opener(context=CONTEXT)
    return [(rate, Pay(*map(int, unseal(rate.pay).split()))) for rate in rates]
