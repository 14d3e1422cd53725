"""The household's own page behind its secret link: in its language, on a phone."""

from typing import Any

from django.conf import settings
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


def _words(request, proposal: Proposal) -> tuple[sentences.Words, str]:
    """The sentences, and in which language this household reads them now."""
    words = sentences.words_now()
    return words, words.language_for(request.GET.get("sprak", ""), proposal.case.language)


def _page(request, proposal: Proposal, token: str, problem: str = "", written: str = ""):
    words, language = _words(request, proposal)
    told = _letters(proposal, words, language)
    # Facts of a place are translated in the file alone, where nobody has approved them.
    may_be_drafts = settings.DEMONSTRATION or sentences.is_original(language)
    facts_in = language if may_be_drafts else sentences.FIRST
    with translation.override(facts_in):
        told |= {"there": shown(proposal.place, facts_in), "facts_in": LANGUAGES[facts_in]}
    with translation.override(language):
        told |= {
            "token": token,
            "proposal": proposal,
            "first": LANGUAGES[sentences.FIRST],
            "languages": [LANGUAGES[one] for one in words.languages],
            "language": LANGUAGES[language],
            "place": proposal.place,
            "round_is_open": proposal.case.round.is_open,
            "is_open": proposal.state == State.SHOWN and proposal.case.round.is_open,
            "said": queries.objections_of([proposal]),
            "problem": problem,
            "written": written,
            "trap": ObjectionForm()["website"],
        }
        return render(request, "matching/household.html", told, status=422 if problem else 200)


def _letters(proposal: Proposal, words: sentences.Words, language: str) -> dict[str, Any]:
    """What is read; and in Swedish, which counts, beside what nobody has approved."""
    link = proposal.links.order_by("-valid_until").first()
    placement = queries.current_placement(proposal.case)

    def letter(language: str) -> sentences.Letter:
        return sentences.letter(
            proposal,
            placement,
            words,
            language,
            who=proposal.case.lives_now.name,
            by_day=link.valid_until if link else None,
        )

    is_reviewed = words.is_reviewed(language)
    return {
        "letter": letter(language),
        "swedish": None if is_reviewed else letter(sentences.FIRST),
    }


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
    words, language = _words(request, proposal)
    try:
        with translation.override(language):
            answers.answer(
                proposal=proposal,
                says_yes=form.cleaned_data["says"] == "yes",
                how=HouseholdAnswer.How.LINK,
                on=today(),
                by=SYSTEM,
            )
    except RoundIsClosed:
        # What that says is for officers; the household has a sentence of its own.
        who = proposal.case.lives_now.name
        return _page(request, proposal, token, problem=words.said("closed", language, who=who))
    except answers.CannotBeAnswered as refused:
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
    words, language = _words(request, proposal)
    problem = problem or words.said("later", language)
    written = request.POST.get("text", "")
    return _page(request, proposal, token, problem=problem, written=written)


def _back(request, token: str):
    answer = redirect("matching_answer:household", token)
    if language := request.GET.get("sprak"):
        answer["Location"] += f"?sprak={language}" if language in LANGUAGES else ""
    return answer
