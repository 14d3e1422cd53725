"""Placing from the command line, where there is neither database nor key file: the tutorial."""

import os
import re
import signal
from pathlib import Path

import pytest

from samverka.config.placing import Interruption
from samverka.toolkit.tables import in_words, open_book

from .machine import Machine

PAGE = Path(__file__).parents[4] / "docs" / "how-to" / "place-cases.md"
BLOCK = re.compile(r"```(\w+)(?: ([^\n]+))?\n(.*?)```", re.S)


def blocks(kind: str) -> list[tuple[str, str]]:
    """The blocks of one kind in the tutorial: what stands beside the mark, and the text."""
    return [
        (beside, text) for found, beside, text in BLOCK.findall(PAGE.read_text()) if found == kind
    ]


@pytest.fixture(scope="module")
def learner(tmp_path_factory) -> Machine:
    """Somebody who has done what the tutorial says, up to its first plan."""
    machine = Machine(tmp_path_factory.mktemp("tutorial"))
    for name, text in blocks("csv"):
        (machine.folder / name).write_text(text, encoding="utf-8")
    return machine


def typed(machine: Machine, line: str):
    words = re.findall(r'"[^"]*"|\S+', line)
    return machine.run(*(word.strip('"') for word in words[1:]))


def rows(file: Path, title: str) -> list[list[str]]:
    with file.open("rb") as workbook:
        return [
            [in_words(cell) for cell in row.cells] for row in open_book(workbook).read(title).rows
        ]


def test_the_tutorial_says_what_the_commands_say(learner):
    commands = [line for _beside, text in blocks("console") for line in text.splitlines()]
    said = [text for beside, text in blocks("text") if not beside]

    first, second, checked = (typed(learner, line) for line in commands[:3])

    assert first.stdout == said[0], first.stderr
    assert second.returncode == 0, second.stderr
    assert checked.stdout.startswith(said[1]), checked.stderr
    assert not (learner.folder / "keys.json").exists()


def test_the_tutorial_quotes_a_reason_that_stands_in_the_workbook(learner):
    ((beside, sentence),) = [block for block in blocks("text") if block[0]]
    if not (learner.folder / "plan.xlsx").exists():
        typed(learner, blocks("console")[0][1])

    case = beside.split()[1]
    found = [row[4] for row in rows(learner.folder / "plan.xlsx", "Skäl") if row[0] == case]

    assert sentence.strip() in found


def test_a_file_that_is_not_there_is_a_sentence(learner):
    said = learner.refusal("place", "borta.csv", "kommuner.csv", "--out", "x.xlsx")

    assert said == "samverka: borta.csv kan inte öppnas: No such file or directory.\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--weight", "Yrke"], "'Yrke' is not understood. Write NAME=NUMBER, as 'Wishes=2'."),
        (["--weight", "Yrke=tung"], "'Yrke=tung' is not understood. Write a number"),
        (["--gap", "-1"], "'-1' is not understood. Write a number from 0."),
        (["--seconds", "0"], "The time must be more than 0 seconds"),
        (["--weight", "Skostorlek=2"], "There is no criterion “skostorlek”."),
    ],
)
def test_an_option_that_cannot_be_meant_is_a_sentence(learner, words, sentence):
    said = learner.refusal(
        "place", "hushall.csv", "kommuner.csv", "--out", "x.xlsx", "--language", "en", *words
    )

    assert sentence in said


def test_a_plan_is_refused_when_something_in_it_was_changed(learner):
    said = learner.refusal("verify", "hushall.csv", "--language", "en")

    assert "hushall.csv is no plan with its proof." in said


def test_a_year_is_replayed_beside_what_hindsight_could_reach(learner):
    towns = ["Gävle", "Sandviken", "Ockelbo", "Bollnäs"]
    work = ["kock", "svetsare", "lärare"]
    lines = ["Ärende;Yrke;Önskemål;Skolplatser;Vecka"]
    lines += [f"A{n};{work[n % 3]};{towns[n * 7 % 4]};{n % 2};{1 + n * 5 % 52}" for n in range(20)]
    (learner.folder / "arenden.csv").write_text("\n".join(lines), encoding="utf-8")

    result = learner.run(
        "replay", "arenden.csv", "kommuner.csv", "--language", "en", "--out", "replay.xlsx"
    )

    assert result.returncode == 0, result.stderr
    told = [line.split(".")[0] for line in result.stdout.splitlines()[:3]]
    assert told == ["Each week by itself", "Looking ahead", "Had one known who would come"]
    table = rows(learner.folder / "replay.xlsx", "Replay")
    greedy, ahead, hindsight = (float(row[3].replace(",", ".")) for row in table[1:])
    assert 0 < greedy <= hindsight
    assert 0 < ahead <= hindsight
    assert {row[1] for row in table[1:]} == {"20"}


def test_a_case_without_a_week_is_named(learner):
    (learner.folder / "utan.csv").write_text(
        "Ärende;Önskemål;Skolplatser;Vecka\nA;Gävle;0;maj\n", encoding="utf-8"
    )

    said = learner.refusal("replay", "utan.csv", "kommuner.csv", "--language", "en")

    assert "“maj” on row 2 of utan.csv is no week." in said


def test_ctrl_c_asks_a_solve_to_end_and_once_more_ends_the_command():
    with Interruption() as interruption:
        os.kill(os.getpid(), signal.SIGINT)
        assert interruption.is_asked
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
