"""The household's own page behind its secret link: in its language, on a phone."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samverka.foundation.accounts.actor import SYSTEM
from samverka.guidance.matching import sentences
from samverka.guidance.matching.actions import answers
from samverka.guidance.matching.actions.rounds import RoundIsClosed
from samverka.guidance.matching.forms.one_case import HouseholdForm, ObjectionForm
from samverka.guidance.matching.models import HouseholdAnswer, Proposal
from samverka.guidance.matching.queries import one_case as queries
from samverka.toolkit.clock import now, today
from samverka.toolkit.from_outside import sender_of, within
from samverka.toolkit.languages import LANGUAGES

from .as_newcomer import shown

LETTERS_AN_HOUR = 10
State = Proposal.State


def _nothing_here(request):
    """The same for a link that never was and one that holds no longer."""
    return render(request, "matching/nothing_here.html", status=404)


def _page(request, proposal: Proposal, token: str, problem: str = "", written: str = ""):
    language = sentences.language_for(request.GET.get("sprak", ""), proposal.case.language)
    link = proposal.links.order_by("-valid_until").first()
    placement = queries.current_placement(proposal.case)
    with translation.override(language):
        told = {
            "token": token,
            "proposal": proposal,
            "letter": _letter(proposal, placement, language, link),
            # What counts, beside a translation that nobody has reviewed.
            "swedish": None
            if sentences.is_reviewed(language)
            else _letter(proposal, placement, sentences.FIRST, link),
            "first": LANGUAGES[sentences.FIRST],
            "languages": [LANGUAGES[one] for one in sentences.languages()],
            "language": LANGUAGES[language],
            "place": proposal.place,
            "there": shown(proposal.place, language),
            "is_open": proposal.state == State.SHOWN,
            "said": queries.objections_of([proposal]),
            "problem": problem,
            "written": written,
            "trap": ObjectionForm()["website"],
        }
        return render(request, "matching/household.html", told, status=422 if problem else 200)


def _letter(proposal: Proposal, placement, language: str, link):
    return sentences.letter(
        proposal,
        placement,
        language,
        who=proposal.case.lives_now.name,
        by_day=link.valid_until if link else None,
    )


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def household(request, token):
    """What is proposed, and yes or no."""
    proposal = queries.proposal_with(token, today())
    if proposal is None:
        return _nothing_here(request)
    if request.method != "POST":
        answers.mark_opened(proposal=proposal, secret=token)
        return _page(request, proposal, token)
    form = HouseholdForm(request.POST)
    if not form.is_valid():
        return _page(request, proposal, token)
    language = sentences.language_for(request.GET.get("sprak", ""), proposal.case.language)
    try:
        with translation.override(language):
            answers.answer(
                proposal=proposal,
                says_yes=form.cleaned_data["says"] == "yes",
                how=HouseholdAnswer.How.LINK,
                on=today(),
                by=SYSTEM,
            )
    except (answers.CannotBeAnswered, RoundIsClosed) as refused:
        return _page(request, proposal, token, problem=str(refused))
    return _back(request, token)


@login_not_required
@never_cache
@require_POST
def object_to(request, token):
    """What the household thinks is wrong; a person reads it."""
    proposal = queries.proposal_with(token, today())
    if proposal is None:
        return _nothing_here(request)
    form = ObjectionForm(request.POST)
    few = within(f"{sender_of(request)} {token}", LETTERS_AN_HOUR, at=now())
    # What a program sends is answered as if it had come, and not kept.
    if form.is_valid() and form.is_from_a_program:
        return _back(request, token)
    if form.is_valid() and few:
        answers.object_to(proposal=proposal, text=form.cleaned_data["text"], on=today(), by=SYSTEM)
        return _back(request, token)
    problem = " ".join(str(each) for errors in form.errors.values() for each in errors)
    language = sentences.language_for(request.GET.get("sprak", ""), proposal.case.language)
    problem = problem or sentences.sentence("later", language)
    written = request.POST.get("text", "")
    return _page(request, proposal, token, problem=problem, written=written)


def _back(request, token: str):
    answer = redirect("matching_answer:household", token)
    if language := request.GET.get("sprak"):
        answer["Location"] += f"?sprak={language}" if language in LANGUAGES else ""
    return answer
