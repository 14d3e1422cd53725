"""Whatever the engine finds wrong is said in the reader's language."""

from samverka.engine.forms.checks import ProblemKind
from samverka.engine.forms.judging import FaultKind
from samverka.engine.forms.xlsform import NoteKind
from samverka.register.instruments.answer_faults import FAULTS
from samverka.register.instruments.exchange import NOTES
from samverka.register.instruments.saying import PROBLEMS


def test_every_kind_of_problem_and_fault_has_a_sentence():
    assert set(PROBLEMS) == set(ProblemKind)
    assert set(FAULTS) == set(FaultKind)
    assert set(NOTES) == set(NoteKind) - {NoteKind.PROBLEM}, "that says its own problem"
