"""What is wrong in the newer sections of a programme file is told with its line too."""

import pytest
from django.utils import translation

from samverka.foundation.accounts.actor import SYSTEM
from samverka.workflows.programme_file.actions import load_programme
from samverka.workflows.programme_file.document import Unreadable
from samverka.workflows.programme_file.queries import facts_of

from .whole_file import EARLIER, WHOLE, line_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "budget: 7 247 750,50 kr",
            "budget: sju miljoner",
            "'sju miljoner' is not a sum. Write it in kronor, as '7 247 750 kr'.",
        ),
        (
            "medfinansiering: 25,5 %",
            "medfinansiering: 125 %",
            "'125 %' is not a share. Write it as '25 %'.",
        ),
        (
            "budgeten är: hela budgeten",
            "budgeten är: hela budgetn",
            "'hela budgetn' cannot stand at 'budgeten är'. Did you mean 'hela budgeten'?",
        ),
        (
            "program: tidigare",
            "program: tidigarre",
            "There is no programme with the key 'tidigarre'. Is it 'tidigare'?",
        ),
        (
            "via: Norr",
            "via: Nord",
            "'Nord' cannot stand at 'via'. Did you mean 'Norr'?",
        ),
        (
            "leds av: Kungälvs kommun",
            "leds av: Kungälv kommun",
            "'Kungälv kommun' does not take part in the programme. "
            "Did you mean 'Kungälvs kommun'?",
        ),
        (
            "      dag: 2018-09-15\n",
            "",
            "'dag' is missing. Add a line 'dag: …'.",
        ),
        (
            ", underlag: Rapporten}",
            "}",
            "'underlag' is missing. Add a line 'underlag: …'.",
        ),
        (
            "nummer: 1.1\n        fas: Pilot 1",
            "nummer: 1\n        fas: Pilot 1",
            f"'nummer: 1' stands on line {line_of('nummer: 1')} too. Give one of them another.",
        ),
        (
            "åtagande: 1}",
            "åtagande: 9}",
            "'9' cannot stand at 'åtagande'. Write one of: 1, 2, 3.",
        ),
        (
            "part: Göteborgsregionen, dag:",
            "part: Göteborgsregion, dag:",
            "'Göteborgsregion' cannot stand at 'part'. Did you mean 'Göteborgsregionen'?",
        ),
        (
            "{växlar: Mellan kommunerna, fält",
            "{funktion: Ledamot, fält",
            "A seat belongs to an organisation or rotates. "
            "Write 'organisation: …' or 'växlar: …'.",
        ),
        (
            "möten per år: 4",
            "möten per år: fyra",
            "'fyra' at 'möten per år' should be a whole number, as '4'.",
        ),
        (
            "kommuner: [Kungälv, Partille]",
            "kommuner: [Kungälv, Partile]",
            "There is no municipality called 'Partile'. "
            "Did you mean 'Partille', with the code 1402?",
        ),
        (
            "mått: kurser\n        från",
            "mått: kurs\n        från",
            "'kurs' cannot stand at 'mått'. Did you mean 'kurser'?",
        ),
        (
            "måltal: högst 10 kurser",
            "måltal: högst 10 dagar",
            "'högst 10 dagar' at 'måltal' is in another unit than asked for. "
            "Write it as '4 kurser'.",
        ),
        (
            "förstudie:\n  fråga: Går det?",
            "förstudie: Går det?\nx:\n  fråga: Går det?",
            "'förstudie' should hold keys with values, each on a line of its own.",
        ),
    ],
)
def test_a_problem_is_told_with_its_line(old, new, sentence):
    assert WHOLE.count(old) == 1, old
    with translation.override("en"):
        load_programme(facts=facts_of(EARLIER), by=SYSTEM)
        with pytest.raises(Unreadable) as caught:
            facts_of(WHOLE.replace(old, new))
    told = {problem.sentence: problem.line for problem in caught.value.problems}
    assert sentence in told
    assert told[sentence] <= line_of(old) + old.count("\n")


def test_an_agreement_that_no_goal_works_on_is_told():
    spoilt = WHOLE.replace(
        "    arbetar med:\n      - {överenskommelse: Avtalet, åtagande: 1}\n", ""
    )
    with translation.override("en"):
        load_programme(facts=facts_of(EARLIER), by=SYSTEM)
        with pytest.raises(Unreadable) as caught:
            facts_of(spoilt)
    assert [str(problem) for problem in caught.value.problems] == [
        f"Line {line_of('- överenskommelse: Avtalet')}: No goal works on 'Avtalet'. Add "
        "'arbetar med' to a goal, with one of its commitments, or take the agreement out of "
        "the file."
    ]
