"""Periods made ready, opened again, and corrected with all that were sent after them."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.publishing.statements.contents import Content
from samverka.publishing.statements.facts import Facts
from samverka.publishing.statements.models import Series, Statement, Version
from samverka.publishing.statements.problems import StatementProblem
from samverka.publishing.statements.queries.lacking import EARLIER, Hinder
from samverka.publishing.statements.queries.months import lacking_in
from samverka.publishing.statements.queries.standing import Stand, standing
from samverka.toolkit.clock import now
from samverka.toolkit.texts import listed


class NotOpen(StatementProblem):
    def __init__(self):
        super().__init__(_("It is ready or sent already, or has not begun. Look at it once more."))


class Hindered(StatementProblem):
    """Something lacks."""

    def __init__(self, hinders: Sequence[Hinder]):
        self.hinders = list(hinders)
        super().__init__(
            _("This comes first: %(what)s") % {"what": " ".join(each.text for each in hinders)}
        )


class ChangedMeanwhile(StatementProblem):
    """The facts say something else than what was looked at."""

    def __init__(self):
        super().__init__(
            _("Something has changed since you opened the page. Look through it once more.")
        )


class BeingSent(StatementProblem):
    def __init__(self, months: Sequence[Stand]):
        names = listed(stand.period.text for stand in months)
        super().__init__(
            ngettext(
                "%(months)s is being sent just now. Wait until it is done.",
                "%(months)s are being sent just now. Wait until they are done.",
                len(months),
            )
            % {"months": names}
        )


class NotSent(StatementProblem):
    def __init__(self):
        super().__init__(_("It is not sent, so there is nothing to correct. Make it ready anew."))


class IsEmptied(StatementProblem):
    """What was told is no longer kept, nor what it was told from."""

    def __init__(self):
        super().__init__(
            _(
                "Its time of keeping is over and its rows are deleted, so it cannot be sent "
                "again. Its sums and hashes stay."
            )
        )


class NothingDiffers(StatementProblem):
    def __init__(self):
        super().__init__(
            _("It was sent as it is now: nothing differs, so there is nothing to do.")
        )


@transaction.atomic
def make_ready(
    *, series: Series, first_month: dt.date, on: dt.date, seen: str = "", by: Actor
) -> Version:
    """Settle what an open period, or one to send again, holds; `seen` is the digest shown.

    :raises NotOpen: it is ready or sent, or no period begins with the month
    :raises IsEmptied: the rows of what was sent of it are deleted
    :raises Hindered: something lacks
    :raises ChangedMeanwhile: the facts say something else than what was shown
    """
    series = _locked(series)
    stands = standing(series, on=on)
    stand = _of_month(stands, first_month)
    if stand is None or not stand.can_be_made_ready:
        raise NotOpen
    if stand.sent and stand.sent.emptied_on:
        raise IsEmptied
    content = Facts(series, [stand.period]).content(stand.period, series.layout)
    if lacks := lacking_in(series, stands, stand.period, on).of(stand.period, content):
        raise Hindered(lacks)
    if seen and seen != content.digest:
        raise ChangedMeanwhile
    version = _prepared(series, stand, content, _reason_before(stands, stand), by)
    version.follows = stand.sent is not None
    version.save()
    trail.note(by=by, verb="statements.made_ready", about=version)
    return version


@transaction.atomic
def take_back(*, version: Version, by: Actor) -> None:
    """Open a period again that was made ready, or withdraw a correction that is not sent.

    With a correction go those that were prepared only because of it.

    :raises NotOpen: it is sent, or was taken back already
    :raises BeingSent: it is being sent
    """
    series = _locked(version.series)
    stands = standing(series, on=series.first_month)
    stand = _of_month(stands, version.statement.first_month)
    if stand is None or stand.ready is None or stand.ready.pk != version.pk:
        raise NotOpen
    needless = [stand, *_needless_without(stand, stands)]
    _refuse_while_sent(needless)
    for ready in [each.ready for each in needless if each.ready]:
        trail.note(by=by, verb="statements.taken_back", about=ready)
        ready.delete()


def _needless_without(stand: Stand, stands: Sequence[Stand]) -> list[Stand]:
    """Later corrections that nothing is left to ask for when one is taken back."""
    if stand.sent is None:
        return []
    found, corrected, latest = [], False, 0
    for each in stands:
        place = (each.sent.place or 0) if each.sent else 0
        is_asked_for = corrected or latest > place
        if each.ready and each.sent and each is not stand:
            if each.ready.follows and not is_asked_for:
                found.append(each)
            else:
                corrected = True
        latest = max(latest, place)
    return found


@transaction.atomic
def correct(
    *, series: Series, first_month: dt.date, reason: str, on: dt.date, by: Actor
) -> list[Version]:
    """Prepare a sent period and every later sent one to be sent again, in order.

    What was prepared already is prepared anew.

    :raises NotSent: nothing of it is sent
    :raises IsEmptied: its rows are deleted, or those of one after it
    :raises NothingDiffers: it is in force as the facts and the layout say
    :raises Hindered: something lacks, other than that earlier ones are sent
    :raises BeingSent: one of them is being sent
    """
    series = _locked(series)
    stands = standing(series, on=on)
    chosen = _of_month(stands, first_month)
    if chosen is None or chosen.sent is None:
        raise NotSent
    later = [each for each in stands if each.sent and each.period.first_month >= first_month]
    if any(each.sent and each.sent.emptied_on for each in later):
        raise IsEmptied
    _refuse_while_sent(later)
    facts = Facts(series, [each.period for each in later])
    content = facts.content(chosen.period, series.layout)
    if content.digest == chosen.sent.content_digest:
        raise NothingDiffers
    lacks = lacking_in(series, stands, chosen.period, on).of(chosen.period, content)
    if lacks := [each for each in lacks if each.kind != EARLIER]:
        raise Hindered(lacks)
    versions = []
    for each in later:
        own = each.ready if each.ready and not each.ready.follows else None
        why = own.reason if own and each is not chosen else reason
        follows = own is None and each is not chosen
        version = _prepared(series, each, facts.content(each.period, series.layout), why, by)
        version.follows = follows
        version.save()
        trail.note(by=by, verb="statements.correction_prepared", about=version)
        versions.append(version)
    return versions


def _prepared(series: Series, stand: Stand, content: Content, reason: str, by: Actor) -> Version:
    """A version as it is looked at now: the one that is ready already, or the next."""
    statement, _is_new = Statement.objects.get_or_create(
        series=series,
        first_month=stand.period.first_month,
        defaults={"last_month": stand.period.last_month},
    )
    number = stand.sent.number + 1 if stand.sent else 1
    version = stand.ready or Version(series=series, statement=statement, number=number)
    sums = content.sums
    version.layout, version.reason, version.content_digest = series.layout, reason, content.digest
    version.persons, version.protected = sums.persons, sums.protected
    version.minutes, version.claimed = sums.minutes, sums.claimed
    version.made_ready_by, version.made_ready_at = by.user, now()
    version.task_id, version.problem = None, ""
    return version


def _reason_before(stands: Sequence[Stand], stand: Stand) -> str:
    """Why an earlier one was corrected, for one that is to be sent again because of it."""
    if stand.sent is None:
        return ""
    earlier = [
        each.sent
        for each in stands
        if each.sent and each.period.first_month < stand.period.first_month
    ]
    return max(earlier, key=lambda version: version.place or 0).reason if earlier else ""


def _refuse_while_sent(stands: Sequence[Stand]) -> None:
    sending = [each for each in stands if each.ready and each.ready.is_being_sent]
    if sending:
        raise BeingSent(sending)


def _locked(series: Series) -> Series:
    """Two who do something with one series at once do it one after the other."""
    rows = Series.objects.select_related("programme", "fund", "layout")
    return rows.select_for_update(of=("self",)).get(pk=series.pk)


def _of_month(stands: Sequence[Stand], first_month: dt.date) -> Stand | None:
    return next((each for each in stands if each.period.first_month == first_month), None)
