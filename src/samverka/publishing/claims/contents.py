"""What a claim holds, as one text: assembled anew while it is open, kept from when it is ready."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from functools import cached_property
from typing import Any

from samverka.delivery.budgets.queries import taking_part
from samverka.delivery.programmes.queries import goal_tree
from samverka.publishing.statements.queries import sent_versions
from samverka.register.partners.models import Organisation

from . import hours, money, results
from .models import Claim, ClaimText

Part = ClaimText.Part


class Parts:
    """The parts of a claim, each found when it is first asked for: `parts["costs"]`.

    Of a claim that is ready or sent they are what was kept, and nothing is counted.
    """

    def __init__(self, claim: Claim, *, on: dt.date):
        self.claim, self.on = claim, on
        self.until = money.last_day_of(claim.last_month)
        self.found: dict[str, Any] = json.loads(claim.content) if claim.content else {}

    def __getitem__(self, name: str) -> Any:
        if name not in self.found:
            self.found[name] = ASSEMBLED[name](self)
        return self.found[name]

    @cached_property
    def taken(self) -> list[hours.Taken]:
        """The certificates themselves, for what is counted from their lines."""
        if self.claim.content:
            return hours.certificates_named(self.found["certificates"])
        return hours.certificates_to_claim(self.claim)


def _about(parts: Parts) -> dict:
    claim = parts.claim
    return {
        "programme": claim.programme.public_key,
        "fund": claim.fund.code,
        "number": claim.number,
        "first_month": claim.first_month.isoformat(),
        "last_month": claim.last_month.isoformat(),
    }


def _months(parts: Parts) -> list[dict]:
    claim = parts.claim
    versions = sent_versions(claim.programme, claim.fund, claim.first_month, claim.last_month)
    return [
        {
            "first_month": version.statement.first_month.isoformat(),
            "last_month": version.statement.last_month.isoformat(),
            "layout": version.layout.name,
            "series": version.series.public_key,
            "version": version.number,
            "digest": version.digest,
            "persons": version.persons,
            "minutes": version.minutes,
        }
        for version in versions
    ]


def _costs(parts: Parts) -> list[dict]:
    taken, left = money.costs_to_claim(parts.claim, on=parts.on)
    parts.found["left_out"] = [money.as_told(cost, reason) for cost, reason in left]
    return [money.as_told(cost) for cost in taken]


def _left_out(parts: Parts) -> list[dict]:
    parts.found["costs"] = _costs(parts)
    return parts.found["left_out"]


def _partners(parts: Parts) -> list[dict]:
    """Everybody who takes part, and whoever has left and is owed something still."""
    there = dict(taking_part(parts.claim.programme).values_list("public_key", "name"))
    claiming = {row["organisation"] for name in ("hours", "costs") for row in parts[name]}
    gone = Organisation.objects.filter(public_key__in=claiming - there.keys()).order_by("name")
    partners = [*there.items(), *gone.values_list("public_key", "name")]
    return money.by_partner(partners, parts["hours"], parts["costs"])


def _sums(parts: Parts) -> dict:
    """Of the whole, from the rows themselves and not from the partners' sums (S108)."""
    rows, costs = parts["hours"], sum(cost["amount"] for cost in parts["costs"])
    worth = sum(row["worth"] or 0 for row in rows)
    return {
        "minutes": sum(row["minutes"] for row in rows),
        "claimed": sum(row["claimed"] for row in rows),
        "worth": worth,
        "lacks": any(row["claimed"] and row["worth"] is None for row in rows),
        "costs": costs,
        "together": worth + costs,
    }


def _texts(parts: Parts) -> list[dict]:
    """Every heading of the claim in its order, with what is written under it."""
    claim = parts.claim
    written = {(text.part, text.about): text.text for text in claim.texts.all()}
    headings = [
        *((Part.GOAL, goal.number, goal.title, "") for goal in goal_tree(claim.programme)),
        *(
            (Part.PRINCIPLE, line, line, source)
            for line, source in results.principles_of(claim, until=parts.until)
        ),
        (Part.DEVIATIONS, "", "", ""),
    ]
    return [
        {
            "part": str(part),
            "about": about,
            "title": title,
            "source": source,
            "text": written.get((part, about), ""),
        }
        for part, about, title, source in headings
    ]


ASSEMBLED: dict[str, Callable[[Parts], Any]] = {
    "about": _about,
    "months": _months,
    "certificates": lambda parts: hours.as_told(parts.taken),
    "hours": lambda parts: hours.by_employer(parts.claim, parts.taken),
    "costs": _costs,
    "left_out": _left_out,
    "partners": _partners,
    "sums": _sums,
    "co_financing": lambda parts: money.towards_co_financing(parts.claim, parts["sums"]["worth"]),
    "sexes": lambda parts: results.by_sex(parts.claim.programme, until=parts.until),
    "measures": lambda parts: results.measures(parts.claim.programme, until=parts.until),
    "training": lambda parts: results.training_series(parts.claim.programme, until=parts.until),
    "not_done": lambda parts: results.not_done(parts.claim, until=parts.until),
    "texts": _texts,
}


def content_of(claim: Claim, *, on: dt.date) -> str:
    """Everything the claim holds as the facts say now, in the one way of writing it."""
    parts = Parts(claim, on=on)
    return json.dumps(
        {name: parts[name] for name in ASSEMBLED},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def digest_of(content: str, before: str) -> str:
    return hashlib.sha256(f"{before}\n{content}".encode()).hexdigest()
