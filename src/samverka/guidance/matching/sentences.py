"""What a household reads of its proposal, and in which languages that may be a decision's text."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from django.conf import settings
from django.utils import translation

from samverka.toolkit.texts import whole_day

from .models import Home, Placement, Proposal
from .shipped import FOLDER

SHOWN_AS_DECISION = frozenset({"original", "reviewed"})
FIRST = "sv"


@cache
def _file() -> Mapping[str, Any]:
    content: dict[str, Any] = yaml.safe_load((FOLDER / "sentences.yaml").read_text("utf-8"))
    return content


def is_reviewed(language: str) -> bool:
    return _file()["states"].get(language, {}).get("state") in SHOWN_AS_DECISION


def languages() -> list[str]:
    """Those that a decision may be read in here: only a demonstration shows unreviewed ones."""
    return [one for one in _file()["states"] if is_reviewed(one) or settings.DEMONSTRATION]


def language_for(*wanted: str) -> str:
    """The first that may be shown; else Swedish, which an interpreter reads with the household."""
    return next((one for one in wanted if one in languages()), FIRST)


def sentence(key: str, language: str, **facts: object) -> str:
    told: str = _file()["sentences"][key][language]
    return told.format(**facts)


@dataclass(frozen=True)
class Letter:
    """A proposal in the sentences of a language."""

    language: str
    is_reviewed: bool
    text: Mapping[str, str]
    home: list[str]
    reasons: list[str]


def letter(
    proposal: Proposal, placement: Placement | None, language: str, *, who: str, by_day
) -> Letter:
    """`placement` is the plan's, with what each criterion gives; None where there is none."""
    with translation.override(language):
        facts: dict[str, object] = {
            "place": proposal.place.organisation.name,
            "who": who,
            "day": whole_day(by_day) if by_day else "",
            "rooms": 0,
            "persons": 0,
        }
        home = _home(proposal.home, language)
    text = {key: sentence(key, language, **facts) for key in _file()["sentences"]}
    return Letter(
        language=language,
        is_reviewed=is_reviewed(language),
        text=text,
        home=home,
        reasons=[text[key] for key in _reasons(proposal, placement)],
    )


def _home(home: Home | None, language: str) -> list[str]:
    if home is None:
        return [sentence("home_soon", language)]
    told = [
        sentence(
            "home",
            language,
            rooms=home.rooms,
            persons=home.most_persons,
            day=whole_day(home.from_day),
        )
    ]
    if home.step_free:
        told.append(sentence("step_free", language))
    elif home.ground_floor_or_lift:
        told.append(sentence("lift", language))
    return told


def _reasons(proposal: Proposal, placement: Placement | None) -> list[str]:
    """What speaks for the place, most first; of a place that an officer chose what is known."""
    if placement is None or placement.place_id != proposal.place_id:
        wished = proposal.case.wishes.filter(organisation=proposal.place.organisation_id)
        return ["reason_wish"] if wished.exists() else ["reason_other"]
    known = _file()["sentences"]
    parts = sorted(placement.parts.items(), key=lambda part: -part[1])
    found = [f"reason_{key}" for key, units in parts if units > 0 and f"reason_{key}" in known]
    if proposal.case.needs.filter(is_hard=True).exists():
        found.append("needs_met")
    return found or ["reason_other"]
