"""The floor, filled and served as Samverka is: python -m bench.floor.serve PORT"""

import datetime as dt
import os
import sys
from functools import partial

import django
from django.db import connection

from samverka.config import web
from samverka.config.supervisor import Child, Supervisor

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.floor.settings"
django.setup()

from bench.floor.models import Meeting  # noqa: E402  needs the settings above

ROWS = 300
GROUPS = 15  # so that twenty rows are of one group


def fill() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(Meeting)
    first = dt.date(2026, 1, 1)
    Meeting.objects.bulk_create(
        Meeting(
            title=f"Möte {number}",
            place=f"Sal {number % 9}",
            group=number % GROUPS,
            begins=first + dt.timedelta(days=number),
            ends=first + dt.timedelta(days=number + 1),
        )
        for number in range(ROWS)
    )


def main(port: int) -> int:
    fill()
    application = web.load()
    answer = partial(web.answer, application, "127.0.0.1", port, 1)
    return Supervisor([Child("web", answer)]).run()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
