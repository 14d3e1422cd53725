"""Layouts as files: read with every problem named, and those that come with Samverka."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml
from django.utils.text import slugify
from django.utils.translation import gettext as _

from samverka.publishing.statements.columns import FIELDS
from samverka.publishing.statements.models import Layout

FOLDER = Path(__file__).parent
NEEDED = ("code", "name", "rows", "source", "columns")
OWN_TEXT = "text"
MOST_COLUMNS = 100
MOST_MONTHS = 12
# After every line of a file.
LAST_LINE = 1_000_000
LONGEST = {"code": 60, "name": 150, "source": 500}


class LayoutProblem(Exception):
    """A layout file cannot be used; the message tells every problem of it."""

    def __init__(self, problems: list[str]):
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass(frozen=True)
class LayoutFile:
    """A layout as its file tells it."""

    code: str
    name: str
    rows: str
    columns: list[dict[str, str]]
    source: str
    period_months: int = 1
    about: str = ""
    is_verified: bool = False
    note: str = ""

    @property
    def kept(self) -> dict[str, Any]:
        return asdict(self)


def shipped() -> list[Path]:
    """The layout files that come with Samverka."""
    return sorted(FOLDER.glob("*.yaml"))


def read_layout(text: str) -> LayoutFile:
    """The layout of a file.

    :raises LayoutProblem: with every problem of the file
    """
    try:
        given = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as problem:
        mark = getattr(problem, "problem_mark", None)
        line = {"line": mark.line + 1 if mark else 1}
        raise LayoutProblem([_("Line %(line)s cannot be read as YAML.") % line]) from None
    if not isinstance(given, dict):
        raise LayoutProblem([_("The file has no keys. Begin with a line such as 'code: …'.")])
    problems = [*_of_keys(given), *_of_columns(given)]
    if problems:
        raise LayoutProblem(_with_lines(text, problems))
    columns = [{name: _plain(said) for name, said in each.items()} for each in given["columns"]]
    rest = {name: value for name, value in given.items() if name != "columns"}
    texts = {name: _plain(said) for name, said in rest.items() if isinstance(said, str)}
    return LayoutFile(**{**rest, **texts, "columns": columns})


def _plain(said: Any) -> str:
    return " ".join(str(said).split())


# What a problem is about: a key, or the number of a column; and the problem in words.
Problem = tuple[str | int, str]


def _with_lines(text: str, problems: list[Problem]) -> list[str]:
    """Each problem with the line it stands on, in the order of the file; what is missing last."""
    lines = _lines_of(text)
    found = sorted((lines.get(place, LAST_LINE), said) for place, said in problems)
    return [
        said
        if line == LAST_LINE
        else _("Line %(line)s: %(problem)s") % {"line": line, "problem": said}
        for line, said in found
    ]


def _lines_of(text: str) -> dict[str | int, int]:
    """The line of each key, and of each column by its number."""
    found: dict[str | int, int] = {}
    node = yaml.compose(text, yaml.SafeLoader)
    for key, value in node.value if node else ():
        found[str(key.value)] = key.start_mark.line + 1
        if key.value == "columns" and isinstance(value, yaml.SequenceNode):
            starts = enumerate((one.start_mark.line + 1 for one in value.value), start=1)
            found |= dict(starts)
    return found


def _of_keys(given: dict) -> list[Problem]:
    known = LayoutFile.__dataclass_fields__
    problems: list[Problem] = [
        (str(key), _("'%(key)s' is no key of a layout. Take it away.") % {"key": key})
        for key in given
        if key not in known
    ]
    problems += [
        (key, _("'%(key)s' is missing.") % {"key": key}) for key in NEEDED if not given.get(key)
    ]
    for key in ("code", "name", "rows", "source", "about", "note"):
        if not isinstance(given.get(key, ""), str):
            problems.append((key, _("'%(key)s' should be a text.") % {"key": key}))
        elif len(given.get(key, "")) > LONGEST.get(key, 5000):
            problems.append((key, _("'%(key)s' is too long.") % {"key": key}))
    return problems or _of_values(given)


def _of_values(given: dict) -> list[Problem]:
    problems: list[Problem] = []
    if slugify(given["code"]) != given["code"]:
        said = _("'code' may only have small letters a–z, digits and hyphens.")
        problems.append(("code", said))
    months = given.get("period_months", 1)
    if type(months) is not int or not 1 <= months <= MOST_MONTHS:
        said = _("'period_months' should be a number from 1 to 12.")
        problems.append(("period_months", said))
    if type(given.get("is_verified", False)) is not bool:
        problems.append(("is_verified", _("'is_verified' should be true or false.")))
    elif not given.get("is_verified") and not given.get("note"):
        said = _("Nobody has verified the layout: say so in 'note', and what to compare.")
        problems.append(("is_verified", said))
    return problems


def _of_columns(given: dict) -> list[Problem]:
    columns, rows = given.get("columns"), given.get("rows")
    if not columns:
        return []
    if rows and rows not in Layout.Rows.values:
        choices = {"choices": ", ".join(Layout.Rows.values)}
        return [("rows", _("'rows' should be one of %(choices)s.") % choices)]
    if not isinstance(columns, list) or not 0 < len(columns) <= MOST_COLUMNS:
        return [("columns", _("'columns' should be a list of 1 to 100 columns."))]
    return [
        (number, _("Column %(number)s: %(problem)s") % {"number": number, "problem": problem})
        for number, column in enumerate(columns, start=1)
        if (problem := _of_column(column, str(rows)))
    ]


def _of_column(column: Any, rows: str) -> str:
    if not isinstance(column, dict) or not isinstance(column.get("heading"), str):
        return _("It has no heading. Write 'heading: …' and 'field: …'.")
    if strange := set(column) - {"heading", "field", "note", OWN_TEXT}:
        return _("'%(key)s' is no key of a column.") % {"key": min(map(str, strange))}
    known = FIELDS.get(str(column.get("field")))
    if known is None:
        return _("'%(field)s' is no field.") % {"field": column.get("field")}
    if rows not in known.rows:
        return _("'%(field)s' cannot be asked of such rows.") % {"field": known.code}
    if known.code == OWN_TEXT and not column.get(OWN_TEXT):
        return _("Write 'text: …', which stands in every row.")
    return ""
