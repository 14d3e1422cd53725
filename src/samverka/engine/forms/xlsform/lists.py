"""The sheet of choices."""

from collections.abc import Callable, Mapping, Sequence

from samverka.engine.forms.definition import Choice

from . import words
from .notes import Note, NoteKind

MEDIA = {"image", "audio", "video", "big-image"}


class Lists:
    """Every list of choices by its name; columns besides names and texts are facts of a choice."""

    def __init__(
        self,
        rows: Sequence[Mapping[str, object]],
        code: Callable[[str], str],
        own: Callable[[], str],
        notes: list[Note],
    ) -> None:
        """Read the sheet; `code` gives the tag of a heading's language, `own` the form's."""
        self.choices: dict[str, list[Choice]] = {}
        self._notes, self._code, self._own = notes, code, own
        for at, row in enumerate(rows, 2):
            self._take(words.cells(row), at)

    def _take(self, row: dict[str, str], at: int) -> None:
        list_name, name = "", ""
        label: dict[str, str] = {}
        facts: dict[str, str] = {}
        for told, text in row.items():
            column, language = words.heading(told)
            if column == "list_name":
                list_name = text
            elif column == "name":
                name = text
            elif column == "label":
                label[self._code(language)] = text
            elif column.split("::")[0].split(":")[0].lower() in {*MEDIA, "media"}:
                self._notes.append(Note(NoteKind.COLUMN, "choices", at, name, told))
            else:
                facts[told] = text
        # A line between lists, or a comment.
        if not list_name or not name:
            return
        if not label:
            label = {self._own(): name}
            self._notes.append(Note(NoteKind.NAME_AS_TEXT, "choices", at, name, name))
        self.choices.setdefault(list_name, []).append(Choice(name, label, facts))
