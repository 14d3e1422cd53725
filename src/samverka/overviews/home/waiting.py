"""What waits for the one who acts: questions, tasks, time, hours to certify, what persons ask."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.delivery.certification.permissions import may_certify, reminds
from samverka.delivery.certification.queries import changed_by_programme, months_to_certify
from samverka.delivery.groups.queries import my_tasks
from samverka.delivery.guidelines.permissions import ANSWERS
from samverka.delivery.guidelines.queries import to_check_anew
from samverka.delivery.participants.permissions import may_read
from samverka.delivery.participants.queries import missing_by_programme
from samverka.delivery.questions.queries import told_waiting_for
from samverka.delivery.retention.models import DECIDES, DueNote
from samverka.delivery.working_time.queries import not_handed_in, to_decide
from samverka.foundation.accounts.actor import Actor, keys_of
from samverka.foundation.accounts.models import Role
from samverka.register.people.permissions import answers_for_staff
from samverka.register.requests.queries import to_answer
from samverka.toolkit.addresses import address
from samverka.toolkit.texts import day, whole_month

MOST = 5


@dataclass(frozen=True)
class Waiting:
    """One thing to do: what it is, of what, and where it is done."""

    what: str
    about: str
    url: str
    is_late: bool = False


# Most people have no open question, sit in no group and write no time: one cheap question for
# three, and for whether anybody is a participant or anything counts for a fund at all.
HOLDS = """
SELECT EXISTS (
        SELECT 1 FROM questions_question question
        JOIN programmes_contact contact ON contact.id = question.contact_id
        WHERE question.state = 'open' AND %(user)s IN (contact.holder_id, contact.stand_in_id)
    ),
    EXISTS (
        SELECT 1 FROM groups_term term JOIN people_person person ON person.id = term.person_id
        WHERE person.user_id = %(user)s
    ),
    EXISTS (
        SELECT 1 FROM working_time_allocation share
        JOIN people_person person ON person.id = share.person_id
        WHERE person.user_id = %(user)s
    ),
    EXISTS (
        SELECT 1 FROM working_time_timereport
        WHERE organisation_id = %(organisation)s AND state = 'handed_in'
    ),
    EXISTS (SELECT 1 FROM participants_participant),
    EXISTS (SELECT 1 FROM certification_countedas),
    EXISTS (SELECT 1 FROM certification_certificate),
    EXISTS (SELECT 1 FROM retention_duenote),
    EXISTS (
        SELECT 1 FROM requests_subjectrequest
        WHERE organisation_id = %(organisation)s AND answer = ''
    ),
    EXISTS (SELECT 1 FROM guidelines_edition WHERE replaced_by_id IS NOT NULL)
"""


def waiting(actor: Actor, *, on: dt.date) -> list[Waiting]:
    """The first of each kind, what is late before the rest."""
    holds = _holds(actor)
    is_asked, sits_in_a_group, writes_time, waits, has_participants, counts, certified = holds[:7]
    rows: list[Waiting] = []
    if is_asked or actor.is_one_of(Role.PROGRAMME_LEADER):
        rows += _questions(actor, on)
    if sits_in_a_group:
        rows += _tasks(actor, on)
    if writes_time:
        rows += _own_time(actor, on)
    if waits and answers_for_staff(actor):
        rows += _time_to_approve(actor)
    if counts:
        rows += _hours_that_count(actor, on, certified)
    if has_participants and may_read(actor):
        rows += _participants(actor, on)
    rows += _about_records(actor, on, *holds[7:9])
    if holds[9] and actor.is_one_of(*ANSWERS):
        rows += _guidelines(actor)
    return sorted(rows, key=lambda row: not row.is_late)


def _holds(actor: Actor) -> list[bool]:
    """Whether there is anything of each kind that is dear to ask for."""
    with connection.cursor() as cursor:
        cursor.execute(HOLDS, keys_of(actor))
        return [bool(found) for found in cursor.fetchone()]


def _hours_that_count(actor: Actor, on: dt.date, certified: bool) -> Iterator[Waiting]:
    if may_certify(actor, actor.organisation):
        yield from _to_certify(actor, on)
    if certified and reminds(actor):
        yield from _changed_after(actor, on)


def _to_certify(actor: Actor, on: dt.date) -> Iterator[Waiting]:
    """Months of one's own employer that are over, have hours that count and no certificate."""
    for month in months_to_certify(actor, on=on)[:MOST]:
        url = address("certification:overview", month.programme_key)
        about = f"{whole_month(month.month)}, {month.programme_name}"
        yield Waiting(_("Certify hours"), about, url)


def _changed_after(actor: Actor, on: dt.date) -> Iterator[Waiting]:
    """Months whose certificate is no longer what the marks say, a line a programme one leads."""
    for programme, count in changed_by_programme(actor, on=on)[:MOST]:
        what = ngettext(
            "%(count)s month changed after it was certified",
            "%(count)s months changed after they were certified",
            count,
        )
        url = address("certification:missing", programme.public_key) + "?lacks=changed"
        yield Waiting(what % {"count": count}, str(programme), url, is_late=True)


def _participants(actor: Actor, on: dt.date) -> Iterator[Waiting]:
    """What the fund asks of participants and nobody has noted, a line a programme."""
    for programme, count in missing_by_programme(actor, on=on)[:MOST]:
        what = ngettext(
            "Fill in what is missing of %(count)s participant",
            "Fill in what is missing of %(count)s participants",
            count,
        )
        url = address("participants:list", programme.public_key) + "?lacks=any"
        yield Waiting(what % {"count": count}, str(programme), url)


def _questions(actor: Actor, on: dt.date) -> Iterator[Waiting]:
    for key, title in told_waiting_for(actor, on=on)[:MOST]:
        yield Waiting(_("Answer a question"), title, address("questions:detail", key))


def _about_records(
    actor: Actor, on: dt.date, is_due: bool, person_asks: bool
) -> Iterator[Waiting]:
    if person_asks:
        yield from _requests_of_persons(actor, on)
    if is_due and actor.is_one_of(*DECIDES):
        yield from _due(actor)


def _requests_of_persons(actor: Actor, on: dt.date) -> Iterator[Waiting]:
    """What persons have asked about their own data; the law gives a month."""
    for request in to_answer(actor)[:MOST]:
        url = address("subject_requests:detail", request.public_key)
        about = _("%(kind)s, at the latest %(day)s") % {
            "kind": request.get_kind_display(),
            "day": day(request.due_on),
        }
        yield Waiting(_("Answer a person"), about, url, request.due_on < on)


def _due(actor: Actor) -> Iterator[Waiting]:
    """What the timetable has noted as kept long enough, one line for all of it."""
    if count := DueNote.objects.visible_to(actor).count():
        what = ngettext(
            "Decide about %(count)s kind of record whose time is over",
            "Decide about %(count)s kinds of record whose time is over",
            count,
        )
        about = _("Nothing is deleted by itself")
        yield Waiting(what % {"count": count}, about, address("delete_due:overview"))


def _guidelines(actor: Actor) -> Iterator[Waiting]:
    """New editions of what one's own municipality has answered."""
    for edition in to_check_anew(actor)[:MOST]:
        url = address(
            "guidelines:edition", edition.guideline.programme.public_key, edition.public_key
        )
        what = _("A guideline has a new edition: check anew")
        yield Waiting(what, str(edition), url)


def _tasks(actor: Actor, on: dt.date) -> Iterator[Waiting]:
    for task in my_tasks(actor, on=on)[:MOST]:
        group = task.group
        url = address("groups:detail", group.programme.public_key, group.public_key)
        is_late = task.due_on is not None and task.due_on < on
        yield Waiting(_("Task"), f"{task.title}, {group}", url, is_late)


def _own_time(actor: Actor, on: dt.date) -> Iterator[Waiting]:
    """Months that have passed and lie with oneself."""
    for row in not_handed_in(actor.user_id, on=on)[:MOST]:
        begun = row.report_key and address("working_time:month", row.report_key)
        url = begun or address("working_time:mine")
        what = _("Your time in %(month)s is not handed in") % {"month": whole_month(row.month)}
        yield Waiting(what, row.programme, url, is_late=True)


def _time_to_approve(actor: Actor) -> Iterator[Waiting]:
    for report in to_decide(actor)[:MOST]:
        url = address("working_time:month", report.public_key)
        what = _("Approve time")
        yield Waiting(what, f"{report.person}, {whole_month(report.month)}", url)
