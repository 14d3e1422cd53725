from functools import partial

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from samverka.register.partners import actions
from samverka.register.partners.forms import UnitFilters
from samverka.register.partners.permissions import changed_by
from samverka.register.partners.queries import units_listed
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Bulk, Column, Listing

from .many import closed_from, days_before

UNITS = Listing(
    key="units",
    title=gettext_lazy("Units"),
    columns=(
        Column(
            "name",
            gettext_lazy("Name"),
            opens=lambda unit: address("organisation:detail", unit.public_key),
            sort="name",
        ),
        Column(
            "unit_type",
            gettext_lazy("What kind of unit"),
            lambda unit: unit.get_unit_type_display() if unit.unit_type else "",
            sort="unit_type",
        ),
        Column("home", gettext_lazy("Organisation"), sort="home"),
        Column(
            "department",
            gettext_lazy("Department"),
            lambda unit: unit.part_of.name if unit.part_of.part_of_id else "",
            at_first=False,
        ),
        Column("place", gettext_lazy("Municipality"), sort="place"),
        Column("code", gettext_lazy("Code"), "lies_in", sort="lies_in", at_first=False),
        Column("valid_to", gettext_lazy("Closed from"), sort="valid_to", at_first=False),
    ),
    filters=UnitFilters,
    empty_title=gettext_lazy("No units yet"),
    empty_text=gettext_lazy("Open an organisation and add its first unit there."),
)


def _found(request):
    return partial(units_listed, request.actor, on=today())


@require_safe
def unit_list(request):
    context = {
        "intro": _("Departments, schools and other units of the organisations."),
        "back_url": reverse("organisation:list"),
        "back_label": _("Organisations"),
    }
    may_close = changed_by(request.actor).exists()
    bulk = [Bulk(_("Close those ticked"), reverse("partners:units_close"))] if may_close else []
    return UNITS.answer(request, _found(request), context=context, bulk=bulk)


@require_POST
def close(request):
    """Only those the actor may change, whatever was ticked."""
    own = set(changed_by(request.actor).values_list("pk", flat=True))
    if not own:
        raise PermissionDenied

    def do(units):
        actions.close_many(organisations=units, on=today(), by=request.actor)
        said = ngettext("%(count)s unit is closed.", "%(count)s units are closed.", len(units))
        return said % {"count": len(units)}

    return UNITS.carry_out(
        request,
        _found(request),
        do,
        back=reverse("partners:units"),
        undo="partners:units_reopen",
        may=lambda unit: unit.pk in own,
        already=lambda unit: unit.valid_to is not None,
        keep=closed_from,
        refused=(actions.HasOpenUnits,),
    )


@require_POST
def reopen(request, token):
    """Undo: a unit that was closed before stays as it was."""
    own = changed_by(request.actor)
    if not own.exists():
        raise PermissionDenied

    def do(rows):
        actions.set_closed(days=days_before(rows), by=request.actor)
        said = ngettext(
            "%(count)s unit is as it was.", "%(count)s units are as they were.", len(rows)
        )
        return said % {"count": len(rows)}

    return UNITS.take_back(request, token, own, do, back=reverse("partners:units"))
