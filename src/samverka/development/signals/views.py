"""Where reception rises: municipalities with a rise first, each with its months; typing them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.development.signals import actions, permissions, queries
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent
from samverka.toolkit.uploads import is_too_large

from .forms import SettingForm, TableForm
from .models import TypedTable

ASKS = require_http_methods(["GET", "HEAD", "POST"])


def _read(request, programme_key) -> Programme:
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_read(request.actor):
        raise PermissionDenied
    return programme


def _places(request, programme: Programme):
    """The municipalities that one may type numbers of."""
    found = queries.municipalities_of(programme)
    if permissions.may_settle(request.actor, programme):
        return found
    return found.filter(pk=request.actor.organisation_id)


@require_safe
def overview(request, programme_key):
    programme = _read(request, programme_key)
    found = queries.signals_of(programme)
    settles = permissions.may_settle(request.actor, programme)
    context = {
        "programme": programme,
        "signals": found,
        "risen": sum(one.stands for one in found),
        "has_some": any(one.received for one in found),
        "setting": queries.setting_of(programme),
        "tables": queries.tables_of(programme),
        "settles": settles,
        "types": settles or permissions.may_type(request.actor, programme),
    }
    return render(request, "signals/overview.html", context)


@require_safe
def detail(request, programme_key, key):
    """A municipality's months as pictures with their tables, and what was corrected."""
    programme = _read(request, programme_key)
    found = queries.signals_of(programme)
    signal = next((one for one in found if one.municipality.public_key == key), None)
    if signal is None:
        raise Http404
    context = {
        "programme": programme,
        "signal": signal,
        "charts": [
            (caption, [{"label": f"{month:%Y-%m}", "value": count} for month, count in series])
            for caption, series in (
                (_("Received newly arrived people, month by month"), signal.received),
                (_("Staff in reception, month by month"), signal.staff),
                (_trained(signal), signal.trained),
            )
            if series
        ],
        "tables": queries.tables_of(programme, signal.municipality),
        "before": queries.before(programme, signal.municipality),
    }
    return render(request, "signals/detail.html", context)


def _trained(signal: queries.Signal) -> str:
    if signal.is_trained_counted:
        return _("Staff who have been at a session of the programme, month by month*")
    return _("Trained staff in reception, month by month")


@ASKS
def add_table(request, programme_key):
    programme = _read(request, programme_key)
    if not permissions.may_type(request.actor, programme):
        raise PermissionDenied
    places = _places(request, programme)
    form = TableForm(
        sent(request),
        request.FILES or None,
        places=places,
        is_too_large=request.method == "POST" and is_too_large(request),
    )
    if form.is_valid():
        try:
            table = actions.save_table(
                programme=programme,
                kind=form.cleaned_data["kind"],
                source=form.cleaned_data["source"],
                values=[(*key, count) for key, count in form.reading.values.items()],
                on=today(),
                by=request.actor,
            )
        except actions.NothingNew as nothing:
            form.add_error(None, str(nothing))
        else:
            undo = reverse("signals:take_back", args=[programme_key, table.public_key])
            messages.success(request, _("The numbers are saved."), extra_tags=undo)
            return redirect("signals:overview", programme_key)
    context = {
        "programme": programme,
        "form": form,
        "faults": form.reading.faults,
        "places": places,
    }
    status = 422 if form.errors else 200
    return render(request, "signals/table.html", context, status=status)


@require_POST
def take_back(request, programme_key, key):
    seen = TypedTable.objects.visible_to(request.actor).select_related("programme")
    table = get_object_or_404(seen, programme__public_key=programme_key, public_key=key)
    if not _may_take_back(request, table):
        raise PermissionDenied
    try:
        actions.take_back(table=table, by=request.actor)
    except actions.SaidOtherwiseSince as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The table is taken back. What stood before stands again."))
    return redirect("signals:overview", programme_key)


def _may_take_back(request, table: TypedTable) -> bool:
    """A sub-project leader a table that tells of the own municipality alone."""
    if permissions.may_settle(request.actor, table.programme):
        return True
    return permissions.may_type(request.actor, table.programme) and not queries.tells_of_others(
        table, request.actor.organisation_id
    )


@ASKS
def settle(request, programme_key):
    programme = _read(request, programme_key)
    if not permissions.may_settle(request.actor, programme):
        raise PermissionDenied
    form = SettingForm(sent(request), instance=queries.setting_of(programme))
    if form.is_valid():
        actions.settle(programme=programme, **form.cleaned_data, by=request.actor)
        messages.success(request, _("Counted anew with what you said."))
        return redirect("signals:overview", programme_key)
    status = 422 if form.errors else 200
    context = {"programme": programme, "form": form}
    return render(request, "signals/settle.html", context, status=status)
