"""What is done by the clock. One server does each line, however many there are."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.core.management import call_command

from samverka.delivery.activities import actions as activities
from samverka.delivery.check_in import actions as check_in
from samverka.delivery.feedback import actions as feedback
from samverka.delivery.questions import actions as questions
from samverka.foundation.accounts.actor import SYSTEM
from samverka.foundation.deeds import actions as deeds
from samverka.foundation.drafts import actions as drafts
from samverka.foundation.work import actions as work
from samverka.publishing.newsletters import actions as newsletters
from samverka.register.instruments import actions as instruments
from samverka.register.people import actions as people
from samverka.register.people.models import KEPT_FOR
from samverka.toolkit.clock import now, today
from samverka.workflows.delete_due import actions as delete_due
from samverka.workflows.import_register import actions as imports


@dataclass(frozen=True)
class Line:
    """One line of the timetable."""

    name: str
    every: dt.timedelta
    call: Callable[[], object]


def clear_ended_sessions() -> None:
    call_command("clearsessions")


def forget_finished_tasks() -> None:
    """A month is enough to see what went wrong."""
    call_command("prune_db_task_results", min_age_days=30, queue_name="*", verbosity=0)


def forget_old_merges() -> None:
    people.forget_old_merges(before=now() - KEPT_FOR, by=SYSTEM)


def forget_former_employers() -> None:
    people.forget_former_employers(on=today(), by=SYSTEM)


def forget_who_asked_from_outside() -> None:
    questions.empty_old_outside(on=today(), by=SYSTEM)


def keep_waiting_lists() -> None:
    activities.keep_waiting_lists(by=SYSTEM)


def forget_needs() -> None:
    activities.forget_needs(on=today(), by=SYSTEM)


def forget_arrivals() -> None:
    check_in.forget_arrivals(on=today(), by=SYSTEM)


def forget_unconfirmed_subscribers() -> None:
    newsletters.forget_unconfirmed(by=SYSTEM)


def forget_feedback_that_is_over() -> None:
    feedback.forget_what_is_over(on=today(), by=SYSTEM)


def forget_answers_never_sent() -> None:
    instruments.forget_what_is_over(on=today(), by=SYSTEM)


def remind_of_questions() -> None:
    instruments.remind_by_the_clock(on=today(), by=SYSTEM)


def forget_old_imports() -> None:
    imports.forget_old_imports(by=SYSTEM)


def forget_old_drafts() -> None:
    drafts.forget_old(by=SYSTEM)


def forget_old_deeds() -> None:
    deeds.forget_old(by=SYSTEM)


def note_what_is_due() -> None:
    delete_due.note_due(on=today(), by=SYSTEM)


TIMETABLE = (
    Line("take up tasks of dead workers", dt.timedelta(seconds=20), work.take_up_abandoned_tasks),
    Line("keep waiting lists", dt.timedelta(minutes=1), keep_waiting_lists),
    Line("forget what people needed", dt.timedelta(hours=6), forget_needs),
    Line("clear ended sessions", dt.timedelta(days=1), clear_ended_sessions),
    Line("forget finished tasks", dt.timedelta(days=1), forget_finished_tasks),
    Line("forget former employers", dt.timedelta(hours=6), forget_former_employers),
    Line("forget who asked from outside", dt.timedelta(days=1), forget_who_asked_from_outside),
    Line("forget unconfirmed subscribers", dt.timedelta(hours=6), forget_unconfirmed_subscribers),
    Line("forget what was written at the door", dt.timedelta(hours=6), forget_arrivals),
    Line("forget feedback that is over", dt.timedelta(hours=6), forget_feedback_that_is_over),
    Line("remind of questions", dt.timedelta(hours=1), remind_of_questions),
    Line("forget answers never sent", dt.timedelta(days=1), forget_answers_never_sent),
    Line("forget old joinings of persons", dt.timedelta(hours=6), forget_old_merges),
    Line("forget old imports", dt.timedelta(hours=1), forget_old_imports),
    Line("forget old drafts", dt.timedelta(minutes=10), forget_old_drafts),
    Line("forget old deeds", dt.timedelta(hours=6), forget_old_deeds),
    Line("note what need not be kept", dt.timedelta(days=1), note_what_is_due),
    Line("forget old progress", dt.timedelta(days=1), work.forget_old_progress),
)
