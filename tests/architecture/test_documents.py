"""The documents are true: the map is of this tree, rows have their tests, links lead on."""

import ast
import re

from django.apps import apps

from samverka import __version__
from samverka.config.command import COMMANDS
from tools import personal_data_table

from .shelves import ROOT, committed_files, modules, project, short

DOCS = ROOT / "docs"
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
IN_BACKTICKS = re.compile(r"`([^`]+)`")
# At the start of a line of commands, or of a span of code.
COMMAND = re.compile(r"(?:^    |`|bin/)samverka ((?:keys |import |export )?[a-z][a-z-]+)", re.M)
HEADINGS = ("## Context", "## Decision", "## Consequences")


def table(file, columns: int) -> list[list[str]]:
    """The rows of the tables in a Markdown file, headings left out."""
    rows = []
    for line in file.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        is_rule = all(set(cell) <= set("-: ") for cell in cells)
        if line.startswith("|") and len(cells) == columns and not is_rule:
            rows.append(cells)
    return rows[1:]


# --- The map ----------------------------------------------------------------------------------


def mapped() -> list[str]:
    return [
        found.group(1)
        for line in (DOCS / "map.md").read_text().splitlines()
        if (found := re.match(r"\s*- `([^`]+)`", line))
    ]


def test_the_map_shows_nothing_that_is_not_there():
    assert [path for path in mapped() if not (ROOT / path).exists()] == []


def test_the_map_shows_every_module_and_every_folder_at_the_top():
    expected = {short(folder) for folder in modules().values()}
    expected |= {short(file).split("/")[0] for file in committed_files() if "/" in short(file)}
    assert expected - {path.rstrip("/") for path in mapped()} == set()


# --- The rows of the mission ------------------------------------------------------------------


def rows() -> list[list[str]]:
    """Row, what it asks, where it lives, its test, how far."""
    return table(DOCS / "rows.md", 5)


def names_in(path: str) -> set[str]:
    file = ROOT / path
    if not file.exists():
        return set()
    tree = ast.walk(ast.parse(file.read_text()))
    return {node.name for node in tree if isinstance(node, ast.FunctionDef)}


def test_each_row_of_the_mission_is_one_and_is_known():
    numbers = [row[0] for row in rows()]
    assert numbers, "docs/rows.md has no rows"
    assert all(re.fullmatch(r"S([1-9]|[1-9]\d|1[0-2]\d)", number) for number in numbers)
    assert len(numbers) == len(set(numbers))


def test_each_row_lives_where_it_says():
    wrong = [
        (row[0], place)
        for row in rows()
        for place in IN_BACKTICKS.findall(row[2])
        if not (ROOT / "src/samverka" / place).exists()
    ]
    assert not wrong


def test_each_row_has_the_test_it_names():
    wrong = []
    for number, _, _, tests, state in rows():
        named = IN_BACKTICKS.findall(tests)
        if state == "done" and not named:
            wrong.append((number, "no test"))
        for test in named:
            path, _, name = test.partition("::")
            if name not in names_in(path):
                wrong.append((number, test))
    assert not wrong


def test_each_row_says_how_far_it_is():
    assert [row[0] for row in rows() if row[4].split(":")[0] not in {"done", "part"}] == []


# --- The words --------------------------------------------------------------------------------


def words() -> list[list[str]]:
    """English, Swedish, meaning, words not used for it."""
    return table(DOCS / "words.md", 4)


def test_each_thing_has_one_word_and_each_word_is_one_thing():
    for column in (0, 1):
        used = [row[column].lower() for row in words()]
        assert sorted(used) == sorted(set(used))


def test_words_stand_in_order():
    english = [row[0].lower() for row in words()]
    assert english == sorted(english)


def test_every_table_has_a_word():
    known = {row[0].lower() for row in words()}
    ours = [model for model in apps.get_models() if model.__module__.startswith("samverka.")]
    missing = {
        spoken
        for model in ours
        if (spoken := re.sub(r"(?<!^)(?=[A-Z])", " ", model.__name__).lower()) not in known
    }
    assert not missing, f"Say in docs/words.md what these are: {missing}"


def test_a_word_that_is_not_used_for_one_thing_is_not_used_for_another():
    unused = {
        word.strip().lower() for row in words() for word in row[3].split(",") if word.strip()
    }
    assert not unused & {row[0].lower() for row in words()}


# --- Personal data ----------------------------------------------------------------------------


def test_what_is_stored_about_people_is_what_the_models_declare():
    page = personal_data_table.PAGE.read_text()
    assert page == personal_data_table.text(), "Write it anew: python -m tools.personal_data_table"


# --- Decisions and links ----------------------------------------------------------------------


def test_decisions_are_numbered_and_say_why():
    files = sorted((DOCS / "decisions").glob("*.md"))
    assert [int(file.name[:4]) for file in files] == list(range(1, len(files) + 1))
    wrong = [file.name for file in files if not all(h in file.read_text() for h in HEADINGS)]
    assert not wrong


def test_links_between_documents_lead_somewhere():
    wrong = [
        (short(file), link)
        for file in committed_files()
        if file.suffix == ".md"
        for link in LINK.findall(file.read_text())
        if "://" not in link and not (file.parent / link).exists()
    ]
    assert not wrong


def test_documents_name_commands_that_there_are():
    known = {command.words for command in COMMANDS}
    wrong = [
        (short(file), said)
        for file in committed_files()
        if file.suffix == ".md"
        for said in COMMAND.findall(file.read_text())
        if said not in known and said.split()[0] not in known
    ]
    assert not wrong


def test_the_version_is_the_same_everywhere():
    assert project()["project"]["version"] == __version__
