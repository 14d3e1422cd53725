"""The process that answers: it keeps what it was handed, and takes one question at a time.

A caller says {"ask": {…}, "of": key}. If nothing is kept under the key, the answer is
{"unknown": true}, and the caller says {"load": {…}, "of": key} first. {"warm": true} only has
things loaded. An answer is {"answer": {…}}; what the question itself makes impossible is
{"refused": {…}}; a fault is {"failed": "…"}, and the process goes on.
"""

import logging
import select
import socket
import threading
import time
from collections import OrderedDict
from importlib import import_module
from typing import Any, Protocol, cast

from . import wire

log = logging.getLogger("samverka.solver")

KEPT = 4  # rounds that are kept at a time; the one not asked about for the longest goes
PATIENCE = 10.0  # seconds that a caller may be silent


class Refused(Exception):
    """The question cannot be answered as it is; the facts say why."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(str(facts))
        self.facts = facts


class _Loaded(Protocol):
    def ask(self, question: dict[str, Any]) -> dict[str, Any]: ...


class _Answers(Protocol):
    """What the module that answers has."""

    def warm(self) -> None: ...
    def load(self, facts: dict[str, Any]) -> _Loaded: ...


class _Desk:
    """What is kept, and the lock that lets one question be answered at a time."""

    def __init__(self, answers: str) -> None:
        self.name = answers
        self.kept: OrderedDict[str, _Loaded] = OrderedDict()
        self.lock = threading.Lock()
        self.module: _Answers | None = None
        self.asked_at = time.monotonic()

    def warmed(self) -> _Answers:
        if self.module is None:
            module = cast(_Answers, import_module(self.name))
            module.warm()
            self.module = module
        return self.module

    def answered(self, message: wire.Message) -> wire.Message:
        with self.lock:
            try:
                return self._answered(message)
            except Refused as refused:
                return {"refused": refused.facts}
            except Exception as problem:
                log.exception("A question failed")
                return {"failed": type(problem).__name__}
            finally:
                self.asked_at = time.monotonic()

    def _answered(self, message: wire.Message) -> wire.Message:
        module, key = self.warmed(), str(message.get("of", ""))
        if "load" in message:
            self.kept[key] = module.load(message["load"])
            while len(self.kept) > KEPT:
                self.kept.popitem(last=False)
        if "ask" not in message:
            return {"answer": {}}
        if key not in self.kept:
            return {"unknown": True}
        self.kept.move_to_end(key)
        return {"answer": self.kept[key].ask(message["ask"])}


def answer(listener: socket.socket, answers: str, *, idle: float, parent_lives: int) -> None:
    """Answer until nobody has asked for `idle` seconds, or the parent has gone."""
    desk = _Desk(answers)
    while time.monotonic() - desk.asked_at < idle:
        watched: list[Any] = [listener, parent_lives]
        ready, _, _ = select.select(watched, [], [], min(1.0, idle))
        if parent_lives in ready:
            return
        if listener in ready:
            caller, _ = listener.accept()
            threading.Thread(target=_serve, args=(desk, caller), daemon=True).start()
    # Whoever is being answered is answered to the end.
    desk.lock.acquire()


def _serve(desk: _Desk, caller: socket.socket) -> None:
    with caller:
        caller.settimeout(PATIENCE)
        try:
            while True:
                wire.send(caller, desk.answered(wire.receive(caller)))
        except wire.Broken:
            return
