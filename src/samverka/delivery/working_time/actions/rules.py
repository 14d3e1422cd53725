"""What a fund says from a day on: the one before it ends then."""

import datetime as dt
from typing import Any, TypeVar

from samverka.delivery.programmes.models import Fund
from samverka.delivery.working_time.models import Ceiling, PayRule
from samverka.toolkit.periods import check_end

Rule = TypeVar("Rule", Ceiling, PayRule)


def say_from(
    model: type[Rule], fund: Fund, valid_from: dt.date, valid_to: dt.date | None, **facts: Any
) -> Rule:
    """
    :raises EndsBeforeItBegan: it would hold no day
    """
    if valid_to:
        check_end(valid_from, valid_to)
    before = model.objects.filter(fund=fund, valid_to=None, valid_from__lt=valid_from)
    before.update(valid_to=valid_from)
    made, _is_new = model.objects.update_or_create(
        fund=fund, valid_from=valid_from, defaults={**facts, "valid_to": valid_to}
    )
    return made
