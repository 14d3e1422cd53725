from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from samverka.delivery.programmes.models import FIRST, Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.toolkit.clock import today
from samverka.toolkit.languages import LANGUAGES

from . import actions, queries
from .forms import IssueForm
from .messages import letter_text
from .models import Issue
from .permissions import may_write

State = Issue.State
SHOWN = 50


def _programme(request, key: str) -> Programme:
    programme = seen_programme(request.actor, key)
    if not may_write(request.actor, programme):
        raise PermissionDenied
    return programme


def _issue(request, programme_key: str, key: str) -> Issue:
    programme = _programme(request, programme_key)
    seen = Issue.objects.visible_to(request.actor).filter(programme=programme)
    return get_object_or_404(seen.prefetch_related("texts", "news"), public_key=key)


@require_safe
def issues(request, programme_key: str):
    programme = _programme(request, programme_key)
    language = get_language()
    found = queries.issues_of(programme)[:SHOWN]
    context = {
        "programme": programme,
        "issues": [(issue, queries.text_in(issue, language)) for issue in found],
        "readers": queries.readers_of(programme).count(),
    }
    return render(request, "newsletters/issues.html", context)


@require_http_methods(["GET", "POST"])
def new(request, programme_key: str):
    return _write(request, _programme(request, programme_key), None)


@require_http_methods(["GET", "POST"])
def edit(request, programme_key: str, key: str):
    issue = _issue(request, programme_key, key)
    if issue.state != State.DRAFT:
        messages.warning(request, str(actions.HasLeft()))
        return redirect("newsletters:detail", programme_key, key)
    return _write(request, issue.programme, issue)


def _write(request, programme: Programme, issue: Issue | None):
    found = queries.news_for(programme, on=today())
    form = IssueForm(request.POST or None, issue=issue, found=found)
    if request.method == "POST" and form.is_valid():
        try:
            issue = actions.write_issue(
                programme=programme,
                issue=issue,
                texts=form.texts(),
                news=form.picked(),
                by=request.actor,
            )
        except actions.HasLeft as refusal:
            messages.warning(request, str(refusal))
        return redirect("newsletters:detail", programme.public_key, issue.public_key)
    context = {"programme": programme, "issue": issue, "form": form}
    return render(request, "newsletters/issue_form.html", context)


@require_safe
def detail(request, programme_key: str, key: str):
    """The letter as its readers get it, in any language, and how it goes."""
    issue = _issue(request, programme_key, key)
    written = [text.language for text in issue.texts.all()]
    asked = request.GET.get("language", get_language())
    language = asked if asked in written else FIRST
    issue.site = issue.site or request.build_absolute_uri("/")
    heading, text = letter_text(issue, language, _("(each reader's own link)"))
    context = {
        **_standing(issue),
        "programme": issue.programme,
        "heading": heading,
        "text": text,
        "language": LANGUAGES[language],
        "languages": [one for code, one in LANGUAGES.items() if code in written],
        "readers": queries.readers_of(issue.programme).count(),
    }
    return render(request, "newsletters/issue.html", context)


def _standing(issue: Issue) -> dict:
    return {"issue": issue, "standing": queries.standing_of(issue)}


@require_safe
def progress(request, programme_key: str, key: str):
    """How far it has come; when it is done, the page is asked for anew."""
    issue = _issue(request, programme_key, key)
    context = _standing(issue)
    if request.GET.get("state") != issue.state or context["standing"].has_stopped:
        return HttpResponseClientRefresh()
    return render(request, "newsletters/_progress.html", context)


@require_POST
def send(request, programme_key: str, key: str):
    issue = _issue(request, programme_key, key)
    try:
        actions.send(issue=issue, site=request.build_absolute_uri("/"), by=request.actor)
    except (actions.HasLeft, actions.NotForThePublic) as refusal:
        messages.warning(request, str(refusal))
    else:
        undo = reverse("newsletters:take_back", args=[programme_key, key])
        text = _("The newsletter leaves in a minute.")
        messages.success(request, text, extra_tags=undo)
    return redirect("newsletters:detail", programme_key, key)


@require_POST
def take_back(request, programme_key: str, key: str):
    issue = _issue(request, programme_key, key)
    try:
        actions.take_back(issue=issue, by=request.actor)
    except actions.HasLeft as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Nothing was sent. The newsletter is a draft again."))
    return redirect("newsletters:detail", programme_key, key)


@require_POST
def go_on(request, programme_key: str, key: str):
    issue = _issue(request, programme_key, key)
    try:
        actions.go_on(issue=issue, by=request.actor)
    except actions.HasLeft as refusal:
        messages.warning(request, str(refusal))
    return redirect("newsletters:detail", programme_key, key)
