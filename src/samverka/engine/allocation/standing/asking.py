"""How one asks the solver that stands ready; loads nothing, and waits no longer than it says."""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import wire

SECONDS = 5.0  # that an answer may take; the first of a process loads Numba and HiGHS


class NoAnswer(Exception):
    """Nobody answers there, or not in time."""


class Refused(Exception):
    """The question cannot be answered; `facts` say why."""

    def __init__(self, facts: dict[str, Any]) -> None:
        super().__init__(str(facts))
        self.facts = facts


def warm(path: Path) -> None:
    """Have the solver load what it needs, without waiting for it.

    :raises NoAnswer: nobody is there
    """
    with _reached(path, 1.0) as line:
        _said(line, {"warm": True})


def ask(
    path: Path,
    key: str,
    question: dict[str, Any],
    facts: Callable[[], dict[str, Any]],
    *,
    seconds: float = SECONDS,
) -> dict[str, Any]:
    """The answer about what is kept under a key; `facts` are handed over if it is not kept.

    :raises NoAnswer: nobody is there, it takes too long, or it failed
    :raises Refused: the question itself cannot be answered
    """
    with _reached(path, seconds) as line:
        _said(line, {"ask": question, "of": key})
        found = _heard(line)
        if found.get("unknown"):
            _said(line, {"ask": question, "of": key, "load": facts()})
            found = _heard(line)
    if "refused" in found:
        raise Refused(found["refused"])
    if "answer" not in found:
        raise NoAnswer(str(found.get("failed", found)))
    answer: dict[str, Any] = found["answer"]
    return answer


def _reached(path: Path, seconds: float) -> socket.socket:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(seconds)
    try:
        line.connect(str(path))
    except OSError as problem:
        line.close()
        raise NoAnswer(str(problem)) from problem
    return line


def _said(line: socket.socket, message: wire.Message) -> None:
    try:
        wire.send(line, message)
    except wire.Broken as problem:
        raise NoAnswer(str(problem)) from problem


def _heard(line: socket.socket) -> wire.Message:
    try:
        return wire.receive(line)
    except wire.Broken as problem:
        raise NoAnswer(str(problem)) from problem
