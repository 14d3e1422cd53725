"""What months say in words, the same on the page, in the spreadsheet and in the PDF."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samverka.delivery.programmes.models import FundRule
from samverka.engine.hours import Rule
from samverka.toolkit.texts import amount, hours

from .figures import Part

RULES = {
    Rule.EXACT: gettext_lazy("The time is counted as it is, to the minute."),
    Rule.WHOLE_DOWN: gettext_lazy(
        "Whole hours, rounded down on the sum of each person's time in the month at each employer."
    ),
}
NO_RULE = gettext_lazy(
    "No single rule of the programme's funds says how hours are counted in this month. "
    "Only the time as it was is shown."
)
DEFINITION = gettext_lazy(
    "Time is counted for those who were marked as here, breaks left out. "
    "Each person is counted once in the month, also with several employers."
)
HIDDEN = gettext_lazy(
    "Numbers of fewer than five persons, and numbers that would show them, are not given."
)
FEW = gettext_lazy("not given")


def rule_text(rule: FundRule | None) -> str:
    return str(RULES[Rule(rule.value)] if rule else NO_RULE)


def persons(part: Part | None) -> str:
    return str(FEW) if part is None else amount(part.persons)


def how_many(part: Part | None) -> str:
    if part is None:
        return str(FEW)
    return ngettext("%(count)s person", "%(count)s persons", part.persons) % {
        "count": amount(part.persons)
    }


def minutes(part: Part | None) -> str:
    return str(FEW) if part is None else hours(part.minutes)


def counted(part: Part | None) -> str:
    if part is None:
        return str(FEW)
    return hours(part.counted)


def others_label() -> str:
    return _("Others, not shown to you")
