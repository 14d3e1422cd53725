"""The sentences that households read, language by language: which are approved, and by whom."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from samverka.guidance.matching import sentences
from samverka.guidance.matching.models import HouseholdSentence
from samverka.guidance.matching.shipped import code_said
from samverka.toolkit.languages import LANGUAGES, Language


@dataclass(frozen=True)
class Sentence:
    """A sentence in Swedish and in a language, and how far it is."""

    key: str
    swedish: str
    text: str
    # The account of whoever wrote it, who does not approve it; None where it came along.
    written_by: int | None
    approved_by: str
    approved_on: dt.date | None
    # Approved beside a Swedish sentence that says something else now.
    has_fallen: bool

    @property
    def is_approved(self) -> bool:
        return self.approved_on is not None and not self.has_fallen

    @property
    def placeholders(self) -> list[str]:
        return [f"{{{name}}}" for name in sorted(sentences.placeholders(self.swedish) or ())]

    @property
    def mark(self) -> str:
        """The key with what is read now, so that nobody approves what they have not read."""
        return mark(self.key, self.swedish, self.text)


def mark(key: str, swedish: str, text: str) -> str:
    read = hashlib.sha256(f"{swedish}\n{text}".encode()).hexdigest()[:16]
    return f"{key}:{read}"


@dataclass(frozen=True)
class InALanguage:
    """How far a language is."""

    language: Language
    # What the reader calls it.
    name: str
    sentences: int
    written: int
    approved: int

    @property
    def waiting(self) -> int:
        return self.written - self.approved

    @property
    def is_read(self) -> bool:
        """Whether households read it: each of its sentences is approved."""
        return self.approved == self.sentences


def sentence_of(key: str, language: str) -> Sentence:
    there = HouseholdSentence.objects.filter(key=key, language=language)
    return _sentence(key, language, there.select_related("approved_by").first())


def sentences_of(language: str) -> list[Sentence]:
    """All of them, in the order in which a household reads them."""
    rows = HouseholdSentence.objects.filter(language=language)
    return _told(rows.select_related("approved_by"), language)


def languages() -> list[InALanguage]:
    rows = list(HouseholdSentence.objects.select_related("approved_by"))
    found = []
    for language in sentences.to_translate():
        told = _told([row for row in rows if row.language == language], language)
        found.append(
            InALanguage(
                LANGUAGES[language],
                code_said("language", language),
                len(told),
                sum(bool(one.text) for one in told),
                sum(one.is_approved for one in told),
            )
        )
    return found


def _told(rows, language: str) -> list[Sentence]:
    there: Mapping[str, HouseholdSentence] = {row.key: row for row in rows}
    swedish = sentences.in_file(sentences.FIRST)
    return [_sentence(key, language, there.get(key)) for key in swedish]


def _sentence(key: str, language: str, row: HouseholdSentence | None) -> Sentence:
    swedish = sentences.in_file(sentences.FIRST)[key]
    draft = sentences.in_file(language).get(key, "")
    approver = row.approved_by if row else None
    return Sentence(
        key=key,
        swedish=swedish,
        text=row.text if row else draft,
        written_by=row.written_by_id if row else None,
        approved_by=approver.name if approver else "",
        approved_on=row.approved_on if row else None,
        has_fallen=bool(row and row.approved_on and not row.is_approved_beside(swedish)),
    )
