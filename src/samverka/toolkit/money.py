"""Money: whole öre in the database, kronor to people."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .texts import NO_BREAK, amount, isolate

ORE = 100
LARGEST = 10**13  # a hundred billion kronor
# "1 811 937,50", "1811937.5", "1.811.937,50 kr": groups by space or point, one decimal mark.
GROUPS = r"(\d{1,3}(?:[.\s]\d{3})+|\d+)"
WRITTEN = re.compile(GROUPS + r"(?:[,.](\d{1,2}))?(?:\s*(?:kr|kronor|sek))?", re.I)


def kronor(ore: int | None) -> str:
    """ "1 811 937,50 kr"; öre are left out where there are none."""
    if ore is None:
        return ""
    value: int | Decimal = ore // ORE if ore % ORE == 0 else Decimal(ore) / ORE
    number = amount(value if isinstance(value, int) else value.quantize(Decimal("0.01")))
    return isolate(f"{number}{NO_BREAK}kr")


def euro(cents: int) -> str:
    """ "300 000 €"; cents are left out where there are none."""
    value: int | Decimal = cents // 100 if cents % 100 == 0 else Decimal(cents) / 100
    return isolate(f"{amount(value)}{NO_BREAK}€")


def percent(share: int) -> str:
    """Hundredths of a percent as people write them, without the sign: 2550 is "25,5"."""
    return amount(Decimal(share) / 100 if share % 100 else share // 100)


def whole_ore(value: Decimal) -> int:
    """Öre rounded to the nearest whole one, a half upwards."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def read_kronor(text: str) -> int | None:
    """The öre of an amount as people write it; None for anything else."""
    found = WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    whole, decimals = found.groups(default="")
    ore = int(re.sub(r"[.\s]", "", whole)) * ORE + int(decimals.ljust(2, "0") or 0)
    return ore if ore <= LARGEST else None


class KronorField(forms.CharField):
    """An amount in kronor, cleaned to öre."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs.setdefault("inputmode", "decimal")

    def prepare_value(self, value: Any) -> Any:
        return kronor(value).removesuffix(f"{NO_BREAK}kr") if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        ore = read_kronor(text)
        if ore is None:
            raise ValidationError(
                _("'%(text)s' is not an amount. Write it as 1 250 or 1 250,50.") % {"text": text}
            )
        return ore
