"""Whoever asks the solver gets an answer or is told so in time, whatever becomes of the solver."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from samverka.engine.allocation.standing import asking, keeper

KEEP = """
import sys
from pathlib import Path
from samverka.engine.allocation.standing.keeper import keep
keep(Path(sys.argv[1]), "samverka.engine.allocation.tests.answers", idle=float(sys.argv[2]))
"""


def _kept(path: Path, idle: float) -> subprocess.Popen:
    process = subprocess.Popen([sys.executable, "-c", KEEP, str(path), str(idle)])
    deadline = time.monotonic() + 20
    while not path.exists():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return process


def _wait_until_gone(pid: int) -> None:
    deadline = time.monotonic() + 20
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Iterator[Path]:
    found = tmp_path_factory.mktemp("solver") / "s"
    with _kept(found, 60) as process:
        yield found
        process.terminate()


def _ask(path: Path, seconds: float = 20, **question) -> dict:
    return asking.ask(path, "round", {"add": 1} | question, lambda: {"sum": 41}, seconds=seconds)


def test_it_answers_about_what_it_was_handed_once(path):
    handed = []

    def facts():
        handed.append(1)
        return {"sum": 1}

    found = [asking.ask(path, "another", {"add": n}, facts, seconds=20)["sum"] for n in range(3)]
    assert (found, len(handed)) == ([1, 2, 3], 1)


def test_only_its_owner_may_ask(path):
    assert path.stat().st_mode & 0o777 == 0o600


def test_killed_half_way_the_caller_is_told_and_the_next_one_is_answered(path):
    before = _ask(path)["pid"]
    with pytest.raises(asking.NoAnswer):
        _ask(path, die=True)
    after = _ask(path)
    assert after["sum"] == 42
    assert after["pid"] != before


def test_a_slow_answer_is_not_waited_for(path):
    began = time.monotonic()
    with pytest.raises(asking.NoAnswer):
        _ask(path, seconds=0.2, sleep=4)
    assert time.monotonic() - began < 4
    assert _ask(path)["sum"] == 42


def test_a_question_that_cannot_be_answered_says_why_and_another_fault_does_not_end_it(path):
    pid = _ask(path)["pid"]
    with pytest.raises(asking.Refused) as refused:
        _ask(path, refuse=True)
    assert refused.value.facts == {"why": "asked to"}
    with pytest.raises(asking.NoAnswer, match="TypeError"):
        _ask(path, add="x")
    assert _ask(path)["pid"] == pid


def test_several_ask_at_once_and_each_gets_its_own_answer(path):
    found: dict[int, int] = {}

    def asks(number: int) -> None:
        found[number] = _ask(path, add=number)["sum"]

    callers = [threading.Thread(target=asks, args=(number,)) for number in range(8)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert found == {number: 41 + number for number in range(8)}


def test_a_long_question_gives_way_to_a_short_one_and_is_answered_after_it(path):
    _ask(path)
    ended: list[str] = []

    def asks(name: str, **question: float) -> None:
        assert _ask(path, **question)["sum"] == 42
        ended.append(name)

    slow = threading.Thread(target=asks, args=("long",), kwargs={"long": 2.0})
    slow.start()
    time.sleep(0.1)
    asks("short")
    slow.join()
    assert ended == ["short", "long"]


def test_nobody_there_is_told_at_once(tmp_path):
    with pytest.raises(asking.NoAnswer):
        _ask(tmp_path / "none")


def test_what_nobody_asks_ends_and_begins_again_when_somebody_does(tmp_path):
    path = tmp_path / "s"
    with _kept(path, 0.3) as process:
        first = _ask(path)["pid"]
        _wait_until_gone(first)
        assert _ask(path)["pid"] != first
        process.terminate()
        assert process.wait(timeout=10) == 0
    assert not path.exists()


def test_a_folder_whose_name_is_too_long_is_refused(tmp_path):
    with pytest.raises(keeper.PathTooLong):
        keeper.keep(tmp_path / ("long" * 30), "samverka.engine.allocation.tests.answers")
