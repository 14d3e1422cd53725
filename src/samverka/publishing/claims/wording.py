"""A claim's words and numbers, as pages and files say them."""

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _

from samverka.delivery.budgets.models import Cost
from samverka.delivery.participants.models import Participant
from samverka.delivery.plans.models import PlanItem
from samverka.delivery.programmes.models import Programme
from samverka.toolkit.texts import amount, whole_month

from .contents import Parts
from .models import ClaimText

FEW = "–"
# What is sent to an authority is in its language, whoever sends it.
LANGUAGE = settings.LANGUAGE_CODE


def months_in_words(first: dt.date, last: dt.date) -> str:
    if first == last:
        return whole_month(first)
    return _("%(first)s to %(last)s") % {"first": whole_month(first), "last": whole_month(last)}


def day_of(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def names_of(parts: Parts) -> dict[str, str]:
    """The partners by their keys."""
    return {row["key"]: row["name"] for row in parts["partners"]}


def kind_of(code: str) -> str:
    return str(Cost.Kind(code).label)


def status_of(code: str) -> str:
    return str(PlanItem.Status(code).label)


def sex_of(code: str) -> str:
    return str(Participant.Sex(code).label) if code else _("Not noted")


def number(value: int | None) -> str:
    """An amount; a dash where it is not told."""
    return FEW if value is None else amount(value)


def target_of(row: dict) -> str:
    if row["is_limit"] and row["target"] is not None:
        return _("at most %(target)s") % {"target": amount(row["target"])}
    return number(row["target"])


def heading_of(text: dict) -> str:
    """What a text of a claim stands under."""
    if text["part"] == ClaimText.Part.GOAL:
        return f"{text['about']} {text['title']}"
    if text["part"] == ClaimText.Part.PRINCIPLE:
        return str(text["title"])
    return str(ClaimText.Part.DEVIATIONS.label)


def attended(row: list, days: int) -> str:
    return _("%(count)s of %(days)s") % {"count": amount(row[0]), "days": amount(days)}


def reading_of(row: dict) -> str:
    """Which reading of the budget a row of co-financing is."""
    if row["basis"] == Programme.Basis.TOTAL:
        return _("Co-financing, if the budget is the whole cost")
    return _("Co-financing, if the budget is the grant alone")
