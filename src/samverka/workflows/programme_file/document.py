"""A YAML text as parts that know their line. Every value stays text: 0180 keeps its zero.

A comment at the end of a line that begins with rows of the mission, as `# S26, S42: one each`, or
with `# källa:`, is part of the document: it says where what the line tells comes from.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from django.utils.translation import gettext as _


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong on a line, and what to write instead."""

    line: int
    sentence: str

    def __str__(self):
        return _("Line %(line)s: %(sentence)s") % {"line": self.line, "sentence": self.sentence}


class Unreadable(Exception):
    """A file with problems, all of them; nothing was loaded."""

    def __init__(self, problems: list[Problem]):
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class Note:
    """Where a line comes from: rows of the mission, a word about it, or both."""

    rows: str
    text: str


@dataclass(frozen=True)
class Text:
    value: str
    line: int


@dataclass(frozen=True)
class Rows:
    items: list["Part"]
    line: int


@dataclass(frozen=True)
class Table:
    """Keys with their parts, and the line and the note of each key."""

    line: int
    parts: dict[str, "Part"] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    # Written on one line where there is room.
    is_short: bool = False


Part = Text | Rows | Table
ROWS = r"S\d+(?:\s*[–-]\s*S?\d+)?"
NOTE = re.compile(
    rf"#\s*(?:(?P<rows>{ROWS}(?:\s*,\s*{ROWS})*)(?:\s*[:;,]\s*(?P<word>.+))?"
    r"|källa:\s*(?P<source>.+))"
)


def parse(text: str) -> Table:
    """The document of a text.

    :raises Unreadable: it is not YAML, or no list of keys
    """
    problems: list[Problem] = []
    try:
        _refuse_references(text, problems)
        node = None if problems else yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        raise Unreadable([_syntax(error)]) from None
    except yaml.YAMLError:
        sentence = _("The file holds signs that are no text. Save it anew as UTF-8 text.")
        raise Unreadable([Problem(1, sentence)]) from None
    part = _part(node, problems) if node is not None else None
    if node is not None and isinstance(part, Table):
        _attach_notes(text, node, part)
    if not problems and not isinstance(part, Table):
        sentence = _("The file has no keys. Begin with a line such as 'namn: …'.")
        problems.append(Problem(1, sentence))
    if problems or not isinstance(part, Table):
        raise Unreadable(problems)
    return part


def _refuse_references(text: str, problems: list[Problem]) -> None:
    """YAML lets a value point at another; a reader of the file should see it where it stands."""
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            sentence = _("A value that points elsewhere (*). Write the value itself.")
            line = event.start_mark.line + 1 if event.start_mark else 1
            problems.append(Problem(line, sentence))


def _part(node: yaml.Node, problems: list[Problem]) -> Part:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _table(node, line, problems)
    if isinstance(node, yaml.SequenceNode):
        return Rows([_part(item, problems) for item in node.value], line)
    assert isinstance(node, yaml.ScalarNode)  # noqa: S101 - YAML has three kinds of nodes
    return Text(_value(node), line)


def _value(node: yaml.ScalarNode) -> str:
    """Lines that only break where the edge was are one; those written to be kept are kept."""
    if node.style == "|":
        return "\n".join(line.rstrip() for line in node.value.strip().splitlines())
    return node.value.strip() if node.style == '"' else " ".join(node.value.split())


def _table(node: yaml.MappingNode, line: int, problems: list[Problem]) -> Table:
    table = Table(line)
    for key_node, value in node.value:
        key, at = str(key_node.value), key_node.start_mark.line + 1
        if key in table.parts:
            sentence = _("'%(key)s' stands on line %(other)s too. Keep one of them.")
            problems.append(Problem(at, sentence % {"key": key, "other": table.lines[key]}))
        table.parts[key] = _part(value, problems)
        table.lines[key] = at
    return table


def _attach_notes(text: str, node: yaml.Node, table: Table) -> None:
    """Each note belongs to the first key on its line, or to the one that goes on there."""
    keys = sorted(_keys(table), key=lambda each: each[0])
    for line, note in _notes(text, node):
        here = next((each for each in keys if each[0] == line), None)
        _, holder, key = here or [each for each in keys if each[0] < line][-1]
        there = holder.notes.get(key)
        holder.notes[key] = _together(there, note) if there else note


def _keys(part: Part) -> Iterator[tuple[int, Table, str]]:
    if isinstance(part, Rows):
        for item in part.items:
            yield from _keys(item)
    if isinstance(part, Table):
        for key, value in part.parts.items():
            yield part.lines[key], part, key
            yield from _keys(value)


def _together(first: Note, second: Note) -> Note:
    return Note(
        ", ".join(filter(None, [first.rows, second.rows])),
        "; ".join(filter(None, [first.text, second.text])),
    )


def _notes(text: str, node: yaml.Node) -> Iterator[tuple[int, Note]]:
    """The notes at the ends of lines; a hash within a text is a part of that text."""
    within = sorted(_spans(text, node))
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        for found in re.finditer(r"(?<=\s)#", line):
            at = start + found.start()
            if not any(first <= at < last for first, last in within):
                note = NOTE.match(line[found.start() :].strip())
                if note and line[: found.start()].strip():
                    words = note.group("word") or note.group("source") or ""
                    yield number, Note(note.group("rows") or "", words.strip())
                break
        start += len(line)


def _spans(text: str, node: yaml.Node) -> Iterator[tuple[int, int]]:
    """Where texts begin and end; one that is written below its key begins on the next line."""
    if isinstance(node, yaml.ScalarNode):
        start = node.start_mark.index
        if node.style in {"|", ">"}:
            start = text.index("\n", start)
        yield start, node.end_mark.index
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            for each in pair:
                yield from _spans(text, each)
    else:
        for each in node.value:
            yield from _spans(text, each)


# What YAML says, and what the writer of the file should do about it.
def _syntax(error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    said = error.problem or ""
    if "\\t" in said:
        sentence = _("The line is indented with a tab. Use spaces instead.")
    elif "mapping values" in said:
        sentence = _(
            "There is a second colon on the line, or the line above lacks its colon. "
            "Put a text that holds a colon within quotation marks."
        )
    elif "block end" in said or "block mapping" in (error.context or ""):
        sentence = _(
            "The line does not stand under the others. Begin it at the same distance from the "
            "edge as the lines it belongs with."
        )
    else:
        sentence = _(
            "The line cannot be read. Look for a quotation mark, a bracket or a colon that is "
            "missing here or just above."
        )
    return Problem(mark.line + 1 if mark else 1, sentence)
