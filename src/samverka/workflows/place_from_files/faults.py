"""What is wrong with files that somebody wants to place from: every fault, with its row."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

MOST_SHOWN = 20


class Unusable(Exception):
    """The files cannot be used as they are; the message has one sentence a line."""

    def __init__(self, sentences: Sequence[str]) -> None:
        shown = list(sentences[:MOST_SHOWN])
        if len(sentences) > MOST_SHOWN:
            shown.append(_("… and %(count)s more.") % {"count": len(sentences) - MOST_SHOWN})
        super().__init__("\n".join(shown))
        self.sentences = tuple(sentences)


class Faults:
    """Gathers sentences, so that all that is wrong is told at once."""

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def add(self, sentence: str) -> None:
        if sentence not in self.sentences:
            self.sentences.append(sentence)

    def stop_if_any(self) -> None:
        """
        :raises Unusable: something was added
        """
        if self.sentences:
            raise Unusable(self.sentences)
