"""Everything one can set is described, and everything described can be set."""

import re

from .shelves import ROOT, short, source_files

NAME = re.compile(r"\bSAMVERKA_[A-Z_]+\b")
DESCRIPTION = ROOT / "docs" / "how-to" / "run-it.md"


def used_names() -> dict[str, str]:
    files = source_files() + sorted((ROOT / "tools").glob("*.py"))
    return {name: short(file) for file in files for name in NAME.findall(file.read_text())}


def test_every_setting_is_described():
    described = set(NAME.findall(DESCRIPTION.read_text()))
    missing = {name: file for name, file in used_names().items() if name not in described}
    assert not missing, f"Describe these in {short(DESCRIPTION)}: {missing}"


def test_nothing_is_described_that_cannot_be_set():
    assert set(NAME.findall(DESCRIPTION.read_text())) <= set(used_names())
