from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverka.register.agreements import actions, permissions, queries
from samverka.register.agreements.files import agreement_pdf
from samverka.register.agreements.forms import WordingForm, wording_of
from samverka.register.agreements.models import Agreement
from samverka.toolkit.clock import today
from samverka.toolkit.pdf import PDF_TYPE
from samverka.toolkit.sent import sent

from .fetching import kept, seen, stands
from .listing import AGREEMENTS, is_chosen, says

CANNOT_BE_SAVED = (actions.TitleIsTaken, actions.IsSigned, actions.IsStillOpen)


@require_safe
def agreement_list(request):
    rows = queries.stands_of(queries.agreements_of(request.actor), on=today())
    may_draw_up = permissions.may_draw_up(request.actor)
    context = {
        "intro": _(
            "What your organisation has agreed on with others: who has signed, what holds, "
            "what is to be looked through."
        ),
        "waiting": sum(not row.newest.is_signed_by_all for row in rows),
        "late": sum(row.review_is_late for row in rows),
        "may_draw_up": may_draw_up,
        "action_url": reverse("agreements:create") if may_draw_up else "",
        "action_label": _("New agreement"),
    }

    def find(**chosen: str) -> list[queries.Stands]:
        return [row for row in rows if is_chosen(row, **chosen)]

    return AGREEMENTS.answer(request, find, "agreements/agreement_list.html", context)


@require_safe
def detail(request, key):
    agreement = seen(request, key)
    all_stand = stands(agreement)
    return render(request, "agreements/agreement.html", _context(request, agreement, all_stand))


@require_safe
def version(request, key, number):
    """One version as it stood, with those who signed it."""
    agreement = seen(request, key)
    standing = _standing(agreement, number)
    context = {
        "agreement": agreement,
        "standing": standing,
        "parts": queries.parts_of(standing.version),
        "commitments": queries.commitments_in(standing.version),
    }
    return render(request, "agreements/version.html", context)


def _standing(agreement: Agreement, number: int) -> queries.Standing:
    standing = stands(agreement).of(number)
    if standing is None:
        raise Http404
    return standing


def _context(request, agreement, all_stand) -> dict:
    newest = all_stand.newest
    actor = request.actor
    may_keep = permissions.may_keep(actor, agreement)
    rows = newest.rows
    for row in rows:
        row.party.agreement = agreement
    return {
        "agreement": agreement,
        "stands": all_stand,
        "standing": newest,
        "versions": [(each, *says(each)) for each in all_stand.versions],
        "rows": [(row, permissions.may_sign(actor, row.party)) for row in rows],
        "gone": _gone(agreement, rows),
        "own": next(
            (row for row in newest.asked if row.party.organisation_id == actor.organisation_id),
            None,
        ),
        "parts": queries.parts_of(newest.version),
        "commitments": queries.commitments_in(newest.version),
        "regional_agreements": _laid_beside(actor, agreement),
        "may_keep": may_keep,
        "may_change": may_keep and newest.is_open,
        "today": today(),
    }


def _laid_beside(actor, agreement) -> QuerySet[Agreement] | tuple[()]:
    """The regional agreements that a local one can be held against."""
    is_local = agreement.kind == Agreement.Kind.LOCAL
    return queries.regional_agreements(actor) if is_local else ()


def _gone(agreement, rows) -> list:
    """Parties that left before they signed the newest version."""
    shown = {row.party.pk for row in rows}
    return [party for party in agreement.parties.all() if party.pk not in shown]


def create_regional(request):
    return _create(request, Agreement.Kind.REGIONAL)


def create_local(request):
    return _create(request, Agreement.Kind.LOCAL)


def _create(request, kind):
    if not permissions.may_draw_up(request.actor):
        raise PermissionDenied
    form = WordingForm(sent(request), kind=kind)
    if form.is_valid():
        try:
            agreement = actions.draw_up(
                title=form.cleaned_data["title"],
                kind=kind,
                keeper=request.actor.organisation,
                wording=form.wording,
                by=request.actor,
            )
        except CANNOT_BE_SAVED as refused:
            form.add_error("title", str(refused))
        else:
            messages.success(request, _("The agreement is drawn up. Now add its parties."))
            return redirect("agreements:detail", agreement.public_key)
    return _form_page(request, form, kind=kind)


def edit(request, key):
    agreement = kept(request, key)
    current = stands(agreement).newest.version
    initial = wording_of(current)
    form = WordingForm(sent(request), initial=initial, kind=agreement.kind)
    if form.is_valid():
        try:
            actions.correct(
                agreement=agreement,
                title=form.cleaned_data["title"],
                wording=form.wording,
                by=request.actor,
            )
        except CANNOT_BE_SAVED as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The agreement is saved."))
            return redirect("agreements:detail", key)
    return _form_page(request, form, agreement=agreement)


def next_version(request, key):
    agreement = kept(request, key)
    initial = wording_of(stands(agreement).newest.version)
    form = WordingForm(sent(request), initial=initial, kind=agreement.kind, is_next=True)
    if form.is_valid():
        try:
            version = actions.new_version(
                agreement=agreement,
                what_changed=form.cleaned_data["what_changed"],
                wording=form.wording,
                by=request.actor,
            )
        except CANNOT_BE_SAVED as refused:
            form.add_error(None, str(refused))
        else:
            text = _("Version %(number)s is made. All parties are asked to sign it.")
            messages.success(request, text % {"number": version.number})
            return redirect("agreements:detail", key)
    return _form_page(request, form, agreement=agreement, is_next=True)


def _form_page(request, form, **context):
    status = 422 if form.is_bound else 200
    context["form"] = form
    return render(request, "agreements/agreement_form.html", context, status=status)


@require_safe
def document(request, key, number):
    """A version as a page to print."""
    agreement = seen(request, key)
    standing = _standing(agreement, number)
    context = {
        "agreement": agreement,
        "standing": standing,
        "parts": queries.parts_of(standing.version),
        "commitments": queries.commitments_in(standing.version),
    }
    return render(request, "agreements/document.html", context)


@require_safe
def document_pdf(request, key, number):
    agreement = seen(request, key)
    standing = _standing(agreement, number)
    content = agreement_pdf(agreement, standing, queries.commitments_in(standing.version))
    name = f"{slugify(agreement.title)}-{number}.pdf"
    return HttpResponse(
        content,
        content_type=PDF_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
