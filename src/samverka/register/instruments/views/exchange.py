"""An instrument from an XLSForm, and a version as one."""

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverka.register.instruments import actions
from samverka.register.instruments.exchange import read_xlsform, written_xlsform
from samverka.register.instruments.forms import ImportForm
from samverka.register.instruments.paper import form_pdf
from samverka.register.instruments.permissions import may_write_some
from samverka.register.instruments.saying import problems_by_item
from samverka.toolkit.pdf import PDF_TYPE
from samverka.toolkit.spreadsheet import XLSX_TYPE, attachment
from samverka.toolkit.tables import open_book

from .fetching import instrument_seen, version_of


def take_in(request):
    """The form of a file as a draft; what could not be taken as it stands is told row by row."""
    if not may_write_some(request.actor):
        raise PermissionDenied
    is_sent = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if is_sent else ImportForm()
    context = {
        "form": form,
        "back_url": reverse("instruments:list"),
        "back_label": _("Instruments"),
        "submit": _("Read the file"),
    }
    if form.is_valid():
        definition, context["notes"], context["is_refused"] = read_xlsform(
            open_book(form.cleaned_data["file"])
        )
        if definition and (made := _made(request, form, definition)):
            context["made"] = made
            return render(request, "instruments/taken_in.html", context)
    status = 422 if is_sent else 200
    return render(request, "instruments/take_in.html", context, status=status)


def _made(request, form, definition):
    facts = {name: form.cleaned_data[name] for name in ("name", "purpose", "sphere")}
    own = definition.languages[0].code
    if definition.title.get(own) == definition.key:
        # The file has no title; whoever answers reads what it is called here.
        definition = replace(definition, title={own: facts["name"]})
    try:
        return actions.create_instrument(**facts, form=definition, by=request.actor)
    except actions.NameTaken as refused:
        form.add_error("name", str(refused))
        return None


@require_safe
def paper(request, key, number, language):
    """A version without faults, to fill in by hand."""
    version = version_of(instrument_seen(request, key), number)
    form = version.form
    if language not in {known.code for known in form.languages}:
        raise Http404
    if problems_by_item(form):
        return _not_yet(request, version)
    content = form_pdf(form, language, owner=version.instrument.owner.name)
    name = slugify(f"{version.instrument.name} {number} {language}") or "samverka"
    return attachment(content, f"{name}.pdf", PDF_TYPE)


def _not_yet(request, version):
    context = {"instrument": version.instrument, "version": version}
    return render(request, "instruments/not_yet.html", context, status=409)


@require_safe
def give_out(request, key, number):
    """A version without faults as XLSForm."""
    version = version_of(instrument_seen(request, key), number)
    form = version.form
    if problems_by_item(form):
        return _not_yet(request, version)
    name = slugify(f"{version.instrument.name} {number}") or "samverka"
    return attachment(written_xlsform(form, str(number)), f"{name}.xlsx", XLSX_TYPE)
