"""Folders say what is in them, and every module says it in words too."""

from .shelves import SOURCE, committed_files, modules, short

SAYS_NOTHING = {"core", "common", "base", "utils", "util", "helpers", "helper", "misc", "shared"}
SHORTEST_README = 3


def test_no_folder_or_file_of_code_has_a_name_that_says_nothing():
    wrong = [
        short(file)
        for file in committed_files()
        if file.suffix == ".py"
        and {*file.parent.relative_to(SOURCE.parents[1]).parts, file.stem} & SAYS_NOTHING
    ]
    assert not wrong


def test_every_module_says_what_it_is():
    wrong = []
    for name, folder in modules().items():
        readme = folder / "README.md"
        lines = readme.read_text().splitlines() if readme.exists() else []
        if len([line for line in lines if line.strip()]) < SHORTEST_README:
            wrong.append(name)
    assert not wrong, f"A README.md: what this is, its words, what it does not do. {wrong}"


def test_tests_of_modules_stand_in_the_module():
    wrong = [
        short(file)
        for file in SOURCE.rglob("test_*.py")
        if file.parent.name != "tests" and "tests" not in file.parts
    ]
    assert not wrong
