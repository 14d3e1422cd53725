"""A form as it is answered, checked and exchanged; processor time, no pages."""

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

from samverka.engine.forms.answering import settle
from samverka.engine.forms.checks import problems
from samverka.engine.forms.definition import Choice, Form, Item, Kind, Language
from samverka.engine.forms.xlsform import from_rows, to_rows

from .measure import Row

RUNS = 30
TODAY = dt.date(2026, 3, 16)
STEPS = tuple(Choice(str(step), {"sv": f"Steg {step}"}) for step in range(5))
# Milliseconds.
SETTLED, TOO_LARGE, EXCHANGED = 5.0, 20.0, 100.0


def rows(_folder: Path) -> list[Row]:
    form, large = form_of(100), form_of(5_000)
    answers = {f"a{number}": 3 for number in range(100)}
    assert not problems(form)
    assert len(settle(form, answers, TODAY).kept) == 100
    return [
        Row(
            "form of 100 items: shown, computed and wrong",
            milliseconds(lambda: settle(form, answers, TODAY)),
            SETTLED,
            "ms",
        ),
        Row("form of 5,000 items refused", milliseconds(lambda: problems(large)), TOO_LARGE, "ms"),
        Row(
            "form of 100 items to XLSForm and back",
            milliseconds(lambda: from_rows(to_rows(form).sheets)),
            EXCHANGED,
            "ms",
        ),
    ]


def form_of(number: int) -> Form:
    """Scales, each asked only if the one before was answered with more than 1."""
    first = Item("a0", Kind.SCALE, {"sv": "Fråga 0"}, anchors=STEPS)
    asked = [
        Item(
            f"a{at}",
            Kind.SCALE,
            {"sv": f"Fråga {at}"},
            required=True,
            show_when=f"${{a{at - 1}}} > 1 and not(selected(${{a0}}, '9'))",
            anchors=STEPS,
        )
        for at in range(1, number)
    ]
    return Form("f", {"sv": "Formulär"}, (Language("sv"),), (first, *asked))


def milliseconds(do: Callable[[], object]) -> float:
    """Of processor time, the least of some runs: what else the machine does is not ours."""
    do()
    found = []
    for _ in range(RUNS):
        began = time.process_time()
        do()
        found.append((time.process_time() - began) * 1_000)
    return min(found)
