"""What is done with several organisations at once; their list stands among the overviews."""

import datetime as dt

from django import forms
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from samverka.register.partners import actions
from samverka.register.partners.models import KINDS, Organisation
from samverka.register.partners.permissions import changed_by, may_add_organisation
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Asks, Column, Listing, only

TICKED = Listing(
    key="organisations",
    title=gettext_lazy("Organisations"),
    columns=(Column("name", gettext_lazy("Name")),),
    empty_title=gettext_lazy("No organisations yet"),
)
KIND = Asks("kind", forms.ChoiceField(label=gettext_lazy("Kind"), choices=KINDS))


def _carry_out(request, do, **options):
    """Whole organisations, for those who may add one."""
    actor = request.actor
    if not may_add_organisation(actor):
        raise PermissionDenied
    whole = Organisation.objects.visible_to(actor).filter(part_of=None)
    ticked = only(whole, "public_key", set(request.POST.getlist("row")))
    own = set(changed_by(actor).values_list("pk", flat=True))
    return TICKED.carry_out(
        request,
        lambda: ticked.order_by("name"),
        do,
        back=reverse("organisation:list"),
        may=lambda one: one.pk in own,
        **options,
    )


def _take_back(request, token, do):
    if not may_add_organisation(request.actor):
        raise PermissionDenied
    rows = changed_by(request.actor)
    return TICKED.take_back(request, token, rows, do, back=reverse("organisation:list"))


def closed_from(organisation: Organisation) -> str:
    """As an undo keeps it."""
    return organisation.valid_to.isoformat() if organisation.valid_to else ""


def days_before(rows: list[tuple[Organisation, str]]) -> list[tuple[Organisation, dt.date | None]]:
    return [(one, dt.date.fromisoformat(was) if was else None) for one, was in rows]


@require_POST
def close(request):
    def do(rows):
        actions.close_many(organisations=rows, on=today(), by=request.actor)
        said = ngettext(
            "%(count)s organisation is closed.", "%(count)s organisations are closed.", len(rows)
        )
        return said % {"count": len(rows)}

    refused = (actions.HasOpenUnits,)
    return _carry_out(
        request,
        do,
        undo="partners:many_days",
        already=lambda one: one.valid_to is not None,
        keep=closed_from,
        refused=refused,
    )


@require_POST
def reopen(request):
    def do(rows):
        actions.reopen_many(organisations=rows, by=request.actor)
        return _said_open(rows)

    return _carry_out(
        request,
        do,
        undo="partners:many_days",
        already=lambda one: one.valid_to is None,
        keep=closed_from,
    )


def _said_open(rows) -> str:
    said = ngettext(
        "%(count)s organisation is open again.",
        "%(count)s organisations are open again.",
        len(rows),
    )
    return said % {"count": len(rows)}


@require_POST
def days(request, token):
    """Undo of either: each is open, or closed from the day it was."""

    def do(rows):
        actions.set_closed(days=days_before(rows), by=request.actor)
        return _said_as_before(rows)

    return _take_back(request, token, do)


def _said_as_before(rows) -> str:
    said = ngettext(
        "%(count)s organisation is as it was.",
        "%(count)s organisations are as they were.",
        len(rows),
    )
    return said % {"count": len(rows)}


@require_POST
def kind(request):
    def do(rows, chosen):
        actions.set_kinds(kinds=[(one, chosen) for one in rows], by=request.actor)
        said = ngettext(
            "%(count)s organisation is now: %(kind)s.",
            "%(count)s organisations are now: %(kind)s.",
            len(rows),
        )
        return said % {"count": len(rows), "kind": Organisation.Kind(chosen).label}

    return _carry_out(
        request, do, asks=KIND, undo="partners:many_kinds", keep=lambda one: one.kind
    )


@require_POST
def kinds(request, token):
    def do(rows):
        actions.set_kinds(kinds=rows, by=request.actor)
        return _said_as_before(rows)

    return _take_back(request, token, do)
