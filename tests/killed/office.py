"""Those who work while the server is killed, and the journal of what it answered them."""

import http.client
import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode

from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.models import Attendance, Session
from samverka.delivery.certification.queries import Due, due, worked_in
from samverka.engine.hours import Rule
from samverka.foundation.accounts.actor import Actor
from samverka.publishing.statements.queries import Stand, has_failed, standing
from tests.people import TODAY

from .world import BEFORE, LAST_DAY, World

SIGN = "k" * 32  # of forgery protection: the same in cookie and form
PAUSE = 0.01
REST = 0.03


@dataclass
class Journal:
    """What somebody got an answer to; nothing of it may be lost."""

    # Of each row of a sheet its minutes, one after the other.
    ticked: dict[tuple[int, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    certificates: set[str] = field(default_factory=set)
    reasons: set[str] = field(default_factory=set)
    # By the key of a version: asked to be sent, and seen as sent with this hash.
    asked: set[str] = field(default_factory=set)
    sent: dict[str, str] = field(default_factory=dict)
    unanswered: int = 0

    def __str__(self) -> str:
        ticks = sum(map(len, self.ticked.values()))
        return (
            f"{ticks} ticks, {len(self.certificates)} certificates, {len(self.reasons)} "
            f"corrections, {len(self.sent)} months sent, {self.unanswered} times no answer"
        )


@dataclass(frozen=True)
class Pulse:
    """How somebody's work goes: looked at by whoever chooses when to kill."""

    begun: threading.Event = field(default_factory=threading.Event)
    may_end: threading.Event = field(default_factory=threading.Event)
    stopped: threading.Event = field(default_factory=threading.Event)

    def rest(self, seconds: float) -> None:
        """Do nothing for a while.

        :raises Stopped: the test has failed
        """
        if self.stopped.wait(seconds):
            raise Stopped


class Stopped(Exception):
    """The test has failed, so nobody is to wait for a server any more."""


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    # Whether the next page will tell them something.
    is_told: bool


class Desk:
    """Somebody signed in, who sends forms and may get no answer."""

    def __init__(self, actor: Actor, port: int, journal: Journal, pulse: Pulse):
        client = Client()
        client.force_login(actor.user)
        session = f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}"
        self._cookies = f"{session}; {settings.CSRF_COOKIE_NAME}={SIGN}"
        self.pulse, self._port, self._journal = pulse, port, journal

    def send(self, address: str, typed: dict[str, object]) -> Answer | None:
        """What the server answered; None where it was killed before it did."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
        body = urlencode({**typed, "csrfmiddlewaretoken": SIGN})
        kind = "application/x-www-form-urlencoded"
        try:
            connection.connect()
            self.pulse.begun.set()
            headers = {"Cookie": self._cookies, "Content-Type": kind}
            connection.request("POST", address, body, headers)
            answer = connection.getresponse()
            page = answer.read()
        except (OSError, http.client.HTTPException):
            self._journal.unanswered += 1
            self.pulse.rest(PAUSE)
            return None
        finally:
            connection.close()
        assert answer.status in {200, 302}, (address, answer.status, page[-2000:])
        told = any("messages=" in each for each in answer.headers.get_all("Set-Cookie", []))
        return Answer(answer.status, answer.headers.get("Location", ""), told)


class Work(threading.Thread):
    """Somebody works on, step by step.

    A step is told whether they may end, and says whether they do.
    """

    def __init__(self, step: Callable[[bool], bool], pulse: Pulse):
        super().__init__(daemon=True)
        self._step, self.pulse = step, pulse
        self._problem: BaseException | None = None

    def run(self) -> None:
        try:
            while not self._step(self.pulse.may_end.is_set()):
                self.pulse.rest(0)
        except Stopped:
            pass
        except BaseException as problem:  # whatever it is, the test's own thread raises it
            self._problem = problem
        finally:
            # Whoever waits for the next thing they do waits in vain.
            self.pulse.begun.set()
            connections.close_all()

    def check(self) -> None:
        """Say what went wrong, if anything has."""
        if self._problem:
            raise self._problem


class Ticking:
    """Olga ticks rows of a sheet, again until it is answered."""

    def __init__(self, desk: Desk, journal: Journal):
        self._desk, self._journal, self.pulse = desk, journal, desk.pulse

    def tick(self, session: Session, keys: list[str], minutes: int) -> None:
        versions = _versions(session)
        typed: dict[str, object] = {}
        for key in keys:
            typed |= {f"version-{key}": versions.get(key, 0), f"mark-{key}": "here"}
            typed[f"time-{key}"] = f"{minutes} min"
        address = reverse("activities:sheet", args=[session.public_key])
        while (answer := self._desk.send(address, typed)) is None:
            pass
        assert answer.status == 302
        for key in keys:
            self._journal.ticked[session.pk, key].append(minutes)


def keys_of(session: Session) -> list[str]:
    return list(session.activity.registrations.values_list("public_key", flat=True))


def _versions(session: Session) -> dict[str, int]:
    """How often each row was written, as the page has it."""
    places = dict(session.activity.registrations.values_list("person_id", "public_key"))
    marks = Attendance.objects.filter(session=session).values_list("person_id", "version")
    return {places[person]: version for person, version in marks}


def another(minutes: int, chance: Random) -> int:
    """Another time that somebody may have been there."""
    return chance.choice([each for each in range(1, 481) if each != minutes])


class Meeting:
    """A whole sheet is ticked at once: everybody has been there equally long."""

    def __init__(self, world: World, ticking: Ticking, chance: Random):
        self._world, self._ticking, self._chance = world, ticking, chance
        self._keys, self._last = keys_of(world.meeting), 0

    def step(self, may_end: bool) -> bool:
        minutes = another(self._last, self._chance)
        self._ticking.tick(self._world.meeting, self._keys, minutes)
        self._last = minutes
        self._ticking.pulse.rest(4 * REST)
        return may_end


def is_waited_for(stand: Stand) -> bool:
    """Whether a worker is to send it, or is sending it."""
    version = stand.ready
    return version is not None and version.is_being_sent and not has_failed(version)


class Office:
    """A time turns out to be wrong: it is certified, corrected, and all months after it sent."""

    def __init__(
        self,
        world: World,
        ticking: Ticking,
        desks: dict[int, Desk],
        journal: Journal,
        chance: Random,
    ):
        self._world, self._ticking, self._journal = world, ticking, journal
        self._erik = desks[world.cast.gr.pk]
        self._certifiers = {pk: desks[pk] for pk in world.certifiers}
        self._chance = chance
        self._keys = {session.pk: keys_of(session) for session in world.course}
        for pk, keys in self._keys.items():
            journal.ticked |= {(pk, key): [BEFORE] for key in keys}
        self._to_correct: Session | None = None
        self._corrections = 0

    def step(self, may_end: bool) -> bool:
        """The next thing that is to be done; once they may, it ends with every month sent."""
        stands = standing(self._world.series, on=LAST_DAY)
        self._note_sent(stands)
        following = next((stand for stand in stands if not stand.is_done), None)
        if following and is_waited_for(following):
            self._erik.pulse.rest(REST)
        elif lacking := due(self._world.cast.programme, on=TODAY):
            self._certify(lacking[0])
        elif following:
            self._bring_on(following)
        elif self._to_correct:
            self._correct(self._to_correct)
        elif not may_end:
            self._find_something_wrong()
        else:
            return True
        return False

    def _certify(self, lacking: Due) -> None:
        cast, month = self._world.cast, lacking.month
        rows = worked_in(
            cast.programme, lacking.fund, lacking.organisation, month, Rule.WHOLE_DOWN
        )
        typed: dict[str, object] = {"function": "Delprojektledare"}
        for row in rows:
            key = row.person.public_key
            typed |= {f"minutes_{key}": row.minutes, f"once_{key}": "on"}
        keys = [cast.programme.public_key, lacking.fund.code, f"{month:%Y-%m}"]
        address = reverse("certification:certify", args=keys)
        answer = self._certifiers[lacking.organisation.pk].send(address, typed)
        if answer and answer.status == 302:
            self._journal.certificates.add(answer.location.strip("/").split("/")[-1])

    def _note_sent(self, stands: list[Stand]) -> None:
        for stand in stands:
            if stand.sent:
                self._journal.sent.setdefault(stand.sent.public_key, stand.sent.digest)

    def _bring_on(self, stand: Stand) -> None:
        version = stand.ready
        if version is None:
            self._erik.send(self._address("make_ready", stand), {})
            return
        assert not version.problem, version.problem
        answer = self._erik.send(self._address("send", stand), {})
        # It tells them something only where it refuses: that it was asked for already.
        if answer and not answer.is_told:
            self._journal.asked.add(version.public_key)

    def _find_something_wrong(self) -> None:
        """Somebody was there for another time than the sheet says."""
        session = self._chance.choice(self._world.course)
        key = self._chance.choice(self._keys[session.pk])
        before = self._journal.ticked[session.pk, key][-1]
        self._to_correct = session
        self._ticking.tick(session, [key], another(before, self._chance))

    def _correct(self, session: Session) -> None:
        self._corrections += 1
        reason = f"Rättelse {self._corrections}"
        month = session.held_on.replace(day=1)
        stands = standing(self._world.series, on=LAST_DAY)
        stand = next(each for each in stands if each.period.first_month == month)
        answer = self._erik.send(self._address("correct", stand), {"reason": reason})
        if answer is None:
            return
        # Refused where nothing differs: one that was not answered had been done.
        self._to_correct = None
        if answer.status == 302:
            self._journal.reasons.add(reason)

    def _address(self, name: str, stand: Stand) -> str:
        series = self._world.series
        keys = [series.programme.public_key, series.public_key, stand.period.first_month]
        return reverse(f"statements:{name}", args=keys)
