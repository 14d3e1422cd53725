"""What was said and shown at a session: put there by whoever ran it, fetched by those who came."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverka.delivery.activities.models import Activity, Session
from samverka.publishing.materials import actions, fetching, queries
from samverka.publishing.materials.files import TEXTS
from samverka.publishing.materials.forms import ChooseForm, SessionMaterialForm
from samverka.publishing.materials.models import SessionMaterial, sessions_read_by
from samverka.publishing.materials.permissions import may_attach
from samverka.publishing.materials.problems import MaterialProblem
from samverka.toolkit.clock import today
from samverka.toolkit.uploads import is_too_large


def _session(request, key: str) -> Session:
    seen = sessions_read_by(request.actor).select_related("activity__programme")
    return get_object_or_404(seen, public_key=key)


def _to_attach(request, key: str) -> Session:
    session = _session(request, key)
    if not may_attach(request.actor, session):
        raise PermissionDenied
    return session


def _attached(request, session: Session, key: str) -> SessionMaterial:
    seen = SessionMaterial.objects.visible_to(request.actor)
    rows = seen.select_related("material", "session__activity")
    return get_object_or_404(rows, session=session, public_key=key)


@require_safe
def of_session(request, session_key):
    session = _session(request, session_key)
    return render(request, "materials/session.html", _context(request, session))


def _context(request, session: Session) -> dict:
    runs = may_attach(request.actor, session)
    choices = queries.to_choose(request.actor, session) if runs else None
    seen = Activity.objects.visible_to(request.actor)
    return {
        "session": session,
        "activity": session.activity,
        "attached": queries.attached_to([session]).get(session.pk, []),
        "runs": runs,
        "choose": ChooseForm(choices=choices) if runs and choices else None,
        "opens_activity": seen.filter(pk=session.activity_id).exists(),
    }


@require_http_methods(["GET", "POST"])
def attach_new(request, session_key):
    session = _to_attach(request, session_key)
    form = SessionMaterialForm(initial={"language": "sv"})
    if request.method == "POST":
        too_large = is_too_large(request)
        form = SessionMaterialForm(request.POST, request.FILES, is_too_large=too_large)
    if form.is_bound and form.is_valid():
        try:
            actions.attach_new(
                session=session,
                kind=form.cleaned_data["kind"],
                owner=request.actor.organisation,
                facts=form.facts(),
                files=form.all_files(),
                on=today(),
                by=request.actor,
            )
        except MaterialProblem as refused:
            form.add_error("sent", str(refused))
        else:
            messages.success(request, _("Those who were there find it among what they attended."))
            return redirect("session_material:list", session_key)
    context = {"session": session, "activity": session.activity, "form": form}
    failed = 422 if form.errors else 200
    return render(request, "materials/session_form.html", context, status=failed)


@require_POST
def attach(request, session_key):
    """Material that the programme has already."""
    session = _to_attach(request, session_key)
    form = ChooseForm(request.POST, choices=queries.to_choose(request.actor, session))
    if form.is_valid():
        kind = form.cleaned_data["kind"]
        try:
            actions.attach(session=session, material=form.chosen, kind=kind, by=request.actor)
        except MaterialProblem as refused:
            messages.error(request, str(refused))
    else:
        messages.error(request, _("Choose a material of the programme."))
    return redirect("session_material:list", session_key)


@require_POST
def detach(request, session_key, key):
    session = _to_attach(request, session_key)
    actions.detach(attached=_attached(request, session, key), by=request.actor)
    messages.success(
        request, _("It is taken from the session, and stays among the programme's material.")
    )
    return redirect("session_material:list", session_key)


@require_safe
def file(request, session_key, key, place):
    attached = _attached(request, _session(request, session_key), key)
    version = attached.material.versions.latest("number")
    return fetching.file_answer(request, version, place, on=today(), by=request.actor)


@require_safe
def text(request, session_key, key, place):
    """A text file as a page: what stands beside a PDF that cannot be read aloud."""
    session = _session(request, session_key)
    attached = _attached(request, session, key)
    version = attached.material.versions.latest("number")
    found = queries.file_at(version, place)
    if found is None or not found.name.lower().endswith(tuple(TEXTS)):
        raise Http404
    context = {
        "session": session,
        "version": version,
        "file": found,
        "text": queries.body_of(found).decode("utf-8", errors="replace"),
        "back_url": reverse("session_material:list", args=[session_key]),
    }
    return render(request, "materials/text.html", context)
