"""What co-financing a budget asks for, on each reading of what the budget is (S128)."""

from dataclasses import dataclass
from decimal import Decimal

from samverka.delivery.programmes.models import Programme
from samverka.toolkit.money import whole_ore

from .models import WHOLE


@dataclass(frozen=True)
class CoFinancing:
    """Öre: all of it, what the fund gives, and what the partners put in."""

    total: int
    grant: int
    own: int


def co_financing(budget: int, share: int, basis: str) -> CoFinancing:
    """Of a budget in öre, the partners' share being in hundredths of a percent.

    If the budget is the whole, the share is taken of it. If it is the grant alone, the grant is
    what remains when the share is taken of the whole: 25 % of the whole is a third of the grant.
    """
    if basis == Programme.Basis.TOTAL:
        own = whole_ore(Decimal(budget) * share / WHOLE)
        return CoFinancing(total=budget, grant=budget - own, own=own)
    own = whole_ore(Decimal(budget) * share / (WHOLE - share))
    return CoFinancing(total=budget + own, grant=budget, own=own)


def readings(programme: Programme) -> dict[str, CoFinancing]:
    """By basis: the chosen one alone, or both while none is chosen; none without a share."""
    if programme.budget is None or not programme.co_financing_share:
        return {}
    chosen = programme.budget_basis
    bases = [chosen] if chosen else [Programme.Basis.TOTAL, Programme.Basis.GRANT]
    return {
        str(basis): co_financing(programme.budget, programme.co_financing_share, basis)
        for basis in bases
    }


def hours_needed(own: int, rate: int) -> int:
    """Whole hours of taking part that are worth as much, at a rate an hour; both in öre."""
    return -(-own // rate)
