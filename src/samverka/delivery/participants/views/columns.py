"""The list of participants, as the pages and the deeds share it."""

from collections.abc import Collection
from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.participants import permissions, queries
from samverka.delivery.participants.forms import ParticipantFilters
from samverka.delivery.participants.models import Participant
from samverka.delivery.programmes.models import Programme
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.templatetags.look import dated, status
from samverka.toolkit.texts import listed


def _name(row: Participant) -> str:
    return f"{row.person.family_name}, {row.person.given_name}"


def _opens(row: Participant) -> str:
    return address("participants:detail", row.programme.public_key, row.public_key)


def _state(row: Participant) -> str:
    if row.started_on is None:
        return status("waiting", _("Not begun"))
    if row.ended_on and row.ended_on < today():
        return status("neutral", _("Ended"))
    return status("done", _("Takes part"))


def _verified(row: Participant) -> str:
    if row.verified_on is None:
        return ""
    return format_html("{}, {}", dated(row.verified_on), row.verified_how)


PARTICIPANTS = Listing(
    key="participants",
    title=gettext_lazy("Participants"),
    columns=(
        Column(
            "name",
            gettext_lazy("Name"),
            _name,
            opens=_opens,
            sort=("person__family_name", "person__given_name"),
        ),
        Column("organisation", gettext_lazy("Through"), sort="organisation__name"),
        Column("started_on", gettext_lazy("First day"), sort="started_on"),
        Column("ended_on", gettext_lazy("Last day"), sort="ended_on", at_first=False),
        Column("state", gettext_lazy("How it stands"), "started_on", show=_state),
        Column(
            "missing",
            gettext_lazy("What is missing"),
            lambda row: listed(queries.missing_of(row)),
        ),
        Column("sex", gettext_lazy("Sex"), lambda row: row.get_sex_display(), at_first=False),
        Column(
            "age_band",
            gettext_lazy("Age group"),
            lambda row: row.get_age_band_display(),
            at_first=False,
        ),
        Column("end_reason", gettext_lazy("Why it ended"), at_first=False),
        Column(
            "verified_on",
            gettext_lazy("Verified"),
            show=_verified,
            sort="verified_on",
            at_first=False,
        ),
    ),
    filters=ParticipantFilters,
    empty_title=gettext_lazy("No participants yet"),
    empty_text=gettext_lazy(
        "Whoever has attended is suggested. Open the suggestions, and say who takes part."
    ),
)


def programme_of(request: HttpRequest, key: str) -> Programme:
    """A programme one sees, for those who see participants; `about_children` is of its rule."""
    seen = queries.with_children_rule(Programme.objects.visible_to(request.actor))
    programme = get_object_or_404(seen, public_key=key)
    if not permissions.may_read(request.actor):
        raise PermissionDenied
    return programme


def found(request: HttpRequest, programme: Programme, asked: Collection[str]):
    return partial(queries.participants_of, request.actor, programme, asked, on=today())
