"""No module grows into a core, and no file or function beyond what one takes in at a glance."""

import ast

from .shelves import ROOT, committed_files, module_holding, modules, short, source_files

LARGEST_SHARE = 0.20
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
LONG_FUNCTION = 40
WRITTEN_BY_HAND = {".py", ".js", ".css", ".html"}


def length(file) -> int:
    return len(file.read_text().splitlines())


def functions():
    """Every function of the application and its tools, with its length without decorators."""
    files = source_files() + sorted((ROOT / "tools").glob("*.py"))
    for file in files:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{short(file)}::{node.name}", node.end_lineno - node.lineno + 1


def test_no_module_holds_more_than_a_fifth_of_the_code():
    lines = dict.fromkeys(modules(), 0)
    for file in source_files():
        if module_holding(file) in lines:
            lines[module_holding(file)] += length(file)
    total = sum(lines.values())
    too_large = {m: round(n / total, 2) for m, n in lines.items() if n > LARGEST_SHARE * total}
    assert not too_large, f"Divide these, or move what is not theirs: {too_large}"


def test_files_stay_short():
    too_long = {
        short(file): length(file)
        for file in committed_files()
        if file.suffix in WRITTEN_BY_HAND
        and "migrations" not in file.parts
        and length(file) > LONGEST_FILE
    }
    assert not too_long, f"Make a folder with one file per noun of each: {too_long}"


def test_functions_stay_short():
    lengths = dict(functions())
    too_long = {name: n for name, n in lengths.items() if n > LONGEST_FUNCTION}
    assert not too_long
    long = {name: n for name, n in lengths.items() if n >= LONG_FUNCTION}
    assert len(long) <= 0.05 * len(lengths), f"Too many long functions: {long}"
