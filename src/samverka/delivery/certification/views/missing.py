"""What is missing, and from whom: over a programme's months, and over all of one's own."""

import datetime as dt
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.certification import actions, queries
from samverka.delivery.certification.forms import DueFilters
from samverka.delivery.certification.permissions import (
    may_certify,
    may_classify,
    may_read_certificates,
    reminds,
    reminds_in,
)
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.models import User
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Bulk, Column, Listing
from samverka.toolkit.periods import months_after
from samverka.toolkit.templatetags.look import status
from samverka.toolkit.texts import day, hours, listed, whole_month

from .fetching import programme_of


@dataclass
class Row:
    """A month that lacks, with who may certify it, and where one does it oneself."""

    due: queries.Due
    who: str = ""
    reminded: str = ""
    opens: str = ""
    opens_hours: str = ""

    @property
    def key(self) -> str:
        return self.due.key

    @property
    def month(self) -> dt.date:
        return self.due.month

    @property
    def persons(self) -> int:
        return self.due.persons

    @property
    def hours(self) -> float:
        return round(self.due.minutes / 60, 2)

    @property
    def what(self) -> str:
        changed = self.due.has_changed
        return _("Hours changed since it was certified") if changed else _("Not certified")


MISSING = Listing(
    key="certificates_missing",
    title=gettext_lazy("What is missing, and from whom"),
    columns=(
        Column(
            "month",
            gettext_lazy("Month"),
            show=lambda row: whole_month(row.month),
            opens=lambda row: row.opens,
            sort="month",
        ),
        Column("employer", gettext_lazy("Employer"), lambda row: str(row.due.organisation)),
        Column(
            "who",
            gettext_lazy("From whom"),
            lambda row: row.who or _("Nobody there may certify"),
        ),
        Column(
            "what",
            gettext_lazy("What lacks"),
            show=lambda row: status("late" if row.due.has_changed else "waiting", row.what),
        ),
        Column("reminded", gettext_lazy("Reminded"), lambda row: row.reminded),
        Column("programme", gettext_lazy("Programme"), lambda row: str(row.due.programme)),
        Column("fund", gettext_lazy("Fund"), lambda row: str(row.due.fund)),
        Column("persons", gettext_lazy("Persons"), is_number=True, sort="persons"),
        Column(
            "hours",
            gettext_lazy("Hours"),
            show=lambda row: hours(row.due.minutes),
            opens=lambda row: row.opens_hours,
            is_number=True,
            sort="hours",
        ),
    ),
    filters=DueFilters,
    row_key="key",
    empty_title=gettext_lazy("Nothing is missing"),
    empty_text=gettext_lazy("Every month that is over and has hours that count is certified."),
)

# In a programme's own list the programme goes without saying.
MISSING_HERE = replace(
    MISSING, columns=tuple(column for column in MISSING.columns if column.key != "programme")
)


def _find(request, programme: Programme | None = None):
    def find(*, lacks: str = "", employer: str = "", within: str = "") -> list[Row]:
        return [
            Row(due)
            for due in queries.due_seen(request.actor, on=today(), programme=programme)
            if (not lacks or due.has_changed == (lacks == "changed"))
            and employer in ("", due.organisation.public_key)
            and within in ("", due.programme.public_key)
        ]

    return find


def _choices(request, programme: Programme | None = None) -> dict[str, Any]:
    """What the list can be narrowed to: what stands in it."""
    dues = queries.due_seen(request.actor, on=today(), programme=programme)
    return {
        "employers": {due.organisation.public_key: str(due.organisation) for due in dues},
        "programmes": {due.programme.public_key: str(due.programme) for due in dues},
    }


def _fill(request, rows: list[Row]) -> None:
    who = queries.who_certifies([row.due for row in rows], on=today())
    told = queries.reminded_on(user for users in who.values() for user in users)
    reads = reminds(request.actor)
    for row in rows:
        due, users = row.due, who[queries.place_of(row.due)]
        row.who = listed(user.name for user in users)
        row.reminded = _reminded(due, users, told)
        month = address("reports:month", due.programme.public_key, due.month)
        if reads:
            row.opens_hours = f"{month}?organisation={due.organisation.public_key}#rows"
        row.opens = _opens(request, due) or row.opens_hours


def _opens(request, due: queries.Due) -> str:
    """Where one certifies it oneself, or else what was certified and says something else now."""
    key = due.programme.public_key
    if may_certify(request.actor, due.organisation):
        return address("certification:certify", key, due.fund.code, f"{due.month:%Y-%m}")
    if due.certificate and reminds(request.actor):
        return address("certification:certificate", key, due.certificate.public_key)
    return ""


def _reminded(due: queries.Due, users: list[User], told: dict[int, dt.date]) -> str:
    """Who was written to since the month was over, and when: "Karin Exempel 16 mar"."""
    over = months_after(due.month, 1)
    return listed(
        f"{user.name} {day(told[user.pk])}"
        for user in users
        if user.pk in told and told[user.pk] >= over
    )


@require_safe
def missing(request, programme_key: str):
    programme = programme_of(request, programme_key)
    remind_at = reverse("certification:remind", args=[programme_key])
    may_remind = may_classify(request.actor, programme)
    context = {
        "programme": programme,
        "intro": _("Months of %(programme)s that are over and not certified as they stand now.")
        % {"programme": programme},
        "back_url": reverse("certification:overview", args=[programme_key]),
        "back_label": _("Certified hours"),
    }
    return MISSING_HERE.answer(
        request,
        _find(request, programme),
        "certification/missing.html",
        context,
        bulk=[Bulk(_("Remind"), remind_at)] if may_remind else [],
        fill=partial(_fill, request),
        **_choices(request, programme),
    )


@require_safe
def from_us(request):
    """Over every programme: what one's own employer lacks, and all where one leads."""
    if not may_read_certificates(request.actor):
        raise PermissionDenied
    context = {"intro": _("Months that are over and not certified as they stand now.")}
    bulk = [Bulk(_("Remind"), reverse("certification:remind_all"))]
    return MISSING.answer(
        request,
        _find(request),
        "certification/missing.html",
        context,
        bulk=bulk if reminds(request.actor) else [],
        fill=partial(_fill, request),
        **_choices(request),
    )


@require_POST
def remind(request, programme_key: str):
    programme = programme_of(request, programme_key)
    if not may_classify(request.actor, programme):
        raise PermissionDenied
    back = reverse("certification:missing", args=[programme_key])
    return _remind(request, programme, back)


@require_POST
def remind_all(request):
    if not reminds(request.actor):
        raise PermissionDenied
    return _remind(request, None, reverse("certification:missing_from_us"))


def _remind(request, programme: Programme | None, back: str):
    site = request.build_absolute_uri("/")
    led = reminds_in(request.actor)

    def do(rows: list[Row]) -> str:
        dues = [row.due for row in rows]
        return _said(actions.remind(dues=dues, on=today(), site=site, by=request.actor))

    return MISSING.carry_out(
        request,
        _find(request, programme),
        do,
        back=back,
        may=lambda row: row.due.programme.pk in led,
        **_choices(request, programme),
    )


def _said(reminded: actions.Reminded) -> str:
    """What went, and that it cannot be taken back."""
    letters, had_one = reminded.letters, reminded.had_one
    if not letters and not had_one:
        return _("Nobody there has a role that may certify. Ask their administrator to give one.")
    said = ngettext(
        "%(count)s letter is on its way. What is sent cannot be taken back.",
        "%(count)s letters are on their way. What is sent cannot be taken back.",
        letters,
    ) % {"count": letters}
    if not had_one:
        return said
    already = ngettext(
        "%(count)s person had a letter today already, and gets no other.",
        "%(count)s people had a letter today already, and get no other.",
        had_one,
    ) % {"count": had_one}
    return f"{said} {already}" if letters else already
