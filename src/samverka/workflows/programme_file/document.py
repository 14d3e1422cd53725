"""A YAML text as parts that know their line. Every value stays text: 0180 keeps its zero."""

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
class Text:
    value: str
    line: int


@dataclass(frozen=True)
class Rows:
    items: list["Part"]
    line: int


@dataclass(frozen=True)
class Table:
    """Keys with their parts, and the line each key stands on."""

    line: int
    parts: dict[str, "Part"] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


Part = Text | Rows | Table


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
    return Text(" ".join(node.value.split()), line)


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
