"""The public page for applying, with five hundred asking at once and ten seats left.

Each of them comes from an address of their own through a proxy, as people do. Two workers answer.
"""

import asyncio
import datetime as dt
import os
import re
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

from django.db import connections

from samverka.delivery.activities import actions, queries
from samverka.delivery.activities.models import Activity
from samverka.foundation.accounts.actor import SYSTEM
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import today

from .measure import Row, Server, free_port, serving

AT_ONCE = int(os.environ.get("SIGN_UPS", "500"))
SEATS = 10
# A proxy gives up on an answer after so many seconds, unless told otherwise.
PATIENCE = 60.0
AS_BEHIND_A_PROXY = {"SAMVERKA_HTTPS": "1"}
NAMES = {"given_name": "Amanda", "family_name": "Exempel", "function": "Kurator", "website": ""}


def rows(folder: Path) -> list[Row]:
    activity = _ten_seats_left()
    employer = Organisation.objects.filter(name="Partille kommun").get().public_key
    connections.close_all()
    port = free_port()
    samverka = str(Path(sys.executable).with_name("samverka"))
    command = [samverka, "serve", "--port", str(port), "--workers", "2"]
    env = {**os.environ, **AS_BEHIND_A_PROXY}
    with serving(command, port, "/halsa/", env) as server:
        reading = asyncio.run(_all_at_once(server, f"/anmalan/{activity.public_key}/"))
        sending = asyncio.run(
            _all_at_once(server, f"/anmalan/{activity.public_key}/", employer=employer)
        )
    given = queries.places_of(activity)
    if (given.taken, given.waiting) != (SEATS, AT_ONCE - SEATS):
        raise RuntimeError(f"Of {AT_ONCE} for {SEATS} seats: {given}.")
    return [
        Row(f"{AT_ONCE} read the page for applying at once: the slowest", reading, PATIENCE, "s"),
        Row(f"{AT_ONCE} apply at once for {SEATS} seats: the slowest", sending, PATIENCE, "s"),
    ]


def _ten_seats_left() -> Activity:
    like = Activity.objects.filter(organiser__name="Göteborgsregionen").order_by("pk")[0]
    day = today() + dt.timedelta(days=30)
    return actions.create_activity(
        programme=like.programme,
        organiser=like.organiser,
        title="Många på en gång",
        kind=Activity.Kind.MEETING,
        seats=SEATS,
        registration_by=Activity.RegistrationBy.ANYBODY,
        sessions=[actions.Times(day=day, starts=dt.time(9), ends=dt.time(12))],
        by=SYSTEM,
    )


async def _all_at_once(server: Server, path: str, employer: str = "") -> float:
    """Seconds until the last of all has an answer; each must be the right one."""
    cookie, token = await _token(server, path) if employer else ("", "")
    lines = [await asyncio.open_connection("127.0.0.1", server.port) for _ in range(AT_ONCE)]
    began = time.monotonic()
    answers = await asyncio.gather(
        *(
            _ask(*line, _request(server, path, number, employer, cookie, token))
            for number, line in enumerate(lines)
        )
    )
    seconds = time.monotonic() - began
    wanted = b" 302 " if employer else b" 200 "
    wrong = [answer[:40] for answer in answers if wanted not in answer.split(b"\r\n", 1)[0]]
    if wrong:
        raise RuntimeError(f"{len(wrong)} of {AT_ONCE} were answered wrongly: {wrong[0]!r}")
    return seconds


async def _token(server: Server, path: str) -> tuple[str, str]:
    line = await asyncio.open_connection("127.0.0.1", server.port)
    answer = (await _ask(*line, _request(server, path, 0, "", "", ""))).decode()
    cookie = re.search(r"csrftoken=(\w+)", answer)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer)
    if not (cookie and token):
        raise RuntimeError("The page for applying has no form.")
    return cookie[1], token[1]


def _request(
    server: Server, path: str, number: int, employer: str, cookie: str, token: str
) -> bytes:
    here = f"127.0.0.1:{server.port}"
    head = [
        f"{'POST' if employer else 'GET'} {path} HTTP/1.1",
        f"Host: {here}",
        "X-Forwarded-Proto: https",
        f"X-Forwarded-For: 10.1.{number // 250}.{number % 250}",
        "Connection: close",
    ]
    if not employer:
        return "\r\n".join([*head, "", ""]).encode()
    address = f"nr{number}@example.org"
    body = urlencode(
        {
            **NAMES,
            "email": address,
            "organisation": employer,
            "once": address,
            "csrfmiddlewaretoken": token,
        }
    )
    head += [
        f"Cookie: csrftoken={cookie}",
        f"Origin: https://{here}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*head, "", body]).encode()


async def _ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes
) -> bytes:
    writer.write(request)
    await writer.drain()
    answer = await reader.read()
    writer.close()
    return answer
