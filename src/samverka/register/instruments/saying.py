"""What is wrong with a form, said in the reader's language beside the item it is wrong with."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.engine.forms.checks import Problem, ProblemKind, problems
from samverka.engine.forms.definition import Form

K = ProblemKind
PROBLEMS = {
    K.EMPTY: gettext_lazy("Nothing is asked yet. Add a question."),
    K.TOO_MANY: gettext_lazy("%(number)s items are more than the %(limit)s there may be."),
    K.TOO_MANY_CHOICES: gettext_lazy(
        "%(number)s choices are more than the %(limit)s there may be."
    ),
    K.NAME: gettext_lazy(
        "A name begins with a letter, has letters a–z, digits and _ . - only, and is at most "
        "%(limit)s signs."
    ),
    K.RESERVED: gettext_lazy("The name %(key)s is taken by forms themselves. Choose another."),
    K.TWICE: gettext_lazy("Another question or row has the same name. Choose another."),
    K.NO_LANGUAGE: gettext_lazy("Choose at least one language."),
    K.LANGUAGE: gettext_lazy("%(key)s is no tag of a language."),
    K.LANGUAGE_TWICE: gettext_lazy("The language %(key)s is there twice."),
    K.UNKNOWN_LANGUAGE: gettext_lazy(
        "There is a text in %(key)s, which is not a language of the form. Add the language, or "
        "take the text away."
    ),
    K.NO_TEXT: gettext_lazy("There is no text in any language. Write one."),
    K.TOO_LONG: gettext_lazy("It is longer than %(limit)s signs. Make it shorter."),
    K.TOO_DEEP: gettext_lazy("More than %(limit)s parentheses stand in one another."),
    K.LETTER: gettext_lazy("Sign %(number)s: %(key)s cannot stand there."),
    K.UNCLOSED: gettext_lazy("Sign %(number)s: a text that begins with %(key)s has no end."),
    K.EXPECTED: gettext_lazy("Sign %(number)s: something should follow after %(key)s."),
    K.EXPECTED_END: gettext_lazy(
        "Sign %(number)s: %(key)s stands where an operator was expected, as = or and."
    ),
    K.NUMBER: gettext_lazy("Sign %(number)s: %(key)s is too great a number."),
    K.PATH: gettext_lazy("Sign %(number)s: %(key)s looks into other data than the answers."),
    K.UNKNOWN_ITEM: gettext_lazy(
        "It asks about %(key)s, and no question has that name. Correct the name, or add the "
        "question first."
    ),
    K.NO_ANSWER: gettext_lazy("It asks about %(key)s, which nobody answers."),
    K.UNKNOWN_FUNCTION: gettext_lazy("The function %(key)s is not known here."),
    K.WRONG_COUNT: gettext_lazy("%(key)s is given %(number)s values, which it does not take."),
    K.PATTERN: gettext_lazy("The pattern cannot be read at its sign %(number)s."),
    K.OWN: gettext_lazy("A lone full stop means the answer in a constraint, and nothing here."),
    K.FACT: gettext_lazy(
        "%(key)s stands alone. A text stands in quotation marks, an answer as ${name}."
    ),
    K.UNKNOWN_FACT: gettext_lazy("No choice has the fact %(key)s."),
    K.CIRCLE: gettext_lazy("It depends on itself: %(key)s. Change one of them."),
    K.NO_CHOICES: gettext_lazy("There is nothing to choose. Write at least one choice."),
    K.CHOICE_NAME: gettext_lazy(
        "The choice %(key)s has no name, or one with spaces where more can be chosen."
    ),
    K.CHOICE_TWICE: gettext_lazy("The choice %(key)s is there twice."),
    K.NO_ANCHORS: gettext_lazy("A scale has at least two steps. Write them."),
    K.STEP: gettext_lazy("The step %(key)s is not a whole number."),
    K.STEP_ORDER: gettext_lazy("The step %(key)s does not follow the step before it by one."),
    K.END_WITHOUT_TEXT: gettext_lazy("Write what the end %(key)s of the scale means."),
    K.NO_ROWS: gettext_lazy("There are no rows. Write at least one."),
    K.HOLDS_NOTHING: gettext_lazy("There is nothing in it. Add a question, or take it away."),
    K.NO_CALCULATION: gettext_lazy("Write how it is calculated."),
    K.NOT_USED: gettext_lazy("%(key)s means nothing on a question of this kind."),
    K.DEFAULT: gettext_lazy("%(key)s cannot be the answer it begins with."),
    K.NOT_A_NUMBER: gettext_lazy("%(key)s is nothing that a mean can be taken of."),
    K.TOO_MANY_NEEDED: gettext_lazy("%(number)s answers are needed, and there are %(limit)s."),
}


def said(problem: Problem) -> str:
    """One sentence in the reader's language."""
    facts = {"key": problem.key, "number": problem.number, "limit": problem.limit}
    return str(PROBLEMS[problem.kind]) % facts


def problems_by_item(form: Form) -> dict[str, list[str]]:
    """Sentences by name of item; under "" what is wrong with the form as a whole."""
    found: dict[str, list[str]] = defaultdict(list)
    for problem in problems(form):
        text = said(problem)
        if problem.where == "title":
            text = _("Title: %(problem)s") % {"problem": text}
        place, _part = place_of(form, problem)
        if text not in found[place]:
            found[place].append(text)
    return dict(found)


def place_of(form: Form, problem: Problem) -> tuple[str, str]:
    """The item a problem is of, "" for the form; and what of it. Names may hold full stops."""
    where = problem.where
    best, part = "", ""
    for item in form.walk():
        for name in (item.name, *(row.name for row in item.rows)):
            if (where == name or where.startswith(f"{name}.")) and len(name) > len(best):
                best, part = item.name, where[len(name) + 1 :]
    return best, part
