"""What is wrong in a programme file is told with its line, all of it at once."""

import pytest
from django.utils import translation

from samverka.workflows.programme_file.document import Unreadable
from samverka.workflows.programme_file.queries import facts_of

from .file import FILE, line_of

pytestmark = pytest.mark.django_db


def problems(text: str, **options) -> list[tuple[int, str]]:
    with translation.override("en"), pytest.raises(Unreadable) as caught:
        facts_of(text, **options)
    return [(problem.line, problem.sentence) for problem in caught.value.problems]


def changed(old: str, new: str) -> str:
    assert FILE.count(old) == 1, old
    return FILE.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "kommun: Kungälv,",
            "kommun: Kungelf,",
            "There is no municipality called 'Kungelf'. "
            "Did you mean 'Kungälv', with the code 1482?",
        ),
        (
            "kommun: Kungälv,",
            "kommun: Atlantis,",
            "There is no municipality called 'Atlantis'. Write its short name, as 'Lilla Edet'.",
        ),
        (
            "kod: 1482",
            "kod: 1402",
            "Kungälv has the code 1482, not 1402. Write 'kod: 1482'.",
        ),
        (
            "slutar: 2019-12",
            "slutar: 2018-02",
            "The programme ends 2018-02-28, before it begins 2018-09-01. "
            "Write an end after 2018-09-01, or an earlier start.",
        ),
        (
            "förlängd till: 2020-05",
            "förlängd till: 2019-05",
            "The programme is extended to 2019-05-31, before its planned end 2019-12-31. "
            "Write a day after 2019-12-31, or take the line away.",
        ),
        (
            "dag: 2019-02-05",
            "dag: 2021-02-05",
            "2021-02-05 is outside the programme, which runs 2018-09-01 to 2020-05-31. "
            "Write a day within it, or change the programme's period.",
        ),
        (
            "från: 2018-10",
            "från: 2017-10",
            "2017-10-01 is outside the programme, which runs 2018-09-01 to 2020-05-31. "
            "Write a day within it, or take the line away.",
        ),
        (
            "till: 2019-06",
            "till: 2018-09",
            "It ends 2018-09-30, before it begins 2018-10-01. Write a later end.",
        ),
        (
            "dag: 2019-02-05",
            "dag: 2019-02-30",
            "'2019-02-30' is not a day. Write year, month and day as 2019-02-05, "
            "or only the month as 2019-02.",
        ),
        (
            "klockan: 09.00–16.00",
            "klockan: 16.00–09.00",
            "It ends at 09.00, before it begins at 16.00. Put the earlier first.",
        ),
        (
            "klockan: 09.00–16.00",
            "klockan: hela dagen",
            "'hela dagen' is not a time. Write start and end as 09.00–16.00.",
        ),
        (
            "en träff är: 2,5 timmar",
            "en träff är: 2,5 dagar",
            "'2,5 dagar' at 'en träff är' is in another unit than asked for. "
            "Write it as '2,5 timmar'.",
        ),
        (
            "måltal: 4 dagar",
            "måltal: 4 timmar",
            "'4 timmar' at 'måltal' is in another unit than asked for. Write it as '4 dagar'.",
        ),
        (
            "måltal: 4 dagar",
            "måltal: 4",
            "'4' at 'måltal' should be a number and its unit, as '4 dagar'.",
        ),
        (
            "måltal: 4 dagar",
            "måltal: 4,5 dagar",
            "'4,5 dagar' at 'måltal' should be a whole number, as '4 dagar'.",
        ),
        (
            "räknar: hållna utbildningsdagar",
            "räknar: hållna utbildningsdag",
            "'hållna utbildningsdag' cannot stand at 'räknar'. "
            "Did you mean 'hållna utbildningsdagar'?",
        ),
        (
            "ansvarig: Göteborgsregionen",
            "ansvarig: Göteborgregionen",
            "'Göteborgregionen' does not take part in the programme. "
            "Did you mean 'Göteborgsregionen'?",
        ),
        (
            "ansvarig: Göteborgsregionen",
            "ansvarig: Migrationsverket",
            "'Migrationsverket' does not take part in the programme. "
            "Add it under 'deltar', or choose one of those.",
        ),
        (
            "ansvarig: Göteborgsregionen",
            "ansvarig:",
            "Goal 1 has no owner. Add a line 'ansvarig: …' with one of the organisations "
            "under 'deltar'.",
        ),
        (
            "beskrivning: Prov",
            "bskrivning: Prov",
            "'bskrivning' is not a key here. Did you mean 'beskrivning'?",
        ),
        ("namn: Föräldrastöd", "namn:", "'namn' is missing. Add a line 'namn: …'."),
        (
            "nyckel: prov",
            "nyckel: material",
            "'material' is another public page. Write a longer key, as 'material-2026'.",
        ),
        (
            "nyckel: prov",
            "nyckel: prövning",
            "'prövning' may hold a–z, 0–9 and hyphens only, as 'foraldrastod-2018'.",
        ),
        (
            "nummer: 2",
            "nummer: 1",
            f"'nummer: 1' stands on line {line_of('nummer: 1')} too. Give one of them another.",
        ),
        (
            "språk: [dari, tigrinja]",
            "språk: [dari, tigrinska]",
            "'tigrinska' cannot stand at 'språk'. Did you mean 'tigrinja'?",
        ),
        (
            "aktivitet: Kurs",
            "aktivitet: *kurs",
            "A value that points elsewhere (*). Write the value itself.",
        ),
        (
            "beskrivning: Prov",
            "namn: Prov",
            "'namn' stands on line 1 too. Keep one of them.",
        ),
    ],
)
def test_a_problem_is_told_with_its_line_and_what_to_write_instead(old, new, sentence):
    assert problems(changed(old, new)) == [(line_of(old), sentence)]


def test_a_goal_without_owner_is_told_where_the_goal_begins():
    text = changed("    ansvarig: Göteborgsregionen\n", "")
    told = problems(text)
    assert told == [
        (
            line_of("nummer: 1"),
            "Goal 1 has no owner. Add a line 'ansvarig: …' with one of the organisations "
            "under 'deltar'.",
        )
    ]


def test_a_programme_has_exactly_one_owner():
    text = changed("roll: äger", "roll: deltar")
    assert problems(text) == [
        (
            line_of("deltar:"),
            "0 organisations own the programme. Give the role 'äger' to exactly one.",
        )
    ]


def test_all_problems_of_a_file_are_told_at_once_in_the_order_of_its_lines():
    text = (
        FILE.replace("kommun: Kungälv,", "kommun: Kungelf,")
        .replace("måltal: 4 dagar", "måltal: 4 personer")
        .replace("slutar: 2019-12", "slutar: 2018-02")
    )
    assert [line for line, _sentence in problems(text)] == [
        line_of("slutar:"),
        line_of("kommun: Kungälv,"),
        line_of("måltal:"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        (
            "slutar: 2019-12",
            "slutar: 2019-12: ja",
            "slutar:",
            "There is a second colon on the line, or the line above lacks its colon. "
            "Put a text that holds a colon within quotation marks.",
        ),
        (
            "slutar: 2019-12",
            "\tslutar: 2019-12",
            "slutar:",
            "The line is indented with a tab. Use spaces instead.",
        ),
    ],
)
def test_what_is_no_yaml_is_told_in_plain_words(old, new, line, sentence):
    assert problems(changed(old, new)) == [(line_of(line), sentence)]


def test_an_empty_file_says_how_to_begin():
    assert problems("") == [(1, "The file has no keys. Begin with a line such as 'namn: …'.")]


def test_an_addition_belongs_to_its_programme():
    addition = "tillägg till: annat\npåhittat: Prov\nför slag:\n  - slag: kurs\n"
    assert problems(FILE, addition=addition) == [
        (1, "The programme file has the key 'prov'. Write 'tillägg till: prov'.")
    ]
