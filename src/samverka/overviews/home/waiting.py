"""What waits for the one who acts: questions, tasks, time, hours to certify, what persons ask."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from django.db import connection
from django.db.models import Count, QuerySet, Window
from django.db.models.functions import RowNumber
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
from samverka.delivery.working_time.queries import LateMonth, not_handed_in, to_decide
from samverka.foundation.accounts.actor import Actor, keys_of
from samverka.foundation.accounts.models import Role
from samverka.register.people.permissions import answers_for_staff
from samverka.register.requests.models import SubjectRequest
from samverka.register.requests.queries import to_answer
from samverka.toolkit.addresses import address
from samverka.toolkit.texts import day, whole_month
from samverka.toolkit.together import Ask, Rows, part_of, together

from .asked_at_once import asked_at_once
from .things import MOST, Thing, first_of

# Kinds that tell how many there are of each.
COUNTED = {"changed", "participants"}

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


def waiting(
    actor: Actor,
    *,
    on: dt.date,
    changed: Mapping[int, int] | None = None,
    most: int | None = MOST,
) -> list[Thing]:
    """The first of each kind, what is late before the rest; two questions for all of it.

    `changed` is how many certified months say something else now, where that is known; where
    `most` is None all of each kind is told.
    """
    asked = list(_asks(actor, on, changed, most, *_holds(actor)))
    asked.append(asked_at_once(actor, on=on, most=most))
    rows = [row for found in together(*asked) for row in found]
    # What one is asked oneself stands before what comes of one's work.
    return sorted(rows, key=lambda row: not row.is_late)


def _holds(actor: Actor) -> list[bool]:
    """Whether there is anything of each kind that is dear to ask for."""
    with connection.cursor() as cursor:
        cursor.execute(HOLDS, keys_of(actor))
        return [bool(found) for found in cursor.fetchone()]


def _asks(
    actor: Actor, on: dt.date, changed: Mapping[int, int] | None, most: int | None, *holds: bool
) -> Iterator[Ask]:
    is_asked, sits_in_a_group, writes_time, waits, has_participants, counts, certified = holds[:7]
    if is_asked or actor.is_one_of(Role.PROGRAMME_LEADER):
        yield _told("question", told_waiting_for(actor, on=on), _question, most)
    if sits_in_a_group:
        yield _tasks(actor, on, most)
    if writes_time:
        handed = not_handed_in(actor.user_id, on=on)
        yield Ask(lambda *rows: list(_own_time(handed.read(*rows))), *handed.parts)
    if waits and answers_for_staff(actor):
        yield _time_to_approve(actor, most)
    if counts and may_certify(actor, actor.organisation):
        yield _told("certify", months_to_certify(actor, on=on), _to_certify, most)
    if counts and certified and reminds(actor):
        told = changed_by_programme(actor, on=on, counted=changed)
        yield _told("changed", told, _changed_after, most)
    if has_participants and may_read(actor):
        told = missing_by_programme(actor, on=on)
        yield _told("participants", told, _participants, most)
    yield from _about_records(actor, on, most, *holds[7:])


def _about_records(
    actor: Actor,
    on: dt.date,
    most: int | None,
    is_due: bool,
    person_asks: bool,
    is_replaced: bool,
) -> Iterator[Ask]:
    if person_asks:
        yield _requests_of_persons(actor, on, most)
    if is_due and actor.is_one_of(*DECIDES):
        yield Ask(_due, part_of(DueNote.objects.visible_to(actor).values_list("pk")))
    if is_replaced and actor.is_one_of(*ANSWERS):
        yield _guidelines(actor, most)


def _told(kind: str, ask: Ask, say: Callable[..., Thing], most: int | None) -> Ask:
    """What it comes to, each as a thing to do."""

    def read(*rows: Rows) -> list[Thing]:
        found = [tuple(each) for each in ask.read(*rows)]
        hidden = found[most:] if most else []
        what = ""
        if hidden and kind in COUNTED:
            what = say(*hidden[0][:-1], sum(each[-1] for each in hidden)).what
        return first_of(kind, [say(*each) for each in found], most, what=what)

    return Ask(read, *ask.parts)


def _listed(
    kind: str,
    rows: QuerySet[Any, Any],
    say: Callable[..., Thing],
    most: int | None,
    *columns: str,
) -> Ask:
    """The first rows of a list in its order, and how many there are; `say` gets their columns."""
    order = Window(RowNumber(), order_by=cast(Sequence[str], rows.query.order_by))
    told = rows.annotate(place=order, in_all=Window(Count("*")))
    first = told.values_list("place", "in_all", *columns)[:most]

    def read(found: Rows) -> list[Thing]:
        ordered = sorted(found)
        left = ordered[0][1] - len(ordered) if ordered else 0
        return first_of(kind, [say(*row[2:]) for row in ordered], most, left=left)

    return Ask(read, part_of(first))


def _question(key: str, title: str) -> Thing:
    return Thing(_("Answer a question"), title, address("questions:detail", key))


def _to_certify(month: dt.date, programme_key: str, programme: str) -> Thing:
    """A month of one's own employer that is over, has hours that count and no certificate."""
    url = address("certification:overview", programme_key)
    about = _("%(what)s, %(where)s") % {"what": whole_month(month), "where": programme}
    return Thing(_("Certify hours"), about, url)


def _changed_after(programme_key: str, programme: str, count: int) -> Thing:
    """Months whose certificate is no longer what the marks say, of a programme one leads."""
    what = ngettext(
        "%(count)s month changed after it was certified",
        "%(count)s months changed after they were certified",
        count,
    )
    url = address("certification:missing", programme_key) + "?lacks=changed"
    return Thing(what % {"count": count}, programme, url, is_late=True)


def _participants(programme_key: str, programme: str, count: int) -> Thing:
    """What the fund asks of participants and nobody has noted."""
    what = ngettext(
        "Fill in what is missing of %(count)s participant",
        "Fill in what is missing of %(count)s participants",
        count,
    )
    url = address("participants:list", programme_key) + "?lacks=any"
    return Thing(what % {"count": count}, programme, url)


def _requests_of_persons(actor: Actor, on: dt.date, most: int | None) -> Ask:
    """What persons have asked about their own data; the law gives a month."""

    def said(key: str, kind: str, due_on: dt.date) -> Thing:
        about = _("%(kind)s, at the latest %(day)s") % {
            "kind": SubjectRequest.Kind(kind).label,
            "day": day(due_on),
        }
        url = address("subject_requests:detail", key)
        return Thing(_("Answer a person"), about, url, due_on < on)

    columns = ("public_key", "kind", "due_on")
    return _listed("requests", to_answer(actor), said, most, *columns)


def _due(notes: Rows) -> list[Thing]:
    """What the timetable has noted as kept long enough, one line for all of it."""
    if not notes:
        return []
    what = ngettext(
        "Decide about %(count)s kind of record whose time is over",
        "Decide about %(count)s kinds of record whose time is over",
        len(notes),
    )
    about = _("Nothing is deleted by itself")
    return [Thing(what % {"count": len(notes)}, about, address("delete_due:overview"))]


def _guidelines(actor: Actor, most: int | None) -> Ask:
    """New editions of what one's own municipality has answered."""

    def said(programme: str, key: str, guideline: str, edition: str) -> Thing:
        what = _("A guideline has a new edition: check anew")
        url = address("guidelines:edition", programme, key)
        return Thing(what, f"{guideline}, {edition}", url)

    columns = ("guideline__programme__public_key", "public_key", "guideline__name", "name")
    return _listed("guidelines", to_check_anew(actor), said, most, *columns)


def _tasks(actor: Actor, on: dt.date, most: int | None) -> Ask:
    def said(
        title: str, due_on: dt.date | None, group: str, group_key: str, programme_key: str
    ) -> Thing:
        is_late = due_on is not None and due_on < on
        url = address("groups:detail", programme_key, group_key)
        return Thing(_("Task"), f"{title}, {group}", url, is_late)

    columns = ("group__name", "group__public_key", "group__programme__public_key")
    return _listed("tasks", my_tasks(actor, on=on), said, most, "title", "due_on", *columns)


def _own_time(late: Iterable[LateMonth]) -> Iterator[Thing]:
    """Months that have passed and lie with oneself, a line a programme."""
    of_programme: dict[str, list[LateMonth]] = {}
    for each in late:
        of_programme.setdefault(each.programme, []).append(each)
    for programme, months in of_programme.items():
        url = address("working_time:mine")
        if len(months) == 1 and months[0].report_key:
            url = address("working_time:month", months[0].report_key)
        what = ngettext(
            "Your time in %(month)s is not handed in",
            "Your time of %(count)s months is not handed in, the latest %(month)s",
            len(months),
        )
        facts = {"month": whole_month(months[0].month), "count": len(months)}
        yield Thing(what % facts, programme, url, is_late=True)


def _time_to_approve(actor: Actor, most: int | None) -> Ask:
    def said(key: str, month: dt.date, given_name: str, family_name: str) -> Thing:
        facts = {"name": f"{given_name} {family_name}", "day": whole_month(month)}
        about = _("%(name)s, %(day)s") % facts
        return Thing(_("Approve time"), about, address("working_time:month", key))

    names = ("person__given_name", "person__family_name")
    return _listed("time", to_decide(actor), said, most, "public_key", "month", *names)
