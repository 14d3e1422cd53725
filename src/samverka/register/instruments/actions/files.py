"""Files sent as answers: sealed, of few kinds, taken away with the answers they belong to."""

import datetime as dt

from django.db import transaction

from samverka.engine.forms.definition import Kind
from samverka.foundation.accounts.actor import Actor
from samverka.register.instruments.models import AnswerFile, Response
from samverka.toolkit.sealed_body import sealed_anew

from .answers import UnknownItem, save_answers


@transaction.atomic
def keep_file(
    *, response: Response, item: str, name: str, kind: str, body: bytes, on: dt.date, by: Actor
) -> None:
    """Take a file as the answer to an item, instead of one that may be there.

    :raises IsOver: it is sent, or the round is not open
    :raises UnknownItem: the version asks no file so
    """
    _check_asks_file(response, item)
    save_answers(response=response, answers={item: name}, on=on, by=by)
    there = AnswerFile.objects.filter(response=response, item=item).first()
    kept = there or AnswerFile(response=response, item=item)
    kept.kind, kept.size = kind, len(body)
    kept.close(body)
    kept.save()


@transaction.atomic
def drop_file(*, response: Response, item: str, on: dt.date, by: Actor) -> None:
    """:raises IsOver: it is sent, or the round is not open"""
    _check_asks_file(response, item)
    save_answers(response=response, answers={item: None}, on=on, by=by)
    AnswerFile.objects.filter(response=response, item=item).delete()


def _check_asks_file(response: Response, name: str) -> None:
    items = response.round.version.form.walk()
    if not any(one.name == name and one.kind == Kind.FILE for one in items):
        raise UnknownItem


@transaction.atomic
def seal_answer_files_anew(*, at_most: int, by: Actor) -> int:
    """Seal some files with the current key; answers how many, none when all are done."""
    return len(sealed_anew(AnswerFile, at_most=at_most))
