"""A view fetches through a permission: what one may not see is not found."""

import ast
import re

from .shelves import module_holding, shelf_of, short, source_files

CALL = re.compile(r"actions\.[a-z_]+")


def fetches_without_asking(tree: ast.AST) -> list[str]:
    """Uses of `.objects` that go on with anything but `.visible_to(`."""
    asked = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"visible_to", "none"}
    }
    return [
        f"line {node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "objects" and id(node) not in asked
    ]


def view_files():
    return [file for file in source_files() if file.stem == "views" or file.parent.name == "views"]


def test_views_fetch_through_a_permission():
    wrong = {}
    for file in view_files():
        found = fetches_without_asking(ast.parse(file.read_text()))
        if found:
            wrong[short(file)] = found
    assert not wrong, f"Begin with .visible_to(actor), or make it a query with a name: {wrong}"


def test_views_make_one_call():
    """Two actions in a row are one piece of work, and it has a name of its own."""
    wrong = []
    for file in view_files():
        for function in ast.walk(ast.parse(file.read_text())):
            if isinstance(function, ast.FunctionDef):
                calls = [
                    node
                    for node in ast.walk(function)
                    if isinstance(node, ast.Call) and CALL.fullmatch(ast.unparse(node.func))
                ]
                if len(calls) > 1:
                    wrong.append(f"{short(file)}::{function.name}")
    assert not wrong, f"Make one action of these: {wrong}"


# Signing in, and what is made for everybody: reading about a programme, applying for a place.
OPEN = {
    "foundation.accounts",
    "publishing.pages",
    "delivery.activities",
    "delivery.invitations",
    "delivery.check_in",
    "delivery.feedback",
    "delivery.interpreting",
    "guidance.matching",
    "publishing.explanations",
    "publishing.calendars",
    "publishing.certificates",
    "register.instruments",
}


def test_no_view_opens_itself_but_the_frame_the_accounts_and_the_public_pages():
    """Everything else is closed unless somebody has signed in."""
    wrong = [
        short(file)
        for file in source_files()
        if "login_not_required" in file.read_text()
        and shelf_of(module_holding(file)) != "config"
        and module_holding(file) not in OPEN
    ]
    assert not wrong
