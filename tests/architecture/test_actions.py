"""Every write is an action: named arguments, who does it, all of it or nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .shelves import committed_files, module_holding, rules, short, source_files

WRITES = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "delete",
}
# Called, given as an argument, or put in the queue.
CALLS = (r"(?<!def )\b(\w+)\(", r"\w\.(\w+),", r"\b(\w+)\.enqueue\(")
READING_FILES = ("views", "forms", "permissions", "queries", "messages")


def public_actions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    """Functions of actions.py; of a folder actions/ those that its __init__ offers."""
    for file in source_files():
        if file.stem == "actions":
            offered = None
        elif file.parent.name == "actions" and file.stem != "__init__":
            offered = names_offered(file.parent / "__init__.py")
        else:
            continue
        for node in ast.parse(file.read_text()).body:
            is_public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
            if is_public and (offered is None or node.name in offered):
                yield file, node


def names_offered(init: Path) -> set[str]:
    return {
        alias.asname or alias.name
        for node in ast.walk(ast.parse(init.read_text()))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def decorators(function: ast.FunctionDef) -> set[str]:
    return {ast.unparse(decorator).split("(")[0] for decorator in function.decorator_list}


def is_task(function: ast.FunctionDef) -> bool:
    """A slow verb that the queue calls, with ids."""
    return "task" in decorators(function)


def test_actions_take_named_arguments_only():
    wrong = [
        f"{short(file)}::{action.name}"
        for file, action in public_actions()
        if action.args.args and not is_task(action)
    ]
    assert not wrong


def test_actions_know_who_does_it():
    wrong = [
        f"{short(file)}::{action.name}"
        for file, action in public_actions()
        if module_holding(file) not in rules()["without_actor"]
        and not is_task(action)
        and "by" not in {argument.arg for argument in action.args.kwonlyargs}
    ]
    assert not wrong, f"The trail needs `by`: {wrong}"


def test_actions_are_done_whole_or_not_at_all():
    wrong = [
        f"{short(file)}::{action.name}"
        for file, action in public_actions()
        if writes(action, {*WRITES, "note", "note_many", "note_read"})
        and "transaction.atomic" not in decorators(action)
        and module_holding(file) not in rules()["without_actor"]
    ]
    assert not wrong, f"Give these @transaction.atomic: {wrong}"


def writes(tree: ast.AST, names: set[str]) -> list[str]:
    """Calls by which a tree of code writes to the database."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value)
            from_rows = "objects" in owner or ".filter(" in owner or ".exclude(" in owner
            if node.func.attr in names or (node.func.attr == "update" and from_rows):
                found.append(f"line {node.lineno}: {ast.unparse(node.func)}")
    return found


@pytest.mark.parametrize("name", READING_FILES)
def test_what_is_not_an_action_writes_nothing(name):
    wrong = {}
    for file in source_files():
        if file.stem == name or file.parent.name == name:
            calls = writes(ast.parse(file.read_text()), WRITES)
            if calls:
                wrong[short(file)] = calls
    assert not wrong, f"Move the write into an action: {wrong}"


def test_forms_never_save():
    wrong = [
        f"{short(file)}::{node.name}"
        for file in source_files()
        if file.stem == "forms" or file.parent.name == "forms"
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name == "save"
    ]
    assert not wrong


def test_every_action_is_called():
    """What no page, workflow, command or test calls is not there for anybody."""
    lines = "\n".join(file.read_text() for file in committed_files() if file.suffix == ".py")
    called = {name for way in CALLS for name in re.findall(way, lines)}
    wrong = [
        f"{short(file)}::{action.name}"
        for file, action in public_actions()
        if action.name not in called
    ]
    assert not wrong, f"Nothing calls these actions: {wrong}"
