"""What a module may use of another: models, queries, permissions. Writing is for workflows."""

import grimp
import pytest

from .shelves import file_in, module_of, modules, rank_of, rules, shelf_of

# Technical or plain Python: open as a whole.
OPEN_SHELVES = {"toolkit", "engine"}
PAGES = {"urls", "views"}
ORDINARY = PAGES | {"forms", "actions", "messages", "permissions", "queries", "models"}


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph("samverka")


@pytest.fixture(scope="module")
def imports_between_modules(graph):
    """Pairs of importer and imported, tests and wiring left out."""
    return [
        (importer, imported)
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if module_of(importer) != module_of(imported)
        and ".tests" not in importer
        and shelf_of(module_of(importer)) != "config"
    ]


def is_open(importer: str, imported: str) -> bool:
    """Whether this door is open to this module."""
    home, other, part = module_of(importer), module_of(imported), file_in(imported)
    if shelf_of(other) in {"", *OPEN_SHELVES} or part in {"", *rules()["open"]}:
        return True
    if part in {"actions", "person_data", "programme_data"} and shelf_of(home) == "workflows":
        return True
    guests = rules()["doors"].get(f"{other}.{part}", [])
    return "*" in guests or home in guests


def test_a_module_uses_of_others_what_is_open(imports_between_modules):
    wrong = sorted(pair for pair in imports_between_modules if not is_open(*pair))
    assert not wrong, (
        "Of another module use its models, queries and permissions; what writes in two modules "
        f"is a workflow: {wrong}"
    )


def test_overviews_write_nothing(imports_between_modules):
    wrong = [
        (importer, imported)
        for importer, imported in imports_between_modules
        if shelf_of(module_of(importer)) in rules()["read_only"] and file_in(imported) == "actions"
    ]
    assert not wrong, f"An overview reads only; put the write into an action: {wrong}"


def test_the_list_of_doors_has_no_door_that_nobody_uses(imports_between_modules):
    """The list may only shrink, so what is no longer needed goes."""
    used = {
        (f"{module_of(imported)}.{file_in(imported)}", module_of(importer))
        for importer, imported in imports_between_modules
    }
    doors = {door for door, _ in used}
    idle = [
        (door, guest)
        for door, guests in rules()["doors"].items()
        for guest in guests
        if (door not in doors if guest == "*" else (door, guest) not in used)
    ]
    assert not idle


def test_only_pages_know_the_pages(graph):
    """Files with a name of their own stand below the views, whatever they are called."""
    wrong = [
        (importer, imported)
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if module_of(importer) == module_of(imported)
        and file_in(imported) in PAGES
        and file_in(importer) not in PAGES | {"public_urls", "tests"}
        and module_of(importer) != "config"
    ]
    assert not wrong


def test_every_module_has_a_place_on_a_shelf():
    assert all(rank_of(module) for module in modules())
