"""The organiser's pages: who is invited, what they answer, and the letter."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh

from samverka.delivery.groups.models import Group
from samverka.delivery.invitations import actions, queries
from samverka.delivery.invitations import candidates as choosing
from samverka.delivery.invitations.candidates import MOST_FOUND, PERSON, Candidate
from samverka.delivery.invitations.forms import ChosenForm, FindForm, FunctionForm, InvitationForm
from samverka.delivery.invitations.models import Invitation, Sending
from samverka.delivery.invitations.paper import as_pdf
from samverka.delivery.invitations.saying import (
    as_sms,
    data_notice,
    facts_of,
    needs_question,
    told,
)
from samverka.foundation.audit import trail
from samverka.register.people.queries import functions_seen, organisations_seen
from samverka.toolkit.clock import today
from samverka.toolkit.languages import LANGUAGES
from samverka.toolkit.pdf import PDF_TYPE

from .pages import activity_to_invite_to, invitation_to, to_page

Kind = Sending.Kind


@require_safe
def detail(request, key):
    """Who is invited, who has answered, who is missing, and what can be sent."""
    activity, invitation = activity_to_invite_to(request, key)
    if invitation is None:
        return render(request, "invitations/none_yet.html", {"activity": activity})
    only = request.GET.get("only", "")
    everybody = queries.rows_of(request.actor, invitation)
    only = only if only in queries.NARROWED else ""
    rows = [row for row in everybody if not only or row.heap == only]
    persons = [row.addressee.person_id for row in rows if row.addressee.person_id]
    trail.note_read(by=request.actor, about=activity, person_ids=persons)
    standing = _standing(invitation)
    latest = [one.sending for one in standing["standings"] if one.sending.kind != Kind.REMINDER]
    has_news = queries.differs(invitation, latest[0] if latest else None)
    context = {
        **standing,
        "answers": queries.answers_to(invitation),
        "rows": rows,
        "only": only,
        "has_news": has_news and not activity.is_cancelled,
        "tells_of_cancelling": has_news and activity.is_cancelled,
        "paper": [row for row in everybody if row.is_printed],
        "url": request.path,
    }
    return render(request, "invitations/invitation.html", context)


def _standing(invitation: Invitation) -> dict:
    standings = queries.standings_of(invitation)
    return {
        "invitation": invitation,
        "activity": invitation.activity,
        "standings": standings,
        "is_under_way": any(
            one.sending.state != Sending.State.SENT and not one.has_stopped for one in standings
        ),
    }


@require_safe
def progress(request, key):
    """How far the letters have come; when they have left, the page is asked for anew."""
    invitation = invitation_to(request, key)
    context = _standing(invitation)
    if not context["is_under_way"]:
        return HttpResponseClientRefresh()
    return render(request, "invitations/_sendings.html", context)


@require_http_methods(["GET", "POST"])
def write(request, key):
    activity, invitation = activity_to_invite_to(request, key)
    form = InvitationForm(request.POST or None, invitation=invitation)
    if request.method == "POST" and form.is_valid():
        actions.write_invitation(
            activity=activity,
            texts=form.texts(),
            contact_phone=form.cleaned_data["contact_phone"],
            by=request.actor,
        )
        messages.success(request, _("The invitation is saved."))
        return to_page(key)
    context = {"activity": activity, "form": form, "invitation": invitation}
    status = 422 if form.is_bound else 200
    return render(request, "invitations/write.html", context, status=status)


@require_http_methods(["GET", "POST"])
def choose(request, key):
    """Find persons and functions in one of five ways, and add those ticked."""
    invitation = invitation_to(request, key)
    by, value = FindForm(request.POST or request.GET).found_by()
    found = choosing.candidates(request.actor, invitation.activity, by=by, value=value, on=today())
    form = ChosenForm(request.POST or None, candidates=found)
    if request.method == "POST" and form.is_valid():
        added = actions.invite(
            invitation=invitation,
            chosen=form.chosen(),
            language=form.cleaned_data["language"],
            paper=form.cleaned_data["paper"],
            by=request.actor,
        )
        text = _("%(count)s are added. Nothing has been sent yet.") % {"count": len(added)}
        messages.success(request, text)
        return to_page(key)
    persons = [one.person.pk for one in found if one.person]
    trail.note_read(by=request.actor, about=invitation.activity, person_ids=persons)
    return _choose_page(request, invitation, form, by, value, found)


def _choose_page(request, invitation, form, by, value, found):
    activity = invitation.activity
    groups = Group.objects.visible_to(request.actor).filter(programme=activity.programme_id)
    context = {
        "activity": activity,
        "form": form,
        "by": by,
        "value": value,
        "found": found,
        "is_cut": len(found) == MOST_FOUND,
        "has_places": any(one.place for one in found),
        "ticked": form["who"].value() if form.is_bound else _ticked(by, found),
        "functions": functions_seen(request.actor, on=today()),
        "organisations": organisations_seen(request.actor, on=today()),
        "groups": groups.order_by("name"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "invitations/choose.html", context, status=status)


def _ticked(by: str, found: list[Candidate]) -> list[str]:
    """Everybody of a list without a place; of those with a name alike, one looks for one."""
    is_clear = by != PERSON or len(found) == 1
    return [one.key for one in found if not one.place] if is_clear else []


@require_http_methods(["GET", "POST"])
def choose_function(request, key):
    """A function outside the register, by its e-mail."""
    invitation = invitation_to(request, key)
    form = FunctionForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        actions.invite_function(invitation=invitation, **form.cleaned_data, by=request.actor)
        text = _("%(name)s is added. Nothing has been sent yet.")
        messages.success(request, text % {"name": form.cleaned_data["name"]})
        return to_page(key)
    context = {"activity": invitation.activity, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "invitations/function.html", context, status=status)


@require_safe
def preview(request, key):
    """The letter as its receiver gets it, in any language and of any kind."""
    invitation = invitation_to(request, key)
    asked = request.GET.get("language", get_language())
    language = asked if asked in LANGUAGES else "sv"
    kind = request.GET.get("kind", "")
    kind = kind if kind in Kind.values else Kind.INVITATION
    with translation.override(language):
        said = told(
            invitation,
            language,
            kind=kind,
            site=request.build_absolute_uri("/"),
            url=_("(each reader's own link)"),
            gone=[],
        )
        letter = {
            "said": said,
            "facts": facts_of(said),
            "needs": needs_question(),
            "notice": data_notice(),
            "sms": as_sms(said),
            "handled": _("How personal data is handled:"),
            "answer_here": _("Answer here, yes or no:"),
            "not_come": _("Can you not come any more? Say so here:"),
        }
    context = {
        **letter,
        "activity": invitation.activity,
        "language": LANGUAGES[language],
        "languages": LANGUAGES.values(),
        "kinds": Kind.choices,
        "kind": kind,
        "text_direction": LANGUAGES[said.text_language].direction,
        "rules": queries.supports_of(invitation.activity.programme, on=today()),
    }
    return render(request, "invitations/preview.html", context)


@require_safe
def paper(request, key):
    """The letters that are printed, as one PDF."""
    invitation = invitation_to(request, key)
    addressees = queries.paper_of(request.actor, invitation)
    if not addressees:
        raise Http404
    persons = [one.person_id for one in addressees if one.person_id]
    trail.note_read(by=request.actor, about=invitation.activity, person_ids=persons)
    file = as_pdf(invitation, addressees, site=request.build_absolute_uri("/"))
    response = HttpResponse(file, content_type=PDF_TYPE)
    response["Content-Disposition"] = 'inline; filename="inbjudan.pdf"'
    return response
