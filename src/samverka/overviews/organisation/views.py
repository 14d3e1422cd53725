from functools import partial

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from samverka.foundation.audit import trail
from samverka.foundation.classifications.models import Municipality
from samverka.register.partners.models import Organisation
from samverka.register.partners.permissions import (
    closes_what_one_changes,
    may_add_organisation,
    may_change,
    may_keep_own,
)
from samverka.register.partners.queries import DEEPEST, level_of, regions_of, units_in_order
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Bulk, Column, Listing
from samverka.toolkit.texts import hours

from . import queries
from .forms import KIND, OrganisationFilters, TrainingFilters
from .municipality import picture_of
from .training import Line, held_back, may_read_training, training_of

ORGANISATIONS = Listing(
    key="organisations",
    title=gettext_lazy("Organisations"),
    columns=(
        Column(
            "name",
            gettext_lazy("Name"),
            opens=lambda one: address("organisation:detail", one.public_key),
            sort="name",
        ),
        Column("kind", gettext_lazy("Kind"), lambda one: one.get_kind_display(), sort="kind"),
        Column(
            "municipality",
            gettext_lazy("Municipality"),
            lambda one: one.municipality.name if one.municipality else "",
            sort="municipality__name",
        ),
        Column("code", gettext_lazy("Code"), "municipality_id", at_first=False),
        Column("at_home_in", gettext_lazy("At home in")),
        Column("takes_part_in", gettext_lazy("Takes part in")),
        Column("org_number", gettext_lazy("Organisation number"), at_first=False),
        Column("valid_to", gettext_lazy("Closed from"), sort="valid_to", at_first=False),
    ),
    filters=OrganisationFilters,
    lays_out_all=True,
    empty_title=gettext_lazy("No organisations yet"),
    empty_text=gettext_lazy("Here stand those who take part, with their units and people."),
)

MINUTES_OF_AN_HOUR = 60
TRAINING = Listing(
    key="training",
    title=gettext_lazy("Training of our staff"),
    columns=(
        Column("office", gettext_lazy("Office"), lambda line: line.office.name, sort="office"),
        Column(
            "activity",
            gettext_lazy("Activity"),
            lambda line: line.activity.title,
            opens=lambda line: address("activities:detail", line.activity.public_key),
            sort="activity",
        ),
        Column(
            "programme",
            gettext_lazy("Programme"),
            lambda line: line.activity.programme.name,
            sort="programme",
        ),
        Column("count", gettext_lazy("Persons"), is_number=True, sort="count"),
        Column(
            "minutes",
            gettext_lazy("Hours"),
            lambda line: line.minutes / MINUTES_OF_AN_HOUR,
            show=lambda line: hours(line.minutes),
            is_number=True,
            sort="minutes",
        ),
    ),
    filters=TrainingFilters,
    empty_title=gettext_lazy("Nobody has taken part yet"),
    empty_text=gettext_lazy("Here stands each activity that somebody of the staff was at."),
)

# On an organisation's page; the rest stand in the list of persons.
PEOPLE_SHOWN = 50


@require_safe
def organisation_list(request):
    actor = request.actor
    listing = ORGANISATIONS.of(
        request,
        partial(queries.organisations_listed, actor, on=today()),
        fill=partial(queries.fill_in, actor=actor, on=today()),
        bulk=_deeds(request),
        actor=actor,
    )
    if listing.response:
        return listing.response
    context = {"listing": listing, "title": _("Organisations")}
    context["may_import"] = may_add_organisation(actor) or may_keep_own(actor)
    if may_add_organisation(actor):
        context |= {"action_url": reverse("partners:create")}
        context |= {"action_label": _("New organisation")}
    return render(request, "organisation/organisation_list.html", context)


def _deeds(request) -> list[Bulk]:
    """What the partners' own pages do with several organisations."""
    if not may_add_organisation(request.actor):
        return []
    closed = Bulk(_("Open again"), reverse("partners:many_reopen"))
    return [
        Bulk(_("Close those ticked"), reverse("partners:many_close")),
        *([closed] if request.GET.get("state") else []),
        Bulk(_("Set the kind"), reverse("partners:many_kind"), asks=KIND),
    ]


@require_safe
def detail(request, key):
    actor, day = request.actor, today()
    seen = Organisation.objects.visible_to(actor).select_related(
        "municipality", "part_of__part_of"
    )
    organisation = get_object_or_404(seen, public_key=key)
    units = units_in_order(organisation)
    here = [organisation, *(unit for _depth, unit in units)]
    positions = list(queries.positions_seen(actor, here, on=day)[: PEOPLE_SHOWN + 1])
    has_more_people = len(positions) > PEOPLE_SHOWN
    positions = positions[:PEOPLE_SHOWN]
    others = {row.person_id for row in positions if row.person.user_id != actor.user_id}
    trail.note_read(by=actor, about=organisation, person_ids=others)
    code = organisation.municipality_id
    may = may_change(actor, organisation)
    context = {
        "organisation": organisation,
        "is_closed": organisation.valid_to is not None and organisation.valid_to <= day,
        "units": [(depth, unit, _is_closed(unit, day)) for depth, unit in units],
        "positions": positions,
        "has_more_people": has_more_people,
        "beside": queries.beside(actor, organisation, on=day),
        "regions": regions_of([code], on=day).get(code, []) if code else [],
        "may_change": may,
        "may_close": may and closes_what_one_changes(actor, organisation),
        "may_read_training": may_read_training(actor, organisation),
        "may_have_units": level_of(organisation) < DEEPEST,
    }
    return render(request, "organisation/organisation_detail.html", context)


def _is_closed(unit: Organisation, day) -> bool:
    return unit.valid_to is not None and unit.valid_to <= day


@require_safe
def municipality(request, code):
    """All that concerns one municipality; closed to nobody with a role, and full as they see."""
    if request.actor is None:
        raise PermissionDenied
    place = get_object_or_404(Municipality, code=code)
    picture = picture_of(request.actor, place, on=today())
    context = {"municipality": place, "picture": picture}
    return render(request, "organisation/municipality.html", context)


@require_safe
def training(request, key):
    """What an organisation's own staff has taken part in; nobody else's."""
    seen = Organisation.objects.visible_to(request.actor).select_related("part_of__part_of")
    organisation = get_object_or_404(seen, public_key=key)
    if not may_read_training(request.actor, organisation):
        raise PermissionDenied
    lines, rest = held_back(training_of(request.actor, organisation), request.actor)

    def find(*, office: str = "") -> list[Line]:
        return [line for line in lines if office in ("", line.office.public_key)]

    listing = TRAINING.of(request, find, offices={line.office for line in lines})
    if listing.response:
        return listing.response
    context = {"organisation": organisation, "listing": listing, "rest": rest}
    return render(request, "organisation/training.html", context)
