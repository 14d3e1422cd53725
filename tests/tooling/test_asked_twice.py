"""A test in a browser that fails is asked once more, and nobody overlooks that it was."""

from pathlib import Path

import pytest

from tools import checks, steps

# Fails the first time it is asked, the second time, or both.
WAVERING = """
import pathlib, pytest
asked = pathlib.Path(__file__).with_suffix(".asked")

@pytest.mark.browser
def test_the_page_comes():
    times = len(asked.read_text()) if asked.exists() else 0
    asked.write_text("." * (times + 1))
    assert times not in {fails}

@pytest.mark.browser
def test_the_other_page_comes():
    pass
"""


@pytest.fixture
def asked(tmp_path):
    """What the check finds of two tests, the first of which fails at these times."""

    def find(*fails: int) -> tuple[checks.Outcome, int]:
        place = tmp_path / "test_pages.py"
        place.write_text(WAVERING.replace("{fails}", str([*fails])))
        (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = browser")
        outcome = checks.asked_twice(tmp_path, str(place), steps.environment())
        return outcome, len(Path(place).with_suffix(".asked").read_text())

    return find


def test_what_passes_is_asked_once(asked):
    outcome, times = asked()
    assert (outcome.passed, outcome.failed, outcome.note, times) == (2, 0, "", 1)


def test_what_passes_the_second_time_has_passed_and_is_named(asked):
    outcome, times = asked(0)
    assert (outcome.passed, outcome.failed, times) == (2, 0, 2)
    assert "test_the_page_comes" in outcome.note
    assert "other" not in outcome.note


def test_what_fails_twice_has_failed(asked):
    outcome, times = asked(0, 1)
    assert (outcome.passed, outcome.failed, times) == (1, 1, 2)
