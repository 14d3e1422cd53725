"""What a programme says of itself, in the language somebody reads (S129)."""

from dataclasses import dataclass

from samverka.delivery.programmes.models import FIRST, Programme, Wording
from samverka.toolkit.languages import LANGUAGES, Language


@dataclass(frozen=True)
class Said:
    """A text with the language it is in."""

    text: str
    language: Language


@dataclass(frozen=True)
class OwnWords:
    """A programme's texts in a language; each that is missing there is in Swedish."""

    programme: Programme
    asked: Language
    wording: Wording | None

    def of(self, key: str, first: str) -> Said:
        there = self.wording.texts.get(key) if self.wording else None
        return Said(there, self.asked) if there else Said(first, LANGUAGES[FIRST])

    @property
    def name(self) -> Said:
        return self.of("name", self.programme.name)

    @property
    def summary(self) -> Said:
        return self.of("summary", self.programme.summary)

    @property
    def is_first(self) -> bool:
        return self.asked.code == FIRST

    @property
    def lacks_some(self) -> bool:
        """Whether the name or the text about the programme is shown in Swedish instead."""
        texts = self.wording.texts if self.wording else {}
        return not self.is_first and not all(texts.get(key) for key in ("name", "summary"))


def own_words(programme: Programme, language: str) -> OwnWords:
    found = programme.wordings.filter(language=language).first()
    return OwnWords(programme, LANGUAGES.get(language, LANGUAGES[FIRST]), found)


def texts_of(programme: Programme) -> dict[str, str]:
    """What a programme says in Swedish, by what is said: what other languages translate."""
    texts = {"name": programme.name, "summary": programme.summary}
    goals = programme.goals.order_by("number").values_list("number", "title")
    texts |= {f"goal {number}": title for number, title in goals}
    return {key: text for key, text in texts.items() if text}


def wordings_of(programme: Programme) -> list[tuple[Language, Wording | None]]:
    """Each language but Swedish, and what is written in it."""
    there = {row.language: row for row in programme.wordings.all()}
    return [(one, there.get(one.code)) for one in LANGUAGES.values() if one.code != FIRST]
