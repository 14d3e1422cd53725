import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samverka.register.partners import actions, forms
from samverka.register.partners.models import Organisation
from samverka.register.partners.permissions import may_add_organisation, may_change, may_close
from samverka.toolkit.clock import today

REFUSED = (
    actions.NameTaken,
    actions.NumberTaken,
    actions.TooDeep,
    actions.PartOfItself,
    actions.HasOpenUnits,
    actions.MovedAfterThat,
)


def create(request):
    if not may_add_organisation(request.actor):
        raise PermissionDenied
    form = forms.NewOrganisationForm(request.POST or None)
    may_be = []
    if form.is_valid():
        may_be = form.may_be()
        if may_be:
            form.ask()
        elif made := _tried(form, lambda: _added(request, form.cleaned_data)):
            messages.success(request, _("%(name)s is added.") % {"name": made.name})
            return redirect("organisation:detail", made.public_key)
    context = {"form": form, "may_be": may_be}
    status = 422 if request.method == "POST" else 200
    return render(request, "partners/organisation_create.html", context, status=status)


def _added(request, values) -> Organisation:
    place = values["municipality"]
    return actions.add_organisation(
        name=values["name"],
        kind=values["kind"],
        org_number=values["org_number"],
        municipality_code=place.code if place else "",
        by=request.actor,
    )


def _tried(form, action):
    """What the action made, or None with its refusal in the form."""
    try:
        return action()
    except REFUSED as refused:
        form.add_error(None, str(refused))
        return None


def edit(request, key):
    organisation = _changed_by(request, key)
    is_unit = organisation.part_of_id is not None
    kind_of_form = forms.UnitForm if is_unit else forms.OrganisationForm
    initial = {name: getattr(organisation, name) for name in kind_of_form.base_fields}
    form = kind_of_form(request.POST or None, initial=initial)
    return _answer(
        request,
        organisation,
        form,
        lambda values: actions.correct_organisation(
            organisation=organisation, values=values, by=request.actor
        ),
        title=_("Change facts"),
        said=_("The changes are saved."),
    )


def add_unit(request, key):
    organisation = _changed_by(request, key)
    return _answer(
        request,
        organisation,
        forms.UnitForm(request.POST or None),
        lambda values: actions.add_unit(organisation=organisation, by=request.actor, **values),
        title=_("Add a unit"),
        said=_("The unit is added."),
    )


def move(request, key):
    unit = _changed_by(request, key)
    if unit.part_of_id is None:
        raise Http404
    form = forms.MoveForm(request.POST or None, today=today())
    if form.is_valid() and not may_change(request.actor, form.cleaned_data["to"]):
        form.add_error("to", _("You may not give this organisation units. Choose another."))
    return _answer(
        request,
        unit,
        form,
        lambda values: _moved(request, unit, values),
        title=_("Move to another organisation"),
        said=_("The unit is moved."),
    )


def _moved(request, unit, values) -> Organisation:
    actions.move_unit(unit=unit, to=values["to"], on=values["on"], by=request.actor)
    return unit


def close(request, key):
    organisation = _closed_by(request, key)
    form = forms.CloseForm(request.POST or None, initial={"last_day": today()})
    return _answer(
        request,
        organisation,
        form,
        lambda values: _closed(request, organisation, values["last_day"]),
        title=_("Close"),
        said=_("It is closed. What was done there is kept."),
        undo=reverse("partners:reopen", args=[key]),
    )


def _closed(request, organisation, last_day) -> Organisation:
    # Periods hold their first day and not their last.
    actions.close_organisation(
        organisation=organisation, on=last_day + dt.timedelta(days=1), by=request.actor
    )
    return organisation


@require_POST
def reopen(request, key):
    organisation = _closed_by(request, key)
    actions.reopen_many(organisations=[organisation], by=request.actor)
    messages.success(request, _("%(name)s is open.") % {"name": organisation.name})
    return redirect("organisation:detail", key)


def _answer(request, organisation, form, action, *, title, said, undo=""):
    """One form about one organisation: shown, refused with its reason, or done."""
    if form.is_valid():
        done = _tried(form, lambda: action(form.cleaned_data))
        if done:
            messages.success(request, said, extra_tags=undo)
            return redirect("organisation:detail", done.public_key)
    context = {"organisation": organisation, "form": form, "title": title}
    status = 422 if request.method == "POST" else 200
    return render(request, "partners/organisation_form.html", context, status=status)


def _seen(request, key) -> Organisation:
    found = Organisation.objects.visible_to(request.actor).select_related("part_of")
    return get_object_or_404(found, public_key=key)


def _changed_by(request, key) -> Organisation:
    organisation = _seen(request, key)
    if not may_change(request.actor, organisation):
        raise PermissionDenied
    return organisation


def _closed_by(request, key) -> Organisation:
    organisation = _seen(request, key)
    if not may_close(request.actor, organisation):
        raise PermissionDenied
    return organisation
