from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverka.delivery.programmes.permissions import seen_programme
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

from . import actions, permissions, queries
from .forms import CheckForm, EditionForm, GuidelineForm
from .models import Edition

REFUSED = (actions.IsAnswered, actions.NotLater, actions.Replaced)


def _edition(request, programme_key: str, key: str) -> Edition:
    editions = Edition.objects.visible_to(request.actor).select_related(
        "guideline__programme__owner", "replaced_by"
    )
    return get_object_or_404(
        editions, guideline__programme__public_key=programme_key, public_key=key
    )


def _written(request, programme_key: str, key: str) -> Edition:
    edition = _edition(request, programme_key, key)
    if not permissions.may_write(request.actor, edition.guideline.programme):
        raise PermissionDenied
    return edition


def _posted(request):
    return sent(request)


@require_safe
def guideline_list(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    context = {
        "programme": programme,
        "editions": queries.current_editions(programme, request.actor),
        "anew": {edition.pk for edition in queries.to_check_anew(request.actor)},
        "may_write": permissions.may_write(request.actor, programme),
        "may_answer": permissions.may_answer(request.actor, programme),
    }
    return render(request, "guidelines/list.html", context)


def guideline_create(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_write(request.actor, programme):
        raise PermissionDenied
    form = GuidelineForm(_posted(request), programme=programme)
    return _form_page(
        request,
        form,
        lambda told: actions.add_guideline(programme=programme, by=request.actor, **told),
        title=_("New guideline"),
        submit=_("Add the guideline"),
        back_url=reverse("guidelines:list", args=[programme_key]),
        back_label=_("Guidelines"),
        programme=programme,
    )


def edition_replace(request, programme_key, key):
    edition = _written(request, programme_key, key)
    points = "\n".join(edition.points.order_by("number").values_list("text", flat=True))
    form = EditionForm(_posted(request), guideline=edition.guideline, initial={"points": points})
    return _form_page(
        request,
        form,
        lambda told: actions.replace_edition(
            edition=edition, name=told.pop("edition"), by=request.actor, **told
        ),
        title=_("New edition"),
        intro=str(edition.guideline),
        submit=_("Replace the edition"),
        **_back_to(edition),
    )


def edition_edit(request, programme_key, key):
    edition = _written(request, programme_key, key)
    points = edition.points.order_by("number").values_list("text", flat=True)
    initial = {
        "edition": edition.name,
        "issued_on": edition.issued_on,
        "address": edition.address,
        "points": "\n".join(points),
    }
    form = EditionForm(
        _posted(request), guideline=edition.guideline, edition=edition, initial=initial
    )

    def do(told):
        actions.correct_edition(
            edition=edition, name=told.pop("edition"), by=request.actor, **told
        )
        return edition

    return _form_page(
        request, form, do, title=_("Correct the edition"), submit=_("Save"), **_back_to(edition)
    )


def _back_to(edition: Edition) -> dict:
    programme = edition.guideline.programme
    return {
        "programme": programme,
        "back_url": reverse("guidelines:edition", args=[programme.public_key, edition.public_key]),
        "back_label": str(edition),
    }


def _form_page(request, form, do: Callable[[dict], Edition], *, programme, **context):
    if form.is_valid():
        try:
            edition = do(form.cleaned_data)
        except REFUSED as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("guidelines:edition", programme.public_key, edition.public_key)
    context |= {"form": form, "programme": programme}
    status = 422 if form.is_bound else 200
    return render(request, "guidelines/form.html", context, status=status)


@require_safe
def edition_detail(request, programme_key, key):
    edition = _edition(request, programme_key, key)
    programme = edition.guideline.programme
    own = request.actor.organisation_id
    reads_all = permissions.may_write(request.actor, programme)
    checks = queries.checks_of(edition)
    context = {
        "edition": edition,
        "programme": programme,
        "points": list(edition.points.order_by("number")),
        "editions": queries.editions_of(edition),
        "checks": [(row, reads_all or row.organisation.pk == own) for row in checks],
        "own": next((row for row in checks if row.organisation.pk == own), None),
        "may_write": reads_all and not edition.is_replaced,
        "may_correct": reads_all and not edition.is_replaced and not queries.has_answers(edition),
        "may_answer": permissions.may_answer(request.actor, programme) and not edition.is_replaced,
    }
    return render(request, "guidelines/edition.html", context)


def check(request, programme_key, key):
    """One's own municipality's answers to the points of an edition."""
    edition = _edition(request, programme_key, key)
    if not permissions.may_answer(request.actor, edition.guideline.programme):
        raise PermissionDenied
    own = request.actor.organisation
    form = CheckForm(_posted(request), rows=queries.answers_of(edition, own))
    if form.is_valid():
        try:
            actions.answer(
                edition=edition,
                organisation=own,
                answers=form.answers,
                on=today(),
                by=request.actor,
            )
        except actions.Replaced as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Your answers are kept."))
            return redirect("guidelines:edition", programme_key, key)
    context = {
        "form": form,
        "title": _("How far are we?"),
        "intro": str(edition),
        "submit": _("Keep the answers"),
        **_back_to(edition),
    }
    status = 422 if form.is_bound else 200
    return render(request, "guidelines/form.html", context, status=status)


@require_safe
def answers(request, programme_key, key, organisation_key):
    edition = _edition(request, programme_key, key)
    programme = edition.guideline.programme
    places = queries.municipalities_of(programme)
    organisation = get_object_or_404(places, public_key=organisation_key)
    if not permissions.may_read_answers(request.actor, programme, organisation):
        raise PermissionDenied
    context = {
        "edition": edition,
        "programme": programme,
        "organisation": organisation,
        "rows": queries.answers_of(edition, organisation),
    }
    return render(request, "guidelines/answers.html", context)
