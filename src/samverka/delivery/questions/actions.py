"""Every write of the question desk. The public page and the own pages call the same."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Contact, Field, Goal, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.clock import at, local_now

from .messages import send_answer, send_question
from .models import Answer, DeskRule, Question
from .queries import contact_for, to_empty

State = Question.State


class NotOfTheProgramme(Exception):
    """A function of another programme."""

    def __str__(self):
        return _("The function answers in another programme. Choose one of this programme.")


class NobodyAnswers(Exception):
    """The system itself has nothing to say."""

    def __str__(self):
        return _("An answer needs somebody who gives it. Sign in and answer again.")


class NothingToPublish(Exception):
    """A question without an answer."""

    def __str__(self):
        return _("There is no answer to share yet. Answer the question first.")


@transaction.atomic
def ask(
    *,
    programme: Programme,
    title: str,
    text: str = "",
    contact: Contact | None = None,
    goal: Goal | None = None,
    field: Field | None = None,
    outside_name: str = "",
    outside_email: str = "",
    site: str,
    on: dt.date,
    by: Actor,
) -> Question:
    """Ask; without a function the one that answers for the subject gets the question.

    Somebody without an account asks with `by` the system, and name and address of their own.
    `site` is where the letter's link leads.

    :raises NotOfTheProgramme: the function is of another programme
    """
    if contact is None:
        contact = contact_for(programme, goal=goal, field=field, on=on)
    elif contact.programme_id != programme.pk:
        raise NotOfTheProgramme
    question = Question.objects.create(
        programme=programme,
        contact=contact,
        goal=goal,
        field=field,
        title=title,
        text=text,
        asked_by=by.user,
        asked_for=by.organisation,
        outside_name=outside_name,
        outside_email=outside_email,
        asked_at=at(on, local_now().time()),
    )
    trail.note(by=by, verb="questions.asked", about=question)
    send_question.enqueue(question_id=question.pk, site=site)
    return question


@transaction.atomic
def route(*, question: Question, contact: Contact, site: str, by: Actor) -> None:
    """Pass a question on to another function, which gets a letter.

    :raises NotOfTheProgramme: the function is of another programme
    """
    if contact.programme_id != question.programme_id:
        raise NotOfTheProgramme
    question.contact = contact
    question.save(update_fields=["contact"])
    trail.note(by=by, verb="questions.routed", about=question, fields=["contact"])
    send_question.enqueue(question_id=question.pk, site=site)


@transaction.atomic
def route_many(*, questions: Sequence[Question], contact: Contact, site: str, by: Actor) -> None:
    """Pass several on to one function, all or none.

    :raises NotOfTheProgramme: one of them is of another programme
    """
    for question in questions:
        route(question=question, contact=contact, site=site, by=by)


@transaction.atomic
def route_back(
    *, questions: Sequence[Question], contacts: Sequence[int | None], by: Actor
) -> None:
    """Each lies before the function it had; that one has its letter already."""
    for question, contact in zip(questions, contacts, strict=True):
        question.contact_id = contact
        question.save(update_fields=["contact"])
        trail.note(by=by, verb="questions.routed", about=question, fields=["contact"])


@transaction.atomic
def answer(
    *,
    question: Question,
    text: str,
    source: str,
    taken_from: Answer | None = None,
    site: str,
    on: dt.date,
    by: Actor,
) -> Answer:
    """Answer with a day and a source; whoever asked gets a letter. The latest answer holds."""
    if by.user is None:
        raise NobodyAnswers
    given = Answer.objects.create(
        question=question,
        text=text,
        source=source,
        answered_on=on,
        function=_function_of(question, by),
        answered_by=by.user,
        taken_from=taken_from,
    )
    question.state = State.ANSWERED
    question.save(update_fields=["state"])
    trail.note(by=by, verb="questions.answered", about=question)
    send_answer.enqueue(answer_id=given.pk, site=site)
    return given


def _function_of(question: Question, by: Actor) -> str:
    """The function that answers, as it is called today; else the organisation."""
    contact = question.contact
    if contact and by.user_id in (contact.holder_id, contact.stand_in_id):
        return f"{contact.function}, {contact.organisation}"
    return str(by.organisation)


@transaction.atomic
def publish(*, question: Question, by: Actor) -> None:
    """Share question and answer with all of the programme, without who asked.

    :raises NothingToPublish: there is no answer
    """
    if not question.answers.exists():
        raise NothingToPublish
    question.is_published = True
    question.save(update_fields=["is_published"])
    trail.note(by=by, verb="questions.published", about=question)


@transaction.atomic
def withdraw(*, question: Question, by: Actor) -> None:
    """Share it no longer."""
    question.is_published = False
    question.save(update_fields=["is_published"])
    trail.note(by=by, verb="questions.withdrawn", about=question)


@transaction.atomic
def close(*, question: Question, by: Actor) -> None:
    """Nothing more is to be done about it."""
    question.state = State.CLOSED
    question.save(update_fields=["state"])
    trail.note(by=by, verb="questions.closed", about=question)


@transaction.atomic
def close_many(*, questions: Sequence[Question], by: Actor) -> None:
    """Several at once, all or none."""
    for question in questions:
        close(question=question, by=by)


@transaction.atomic
def put_back(*, questions: Sequence[Question], states: Sequence[str], by: Actor) -> None:
    """Closed by mistake: each is open or answered as it was, and nobody gets a letter."""
    for question, state in zip(questions, states, strict=True):
        question.state = state
        question.save(update_fields=["state"])
        trail.note(by=by, verb="questions.opened_again", about=question)


@transaction.atomic
def open_again(*, question: Question, site: str, by: Actor) -> None:
    """There is more to answer, so it lies before the function once more."""
    question.state = State.OPEN
    question.save(update_fields=["state"])
    trail.note(by=by, verb="questions.opened_again", about=question)
    send_question.enqueue(question_id=question.pk, site=site)


@transaction.atomic
def set_rule(
    *,
    programme: Programme | None,
    subject: str,
    days: int,
    source: str,
    valid_from: dt.date,
    by: Actor,
) -> DeskRule:
    """A number of days from a day on; the rule before it ends then. None is the whole region."""
    before = DeskRule.objects.filter(
        programme=programme, subject=subject, valid_to=None, valid_from__lt=valid_from
    )
    before.update(valid_to=valid_from)
    rule, _made = DeskRule.objects.update_or_create(
        programme=programme,
        subject=subject,
        valid_from=valid_from,
        defaults={"days": days, "source": source},
    )
    trail.note(by=by, verb="questions.rule_set", about=rule)
    return rule


@transaction.atomic
def empty_old_outside(*, on: dt.date, by: Actor) -> int:
    """Erase who asked from outside where the rule's days have passed; question and answer stay."""
    old = to_empty(on=on)
    for question in old:
        question.outside_name = question.outside_email = ""
        question.save(update_fields=["outside_name", "outside_email"])
        trail.note(by=by, verb="questions.emptied", about=question)
    return len(old)
