"""The process that answers: it keeps what it was handed, and takes one question at a time.

A question that takes long may give way to one that has come since: it is asked once more then.

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
from collections.abc import Callable
from importlib import import_module
from typing import Any, Protocol, cast

from . import wire

log = logging.getLogger("samverka.solver")

KEPT = 4  # rounds that are kept at a time; the one not asked about for the longest goes
PATIENCE = 10.0  # seconds that a caller may be silent
TURNS = 3  # that a question may give way to others
BREATH = 0.005  # seconds between looks whether those who came since have been answered


class Refused(Exception):
    """The question cannot be answered as it is; the facts say why."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(str(facts))
        self.facts = facts


class GaveWay(Exception):
    """Somebody else waits, and this may take longer."""


class _Loaded(Protocol):
    def ask(self, question: dict[str, Any], is_awaited: Callable[[], bool]) -> dict[str, Any]:
        """May raise GaveWay when `is_awaited` says that somebody waits."""


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
        # Who waits for the first time; whoever gave way once is in nobody's way.
        self.waiting: set[int] = set()
        self.module: _Answers | None = None
        self.asked_at = time.monotonic()

    def warmed(self) -> _Answers:
        if self.module is None:
            module = cast(_Answers, import_module(self.name))
            module.warm()
            self.module = module
        return self.module

    def answered(self, message: wire.Message) -> wire.Message:
        self.waiting.add(threading.get_ident())
        for turn in range(TURNS + 1):
            with self.lock:
                self.waiting.discard(threading.get_ident())
                try:
                    return self._answered(message, may_give_way=turn < TURNS)
                except GaveWay:
                    pass
                except Refused as refused:
                    return {"refused": refused.facts}
                except Exception as problem:
                    log.exception("A question failed")
                    return {"failed": type(problem).__name__}
                finally:
                    self.asked_at = time.monotonic()
            while self.waiting:
                time.sleep(BREATH)
        return {"failed": GaveWay.__name__}

    def _is_awaited(self) -> bool:
        return bool(self.waiting)

    def _answered(self, message: wire.Message, *, may_give_way: bool) -> wire.Message:
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
        is_awaited = self._is_awaited if may_give_way else _never
        return {"answer": self.kept[key].ask(message["ask"], is_awaited)}


def _never() -> bool:
    return False


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
