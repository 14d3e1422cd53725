"""What a household reads of its proposal, and in which languages that may be a decision's text.

Swedish and English stand in data/sentences.yaml. Other languages are drafts in data/drafts: a
household reads one when somebody who knows it has approved each of its sentences.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Any

import yaml
from django.conf import settings
from django.utils import translation

from samverka.toolkit.languages import LANGUAGES
from samverka.toolkit.texts import whole_day

from .models import Home, HouseholdSentence, Placement, Proposal
from .queries.resting import lacks_there, reasons_gone
from .shipped import FOLDER

FIRST = "sv"


@cache
def _file() -> Mapping[str, Any]:
    content: dict[str, Any] = yaml.safe_load((FOLDER / "sentences.yaml").read_text("utf-8"))
    return content


@cache
def _draft(language: str) -> Mapping[str, str]:
    file = FOLDER / "drafts" / f"{language}.yaml"
    content: dict[str, str] = yaml.safe_load(file.read_text("utf-8")) if file.exists() else {}
    return content


def is_original(language: str) -> bool:
    """Whether the sentences were written in it."""
    return language in _file()["written_in"]


def to_translate() -> list[str]:
    """The other languages, which somebody who knows them reads and approves."""
    return [one for one in LANGUAGES if not is_original(one)]


def in_file(language: str) -> dict[str, str]:
    """The sentences by their keys, in the order in which they are read."""
    written = _file()["sentences"].items()
    if is_original(language):
        return {key: said[language] for key, said in written}
    draft = _draft(language)
    return {key: draft[key] for key, _said in written if key in draft}


def placeholders(text: str) -> set[str] | None:
    """What is filled in: {place} and the like; None where a bracket is not one of those."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return None
    if any(name is not None and (how or turned) for _said, name, how, turned in parts):
        return None
    return {name for _said, name, _how, _turned in parts if name is not None}


@dataclass(frozen=True)
class Words:
    """The sentences as they may be read now: by language, and which of those hold."""

    texts: Mapping[str, Mapping[str, str]]
    reviewed: frozenset[str]

    @property
    def languages(self) -> list[str]:
        return list(self.texts)

    def is_reviewed(self, language: str) -> bool:
        return language in self.reviewed

    def language_for(self, *wanted: str) -> str:
        """The first that may be shown; else Swedish, which an interpreter reads with them."""
        return next((one for one in wanted if one in self.texts), FIRST)

    def said(self, key: str, language: str, **facts: object) -> str:
        return self.texts[language][key].format(**facts)


def words_now() -> Words:
    """Only a demonstration shows what is not approved, and says so."""
    swedish = in_file(FIRST)
    rows: dict[str, dict[str, HouseholdSentence]] = {}
    for row in HouseholdSentence.objects.exclude(text="").filter(key__in=swedish):
        rows.setdefault(row.language, {})[row.key] = row
    texts, reviewed = {}, set()
    for language in LANGUAGES:
        there = rows.get(language, {})
        told = in_file(language) | {key: row.text for key, row in there.items()}
        holds = is_original(language) or all(
            key in there and there[key].is_approved_beside(swedish[key]) for key in swedish
        )
        if holds or (settings.DEMONSTRATION and told.keys() == swedish.keys()):
            texts[language] = told
        if holds:
            reviewed.add(language)
    return Words(texts, frozenset(reviewed))


@dataclass(frozen=True)
class Letter:
    """A proposal in the sentences of a language."""

    language: str
    is_reviewed: bool
    text: Mapping[str, str]
    home: list[str]
    reasons: list[str]


def letter(
    proposal: Proposal,
    placement: Placement | None,
    words: Words,
    language: str,
    *,
    who: str,
    by_day: dt.date | None,
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
        home = _home(proposal.home, words, language)
    text = {key: words.said(key, language, **facts) for key in in_file(FIRST)}
    return Letter(
        language=language,
        is_reviewed=words.is_reviewed(language),
        text=text,
        home=home,
        reasons=[text[key] for key in _reasons(proposal, placement)],
    )


def _home(home: Home | None, words: Words, language: str) -> list[str]:
    if home is None:
        return [words.said("home_soon", language)]
    told = [
        words.said(
            "home",
            language,
            rooms=home.rooms,
            persons=home.most_persons,
            day=whole_day(home.from_day),
        )
    ]
    if home.step_free:
        told.append(words.said("step_free", language))
    elif home.ground_floor_or_lift:
        told.append(words.said("lift", language))
    return told


def _reasons(proposal: Proposal, placement: Placement | None) -> list[str]:
    """What speaks for the place and is there still, most first; where an officer chose, less."""
    if placement is None or placement.place_id != proposal.place_id:
        wished = proposal.case.wishes.filter(organisation=proposal.place.organisation_id)
        return ["reason_wish"] if wished.exists() else ["reason_other"]
    known = _file()["sentences"]
    parts = sorted(placement.parts.items(), key=lambda part: -part[1])
    gone = reasons_gone(proposal)
    counts = (key for key, units in parts if units > 0 and key not in gone)
    found = [f"reason_{key}" for key in counts if f"reason_{key}" in known]
    if proposal.case.needs.filter(is_hard=True).exists() and not lacks_there(proposal):
        found.append("needs_met")
    return found or ["reason_other"]
