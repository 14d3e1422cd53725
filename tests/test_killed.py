"""Whoever is killed with -9 at whatever moment: what was answered is there, and nothing is half.

SAMVERKA_KILLS=1000 kills more often. SAMVERKA_SEED chooses the same once more; the moments are
never quite the same.
"""

import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

import pytest
from django.db import connection

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.work import actions as tasks
from samverka.foundation.work.models import Heartbeat, Progress
from samverka.foundation.work.queries import SILENCE
from samverka.publishing.statements.models import Version
from samverka.toolkit.clock import now
from tests.killed.kept import everything_is_kept, nothing_is_half
from tests.killed.office import Desk, Journal, Meeting, Office, Pulse, Ticking, Work
from tests.killed.served import ALL, WEB, WORKER, Served, serving, until
from tests.killed.world import World, build

# Fewer on SQLite, whose one writer leaves less to chance.
KILLS = int(os.environ.get("SAMVERKA_KILLS") or {"sqlite": 60}.get(connection.vendor, 200))
LONGEST = 0.06  # seconds from when work has begun until somebody is killed
STEPS = (0, 1, 2, 3, 3, 3)  # of sending a month, as its progress tells: the last is the one write
PATIENCE = 5.0  # seconds for work to begin


@pytest.fixture
def seed() -> str:
    chosen = os.environ.get("SAMVERKA_SEED") or secrets.token_hex(4)
    print(f"SAMVERKA_SEED={chosen}")
    return chosen


@pytest.mark.django_db(transaction=True)
def test_whoever_is_killed_nothing_answered_is_lost_and_no_month_is_half_sent(
    cast, seed, tmp_path
):
    world, journal, chance = build(cast), Journal(), Random(seed)
    with serving(tmp_path) as served, working(world, served, journal, seed) as workers:
        for _ in range(KILLS):
            kill_somebody(served, workers, chance)
            nothing_is_half(world)
            for work in workers:
                work.check()
    print(journal)
    everything_is_kept(world, journal)


@contextmanager
def working(world: World, served: Served, journal: Journal, seed: str) -> Iterator[list[Work]]:
    """An office corrects and sends months, and a meeting is ticked; at the end both finish."""
    pulses = Pulse(), Pulse()

    def desk(actor: Actor, pulse: Pulse) -> Desk:
        return Desk(actor, served.port, journal, pulse)

    cast = world.cast
    desks = {each.organisation_id: desk(each, pulses[0]) for each in world.certifiers.values()}
    desks[cast.gr.pk] = desk(cast.erik, pulses[0])
    ticking = [Ticking(desk(cast.olga, pulse), journal) for pulse in pulses]
    office = Office(world, ticking[0], desks, journal, Random(f"{seed} office"))
    meeting = Meeting(world, ticking[1], Random(f"{seed} meeting"))
    workers = [Work(office.step, pulses[0]), Work(meeting.step, pulses[1])]
    try:
        for work in workers:
            work.start()
        yield workers
        for pulse in pulses:
            pulse.may_end.set()
        until(lambda: take_up(served) and not any(work.is_alive() for work in workers))
    finally:
        # All are asked to leave before one is waited for.
        for pulse in pulses:
            pulse.stopped.set()
        for work in workers:
            work.join()
        for work in workers:
            work.check()


def kill_somebody(served: Served, workers: list[Work], chance: Random) -> None:
    """Somebody who works, at some moment of it: of a request, or of a step of sending."""
    what = chance.choices([WEB, WORKER, ALL], weights=[3, 5, 2])[0]
    begun, step = chance.choice(workers).pulse.begun, chance.choice(STEPS)
    if what == WORKER:
        # Left alone until a month is sent: else nobody would ever get that far.
        wait_for(lambda: is_sending(step) or not all(work.is_alive() for work in workers))
    else:
        begun.clear()
        begun.wait(PATIENCE)
    time.sleep(chance.uniform(0, LONGEST))
    served.kill(what)
    take_up(served)


def is_sending(step: int) -> bool:
    """Whether a month is being sent, and has come as far as a step."""
    sending = Version.objects.filter(task_id__isnull=False)
    done = Progress.objects.filter(done__gte=step).values("task_id")
    return sending.filter(task_id__in=done).exists()


def wait_for(question: Callable[[], bool]) -> None:
    """Until it is so, or for a while."""
    deadline = time.monotonic() + PATIENCE
    while not question() and time.monotonic() < deadline:
        time.sleep(0.01)


def take_up(served: Served) -> bool:
    """What the timetable does once dead workers have been silent for long enough."""
    dead = Heartbeat.objects.exclude(worker_id__contains=f"-{served.worker}-")
    dead.update(seen_at=now() - 2 * SILENCE)
    tasks.take_up_abandoned_tasks()
    return True
