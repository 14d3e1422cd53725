"""The instruments of an organisation, and one of them with its versions and rounds."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from samverka.register.instruments import actions, permissions, queries
from samverka.register.instruments.forms import FactsForm, InstrumentFilters, NewInstrumentForm
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.public_key import new_key
from samverka.toolkit.sent import sent

from .fetching import instrument_seen, instrument_written


def _version(row) -> str:
    if row.has_draft and row.latest:
        return _("%(number)s, and a draft") % {"number": row.latest}
    return str(row.latest or _("Draft"))


INSTRUMENTS = Listing(
    key="instruments",
    title=gettext_lazy("Instruments"),
    columns=(
        Column(
            "name",
            gettext_lazy("Name"),
            opens=lambda row: address("instruments:detail", row.public_key),
            sort="name",
        ),
        Column("sphere", gettext_lazy("Sphere"), lambda row: row.get_sphere_display()),
        Column("version", gettext_lazy("Version"), _version),
        Column("rounds", gettext_lazy("Rounds"), is_number=True, sort="rounds"),
        Column("last_asked", gettext_lazy("Last asked until"), sort="last_asked"),
    ),
    filters=InstrumentFilters,
    empty_title=gettext_lazy("No instruments yet"),
    empty_text=gettext_lazy(
        "An instrument is a set of questions in one or more languages, which you can ask as often "
        "as you like and compare over time."
    ),
)


@require_safe
def instrument_list(request):
    if not permissions.may_look(request.actor):
        raise PermissionDenied
    context = {"intro": _("Sets of questions: written once, asked in rounds, compared over time.")}
    if permissions.may_write_some(request.actor):
        context |= {
            "action_url": reverse("instruments:create"),
            "action_label": _("New instrument"),
        }
    return INSTRUMENTS.answer(request, partial(queries.listed, request.actor), context=context)


def create(request):
    if not permissions.may_write_some(request.actor):
        raise PermissionDenied
    form = NewInstrumentForm(sent(request))
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("name", "purpose", "sphere")}
        try:
            made = actions.create_instrument(
                **facts, form=form.definition(new_key()), by=request.actor
            )
        except actions.NameTaken as refused:
            form.add_error("name", str(refused))
        else:
            return redirect("instruments:version", made.public_key, 1)
    context = {
        "form": form,
        "title": _("New instrument"),
        "submit": _("Make it, and write questions"),
        "other_url": reverse("instruments:take_in"),
        "other_label": _("Or take in an XLSForm"),
        "back_url": reverse("instruments:list"),
        "back_label": _("Instruments"),
    }
    status = 422 if form.errors else 200
    return render(request, "instruments/form.html", context, status=status)


@require_safe
def detail(request, key):
    instrument = instrument_seen(request, key)
    versions = list(instrument.versions.defer("definition", "before").order_by("-number"))
    published = [version for version in versions if version.is_published]
    may_write = permissions.may_write(request.actor, instrument)
    context = {
        "instrument": instrument,
        "versions": versions,
        "draft": next((one for one in versions if not one.is_published), None),
        "latest": published[0] if published else None,
        "rounds": queries.rounds_of(request.actor, instrument),
        "may_write": may_write,
        "today": today(),
    }
    return render(request, "instruments/detail.html", context)


def edit(request, key):
    instrument = instrument_written(request, key)
    names = ("name", "purpose", "sphere")
    form = FactsForm(sent(request), initial={name: getattr(instrument, name) for name in names})
    if form.is_valid():
        try:
            actions.change_facts(instrument=instrument, values=form.cleaned_data, by=request.actor)
        except actions.NameTaken as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("The changes are saved."))
            return redirect("instruments:detail", key)
    context = {
        "form": form,
        "title": _("Change facts"),
        "submit": _("Save"),
        "back_url": reverse("instruments:detail", args=[key]),
        "back_label": instrument.name,
    }
    status = 422 if form.errors else 200
    return render(request, "instruments/form.html", context, status=status)


@require_POST
def archive(request, key):
    instrument = instrument_written(request, key)
    actions.archive(instrument=instrument, on=today(), by=request.actor)
    undo = reverse("instruments:take_out", args=[key])
    messages.success(request, _("The instrument is archived."), extra_tags=undo)
    return redirect("instruments:detail", key)


@require_POST
def take_out(request, key):
    actions.take_out_of_archive(instrument=instrument_written(request, key), by=request.actor)
    messages.success(request, _("The instrument is in use again."))
    return redirect("instruments:detail", key)
