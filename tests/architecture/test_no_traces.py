"""Nothing of the machine it was written on, and nobody real, is in the repository."""

import re

import pytest

from .shelves import committed_files, short

READABLE = {
    ".py", ".md", ".html", ".css", ".js", ".json", ".toml", ".txt", ".yaml", ".yml", ".po", ".typ",
    ".csv", ".svg", ".cfg", "", ".sh",
}  # fmt: skip
# Written so that this file does not hold what it looks for.
TRACES = {
    "a path of somebody's machine": r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+|opt/\w+)/",
    "an address of a package registry": (
        r"(?:pypi|pythonhosted|npmjs|yarnpkg)[.](?:org|com)|[-]-(?:extra-)?index-url[ =]"
    ),
    "a conflict left in the file": r"^(?:<{7} |>{7} )",
}
E_MAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
# RFC 2606 keeps these for examples; localhost is nobody's.
NOBODYS = re.compile(
    r"(?:^|\.)(?:example\.(?:org|com|net)|test|example|localhost|invalid)$|^127\.0\.0\.1$", re.I
)
NOT_E_MAIL = {".json", ".svg"}


def readable_files():
    for file in committed_files():
        if file.suffix in READABLE:
            yield file, file.read_text()


@pytest.mark.parametrize("what", TRACES)
def test_no_file_holds_traces(what):
    pattern = re.compile(TRACES[what], re.M)
    wrong = {
        short(file): m.group() for file, text in readable_files() if (m := pattern.search(text))
    }
    assert not wrong, f"Found {what}: {wrong}"


def test_addresses_of_e_mail_are_nobodys():
    wrong = {}
    for file, text in readable_files():
        if file.suffix in NOT_E_MAIL:
            continue
        real = [m.group() for m in E_MAIL.finditer(text) if not NOBODYS.search(m.group(1))]
        if real:
            wrong[short(file)] = real
    assert not wrong, f"Use example.org: {wrong}"
