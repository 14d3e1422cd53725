"""Every write of newsletters. Letters leave in tasks that can be begun again at any point."""

import datetime as dt
import smtplib
from collections.abc import Mapping, Sequence

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import SYSTEM, Actor
from samverka.foundation.audit import trail
from samverka.toolkit import sealing
from samverka.toolkit.clock import local_now, now

from .messages import letter_of, send_question_to_confirm
from .models import CONTEXT, UNCONFIRMED_FOR, Delivery, Issue, IssueText, News, Subscriber
from .queries import hash_of, readers_of

State = Issue.State
# As long as whoever pressed the button may regret it.
REGRET = dt.timedelta(minutes=1)
NO_SUCH_READER = range(500, 600)  # RFC 5321: it will not help to send the letter again


class HasLeft(Exception):
    """An issue that is on its way already."""

    def __init__(self) -> None:
        super().__init__(
            _("The newsletter has begun to leave, so it stays as it is. Write a new one.")
        )


class NotForThePublic(Exception):
    """A programme without a public page has nowhere to show an issue, or to stop the letters."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The newsletter was not sent, since the programme is not shown to the public. "
                "Show it first, among the programme's facts."
            )
        )


# --- Whoever subscribes -----------------------------------------------------------------------


@transaction.atomic
def subscribe(
    *, programme: Programme, address: str, language: str, site: str, by: Actor
) -> Subscriber:
    """Note that an address asks for letters; it is asked by a letter whether it does."""
    subscriber, is_new = Subscriber.objects.get_or_create(
        programme=programme,
        address_hash=hash_of(address),
        defaults={
            "address_sealed": sealing.seal(address.strip(), context=CONTEXT),
            "language": language,
        },
    )
    if not is_new and subscriber.confirmed_at is None:
        subscriber.asked_at, subscriber.language = now(), language
        subscriber.save(update_fields=["asked_at", "language"])
    trail.note(by=by, verb="newsletters.asked", about=subscriber)
    send_question_to_confirm.enqueue(subscriber_id=subscriber.pk, site=site)
    return subscriber


@transaction.atomic
def confirm(*, subscriber: Subscriber, by: Actor) -> None:
    """From now on the address gets letters."""
    if subscriber.confirmed_at is None:
        subscriber.confirmed_at = now()
        subscriber.save(update_fields=["confirmed_at"])
        trail.note(by=by, verb="newsletters.confirmed", about=subscriber)


@transaction.atomic
def stop(*, subscriber: Subscriber, by: Actor) -> None:
    """No more letters, and nothing is kept of the address."""
    trail.note(by=by, verb="newsletters.stopped", about=subscriber)
    subscriber.delete()


@transaction.atomic
def forget_unconfirmed(*, by: Actor) -> int:
    """Delete addresses that asked and never confirmed; tells how many."""
    old = list(
        Subscriber.objects.select_for_update().filter(
            confirmed_at=None, asked_at__lte=now() - UNCONFIRMED_FOR
        )
    )
    for subscriber in old:
        trail.note(by=by, verb="newsletters.forgotten", about=subscriber)
        subscriber.delete()
    return len(old)


@transaction.atomic
def seal_addresses_anew(*, at_most: int, by: Actor) -> int:
    """Seal some addresses with the current key; answers how many, none when all are done."""
    rows = Subscriber.objects.all()
    return sealing.seal_some_anew(rows, "address_sealed", context=CONTEXT, at_most=at_most)


# --- Issues -----------------------------------------------------------------------------------


@transaction.atomic
def write_issue(
    *,
    programme: Programme,
    issue: Issue | None,
    texts: Mapping[str, tuple[str, str]],
    news: Sequence[News],
    by: Actor,
) -> Issue:
    """Write a draft, new or again: heading and text by language, and what it tells of the record.

    :raises HasLeft: it is on its way
    """
    issue = _locked(issue, State.DRAFT) if issue else Issue.objects.create(programme=programme)
    issue.texts.all().delete()
    IssueText.objects.bulk_create(
        IssueText(issue=issue, language=language, heading=heading, text=text)
        for language, (heading, text) in texts.items()
    )
    issue.news.all().delete()
    News.objects.bulk_create(
        News(
            issue=issue,
            kind=one.kind,
            about=one.about,
            title=one.title,
            day=one.day,
            place=one.place,
        )
        for one in news
    )
    trail.note(by=by, verb="newsletters.written", about=issue)
    return issue


def _locked(issue: Issue, *states: str) -> Issue:
    """
    :raises HasLeft: the issue is in another state
    """
    found = Issue.objects.select_for_update().filter(pk=issue.pk, state__in=states).first()
    if found is None:
        raise HasLeft
    return found


@transaction.atomic
def send(*, issue: Issue, site: str, by: Actor) -> None:
    """Send a draft in a minute; until then it can be taken back. `site` is where links lead.

    :raises HasLeft: it is on its way
    :raises NotForThePublic: the programme has no public page
    """
    issue = _locked(issue, State.DRAFT)
    if not issue.programme.is_public:
        raise NotForThePublic
    issue.state, issue.site, issue.leaves_at = State.WAITING, site, now() + REGRET
    issue.task_id = deliver.using(run_after=issue.leaves_at).enqueue(issue_id=issue.pk).id
    issue.save()
    trail.note(by=by, verb="newsletters.sent", about=issue)


@transaction.atomic
def take_back(*, issue: Issue, by: Actor) -> None:
    """It is a draft again.

    :raises HasLeft: it is on its way
    """
    issue = _locked(issue, State.WAITING)
    issue.state, issue.leaves_at = State.DRAFT, None
    issue.save()
    trail.note(by=by, verb="newsletters.taken_back", about=issue)


@transaction.atomic
def go_on(*, issue: Issue, by: Actor) -> None:
    """Send what is left, where the sending stopped.

    :raises HasLeft: nothing is left
    """
    issue = _locked(issue, State.SENDING)
    issue.task_id = deliver.enqueue(issue_id=issue.pk).id
    issue.save()
    trail.note(by=by, verb="newsletters.gone_on", about=issue)


@task()
def deliver(issue_id: int) -> None:
    """Send an issue to whoever has no letter of it yet; begun again if the worker ends."""
    issue = _begin(issue_id=issue_id)
    if issue is None:
        return
    with get_connection() as connection:
        while delivery := _next_of(issue):
            _send_one(issue, delivery, connection)
    _end(issue=issue, by=SYSTEM)


@transaction.atomic
def _begin(*, issue_id: int) -> Issue | None:
    """Note to whom an issue goes; None where it is not to leave, or not yet."""
    issue = Issue.objects.select_for_update().filter(pk=issue_id).first()
    if issue is None or issue.state not in {State.WAITING, State.SENDING}:
        return None
    if issue.state == State.WAITING:
        # Taken back and sent again, it waits for its later minute.
        if issue.leaves_at and issue.leaves_at > now():
            return None
        issue.state, issue.begun_at = State.SENDING, local_now()
        issue.save()
        Delivery.objects.bulk_create(
            [Delivery(issue=issue, subscriber=one) for one in readers_of(issue.programme)],
            batch_size=1000,
        )
    return issue


def _next_of(issue: Issue) -> Delivery | None:
    """The next letter, noted as leaving: no other worker, and no later one, takes it again."""
    waiting = issue.deliveries.filter(state=Delivery.State.WAITING).order_by("pk")
    while found := waiting.select_related("subscriber").first():
        mine = waiting.filter(pk=found.pk).update(state=Delivery.State.LEAVING)
        if mine:
            return found
    return None


def _send_one(issue: Issue, delivery: Delivery, connection: BaseEmailBackend) -> None:
    """Send a letter. One that the server refuses for good is noted; else the sending stops.

    A connection that breaks in the middle leaves it unsure whether the letter came through.
    """
    try:
        letter_of(issue, delivery.subscriber, connection).send()
    except smtplib.SMTPRecipientsRefused as refusal:
        for_good = all(code in NO_SUCH_READER for code, _why in refusal.recipients.values())
        _note(delivery, Delivery.State.REFUSED if for_good else Delivery.State.WAITING)
        if not for_good:
            raise
    except smtplib.SMTPResponseException:
        _note(delivery, Delivery.State.WAITING)
        raise
    else:
        _note(delivery, Delivery.State.SENT)


def _note(delivery: Delivery, state: str) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(state=state)


@transaction.atomic
def _end(*, issue: Issue, by: Actor) -> None:
    """All have left: keep how many, and not who."""
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    if issue.state != State.SENDING:
        return
    states = list(issue.deliveries.values_list("state", flat=True))
    issue.sent_count = states.count(Delivery.State.SENT)
    issue.refused_count = states.count(Delivery.State.REFUSED)
    issue.unsure_count = states.count(Delivery.State.LEAVING)
    issue.state = State.SENT
    issue.save()
    issue.deliveries.all().delete()
    trail.note(by=by, verb="newsletters.arrived", about=issue)
