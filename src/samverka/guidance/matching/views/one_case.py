"""One household before its officer: why, what else, the decision, and what the household says."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samverka.foundation.audit import trail
from samverka.guidance.matching import paper, permissions
from samverka.guidance.matching.actions import answers, decisions
from samverka.guidance.matching.actions.receivers import LacksGrounds
from samverka.guidance.matching.actions.rounds import RoundIsClosed
from samverka.guidance.matching.actions.versions import ChangedMeanwhile
from samverka.guidance.matching.forms.one_case import (
    DecideForm,
    NoteAnswerForm,
    ReplyForm,
    SeenForm,
    ShowForm,
    opened_now,
)
from samverka.guidance.matching.models import Case, Proposal
from samverka.guidance.matching.queries import one_case as queries
from samverka.guidance.matching.queries.resting import lacks_there
from samverka.guidance.matching.queries.scenarios import reasons_of
from samverka.toolkit.clock import today
from samverka.toolkit.pdf import PDF_TYPE
from samverka.toolkit.qr import qr
from samverka.toolkit.sent import sent

from .showing import OFFICER, context

REFUSED = (
    RoundIsClosed,
    ChangedMeanwhile,
    LacksGrounds,
    decisions.CannotBeDecided,
    answers.CannotBeAnswered,
)
State = Proposal.State


def _found(request, programme_key: str, round_key: str, key: str) -> Case:
    return permissions.seen_case(request.actor, programme_key, round_key, key)


def _form(data, case: Case, reasons) -> DecideForm:
    costs = {other.place: other for other in reasons.others} if reasons else {}
    proposed = queries.proposed_place(case)
    places = [
        (place.public_key, _with_cost(place, costs.get(place.public_key)))
        for place in queries.places_to_choose(case)
        # Somebody else may have decided meanwhile: then what was chosen is still a choice.
        if data is not None or proposed is None or place.pk != proposed.pk
    ]
    return DecideForm(
        data,
        places=places,
        is_proposed=data is not None or proposed is not None,
        initial={"version": case.version, "opened": opened_now()},
    )


def _with_cost(place, other) -> str:
    name = place.organisation.name
    if other is None or not other.cost:
        return name
    return _("%(place)s: costs %(points)s all together") % {"place": name, "points": other.cost}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request, programme_key, round_key, key):
    """The proposal with its reasons and alternatives; and the decision."""
    case = _found(request, programme_key, round_key, key)
    reasons = reasons_of(case)
    form = _form(sent(request), case, reasons)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            decisions.decide(
                case=case,
                version=told["version"],
                kind=told["kind"],
                place=case.round.places.filter(public_key=told["place"]).first(),
                reason=told["reason"],
                text=told["text"],
                opened_at=told["opened"],
                by=request.actor,
            )
        except REFUSED as refused:
            return _again(request, case, str(refused), is_decision=True)
        else:
            messages.success(request, _("Your decision is noted."))
            return redirect("matching:decide", programme_key, round_key, key)
    return _page(request, case, form=form)


def _page(request, case: Case, **more):
    trail.note_read(
        by=request.actor,
        about=case.round.programme,
        person_ids=[case.contact_id] if case.contact_id else [],
    )
    proposal = queries.live_proposal(case)
    placement = queries.current_placement(case)
    reasons = reasons_of(case)
    is_open = case.state == Case.State.IN_ROUND and (
        proposal is None or proposal.state == State.TO_DECIDE
    )
    told = {
        "case": case,
        "proposal": proposal,
        "proposed": proposal.place if proposal else (placement.place if placement else None),
        "reasons": reasons,
        "is_open": is_open,
        "lacks_home": bool(proposal and not proposal.home_id and not is_open),
        "lacks_there": lacks_there(proposal) if proposal else (),
        "is_told": bool(proposal and queries.is_told(proposal)),
        "may_answer": bool(proposal and proposal.state in {State.SHOWN, State.YES}),
        "decisions": queries.decisions_of(case),
        "noes": queries.earlier_noes(case),
        "objections": queries.objections_of(case.proposals.all()),
        "hand_over": getattr(proposal, "hand_over", None),
        "next": None if is_open else queries.next_to_decide(case.round, request.actor),
        "answer_form": NoteAnswerForm(),
        "form": _form(None, case, reasons) if "form" not in more else more["form"],
        **more,
    }
    held = frozenset({OFFICER})
    refused = "problem" in more or ("form" in more and more["form"].is_bound)
    return render(
        request,
        "matching/one_case.html",
        context(case.round, held, "", **told),
        status=422 if refused else 200,
    )


def _again(request, case: Case, problem: str, *, is_decision: bool = False):
    """The page with what was refused, as the household is now; what was typed is kept."""
    fresh = _found(
        request, case.round.programme.public_key, case.round.public_key, case.public_key
    )
    if not is_decision:
        return _page(request, fresh, problem=problem)
    # Whoever reads the page that comes now has looked again.
    typed = request.POST.copy()
    typed["version"] = str(fresh.version)
    form = _form(typed, fresh, reasons_of(fresh))
    return _page(request, fresh, problem=problem, form=form)


def _version(request) -> int:
    form = SeenForm(sent(request))
    return form.cleaned_data["version"] if form.is_valid() else 0


def _do(request, case: Case, act, said: str):
    """One button of the page: done and back, or why not."""
    try:
        act()
    except REFUSED as refused:
        return _again(request, case, str(refused))
    messages.success(request, said)
    return redirect(
        "matching:decide",
        case.round.programme.public_key,
        case.round.public_key,
        case.public_key,
    )


@require_POST
def take_back(request, programme_key, round_key, key):
    case = _found(request, programme_key, round_key, key)
    facts = {"case": case, "version": _version(request), "on": today(), "by": request.actor}
    return _do(request, case, lambda: decisions.take_back(**facts), _("The proposal is gone."))


@require_POST
def find_home(request, programme_key, round_key, key):
    case = _found(request, programme_key, round_key, key)
    facts = {"case": case, "version": _version(request), "by": request.actor}
    return _do(request, case, lambda: decisions.find_home(**facts), _("There is a home again."))


@require_POST
def note_answer(request, programme_key, round_key, key):
    case = _found(request, programme_key, round_key, key)
    form = NoteAnswerForm(sent(request))
    if not form.is_valid():
        return _page(request, case, answer_form=form, problem=_("Say what it answered, and how."))
    facts = {
        "case": case,
        "says_yes": form.cleaned_data["says"] == "yes",
        "how": form.cleaned_data["how"],
        "on": today(),
        "by": request.actor,
    }
    return _do(request, case, lambda: answers.note_answer(**facts), _("The answer is noted."))


@require_POST
def reply(request, programme_key, round_key, key, objection_key):
    case = _found(request, programme_key, round_key, key)
    objection = queries.objection_of(case, objection_key)
    if objection is None:
        raise Http404
    form = ReplyForm(sent(request))
    typed = {"reply_to": objection.pk, "reply_text": request.POST.get("text", "")}
    if not form.is_valid():
        problem = " ".join(map(str, form.errors["text"]))
        return _page(request, case, problem=problem, **typed)
    facts = {"text": form.cleaned_data["text"], "on": today(), "by": request.actor}
    try:
        answers.answer_objection(objection=objection, **facts)
    except REFUSED as refused:
        return _page(request, case, problem=str(refused), **typed)
    messages.success(request, _("The household can read your answer behind its link."))
    return redirect("matching:decide", programme_key, round_key, key)


def _shown(request, case: Case) -> str:
    form = ShowForm(sent(request))
    told = form.cleaned_data if form.is_valid() else {"version": 0, "tells": False}
    return decisions.show(case=case, on=today(), by=request.actor, **told)


@never_cache
@require_POST
def show(request, programme_key, round_key, key):
    """Makes the link, and shows it this once: only its hash is kept."""
    case = _found(request, programme_key, round_key, key)
    try:
        secret = _shown(request, case)
    except REFUSED as refused:
        return _again(request, case, str(refused))
    link = request.build_absolute_uri(reverse("matching_answer:household", args=[secret]))
    fresh = _found(request, programme_key, round_key, key)
    code = qr(link, _("The household's page"))
    return _page(request, fresh, link=link, code=code)


@never_cache
@require_POST
def on_paper(request, programme_key, round_key, key):
    """The household's page on paper, with a new link in it and room for an answer."""
    case = _found(request, programme_key, round_key, key)
    try:
        secret = _shown(request, case)
    except REFUSED as refused:
        return _again(request, case, str(refused))
    link = request.build_absolute_uri(reverse("matching_answer:household", args=[secret]))
    proposal = queries.proposal_with(secret, today())
    if proposal is None:
        raise Http404
    file = paper.as_pdf(proposal, queries.current_placement(case), link)
    response = HttpResponse(file, content_type=PDF_TYPE)
    response["Content-Disposition"] = f'inline; filename="{case.label}.pdf"'
    return response
