"""How a programme's period and standing are said."""

import datetime as dt

from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Precision, Programme
from samverka.toolkit.texts import whole_day, whole_month

from .queries import COMING, ENDED, NOT_TOLD, state_of


def day_of(day: dt.date | None, precision: str) -> str:
    """As exactly as the source tells it; nothing where it does not."""
    if day is None:
        return ""
    if precision == Precision.YEAR:
        return str(day.year)
    return whole_month(day) if precision == Precision.MONTH else whole_day(day)


def period_of(programme: Programme) -> str:
    """From first to last day; an extension is told beside what was planned."""
    first = day_of(programme.starts_on, programme.starts_precision)
    last = day_of(programme.ends_on, programme.ends_precision)
    later = day_of(programme.extended_to, programme.extended_precision)
    if not first and not last:
        return ""
    if first and not last:
        return _("from %(first)s") % {"first": first}
    period = f"{first} – {last}" if first else _("until %(last)s") % {"last": last}
    if not later:
        return period
    return _("%(period)s, extended to %(later)s") % {"period": period, "later": later}


def state_text(programme: Programme, *, on: dt.date) -> str:
    texts = {COMING: _("To come"), ENDED: _("Ended"), NOT_TOLD: _("The period is not told")}
    return texts.get(state_of(programme, on=on), _("Going on"))
