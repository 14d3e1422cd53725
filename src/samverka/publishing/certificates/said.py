"""What a certificate says, as it is kept sealed: words and numbers as they were when given."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass

from samverka.toolkit.sealing import opener, seal
from samverka.toolkit.texts import amount, isolate

from .attended import Attended, Meeting
from .models import SAID, AttendanceCertificate


@dataclass(frozen=True)
class Said:
    """All that stands on the paper, its code, and the hash of its file."""

    name: str
    title: str
    programme: str
    organiser: str
    meetings: tuple[Meeting, ...]
    of: int
    minutes: int
    whole: int
    # Nothing where no page may verify it.
    code: str = ""
    sha256: str = ""

    @property
    def initials(self) -> str:
        """The first letter of each word of the name, which is all that the public page shows."""
        return "".join(f"{word[0].upper()}." for word in self.name.split())

    @property
    def first_day(self) -> dt.date:
        return min(day for meeting in self.meetings for day in meeting.days)

    @property
    def last_day(self) -> dt.date:
        return max(day for meeting in self.meetings for day in meeting.days)

    @property
    def hours(self) -> str:
        return decimal_hours(self.minutes)

    @property
    def whole_hours(self) -> str:
        return decimal_hours(self.whole)

    def says_as(self, other: "Said") -> bool:
        """Whether two papers would tell the same."""
        return _told(self) == _told(other)


def decimal_hours(minutes: int) -> str:
    """750 minutes are "12.5", in Swedish "12,5"."""
    hours = round(minutes / 60, 2)
    return isolate(amount(int(hours) if hours == int(hours) else hours))


def _told(said: Said) -> dict:
    return asdict(said) | {"code": "", "sha256": ""}


def said_of(name: str, title: str, programme: str, organiser: str, came: Attended) -> Said:
    return Said(
        name, title, programme, organiser, came.meetings, came.of, came.minutes, came.whole
    )


def sealed(said: Said) -> str:
    return seal(json.dumps(asdict(said), default=dt.date.isoformat), context=SAID)


def reader() -> Callable[[AttendanceCertificate], Said]:
    """What opens many: the keys are looked up once. Not to be kept."""
    opened = opener(context=SAID)

    def read(certificate: AttendanceCertificate) -> Said:
        kept = json.loads(opened(certificate.said_sealed))
        kept["meetings"] = tuple(_meeting(each) for each in kept["meetings"])
        return Said(**kept)

    return read


def _meeting(kept: dict) -> Meeting:
    days = tuple(dt.date.fromisoformat(day) for day in kept["days"])
    return Meeting(days, kept["title"], kept["minutes"])


def read(certificate: AttendanceCertificate) -> Said:
    return reader()(certificate)
