"""Households in a round: entering them, their facts, grounds, and leaving. Each read is logged."""

from copy import copy

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverka.foundation.audit import trail
from samverka.guidance.matching import permissions, shipped
from samverka.guidance.matching.actions import cases as actions
from samverka.guidance.matching.actions import receivers
from samverka.guidance.matching.actions.rounds import RoundIsClosed
from samverka.guidance.matching.forms.cases import (
    CaseFilters,
    CaseForm,
    GroundsForm,
    MemberForm,
    NeedsForm,
    ReceiverForm,
    SearchForm,
    TieForm,
    WishesForm,
)
from samverka.guidance.matching.models import Case, Member
from samverka.guidance.matching.queries import cases as queries
from samverka.guidance.matching.queries import rounds
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

from .showing import OFFICER, context, seen, status_of

ON_A_PAGE = 50


@require_safe
def case_list(request, programme_key, round_key):
    matching, held = seen(request, programme_key, round_key, OFFICER)
    filters = CaseFilters(request.GET)
    state = filters.cleaned_data["state"] if filters.is_valid() else ""
    found = queries.cases_of(matching, request.actor, state)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = list(page)
    _read(request, matching, [case.contact_id for case in rows])
    told = {"rows": rows, "page": page, "filters": filters, "state": state}
    return render(
        request, "matching/case_list.html", context(matching, held, "matching:cases", **told)
    )


def _read(request, matching, person_ids) -> None:
    """That these persons were read. Of which round they are the note does not say."""
    known = [key for key in person_ids if key]
    trail.note_read(by=request.actor, about=matching.programme, person_ids=known)


def enter(request, programme_key, round_key):
    """A new household: search somebody whom one may see, then say who they are in it."""
    matching, held = seen(request, programme_key, round_key, OFFICER)
    person = _chosen(request)
    told = context(matching, held, "", title=_("A household"), search=_search(request))
    if person is None:
        return _found(request, matching, told)
    form = MemberForm(sent(request), prefix="member")
    about = CaseForm(
        sent(request),
        organisations=rounds.organisations_to_choose(),
        initial={"lives_now": request.actor.organisation.public_key},
    )
    if request.method == "POST" and form.is_valid() and about.is_valid():
        facts = about.cleaned_data
        try:
            made = actions.enter_case(
                matching=matching,
                person=person,
                member=form.cleaned_data,
                **facts,
                on=today(),
                by=request.actor,
            )
        except (actions.IsInAHousehold, RoundIsClosed) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The household is entered. Note its grounds next."))
            return redirect("matching:case", programme_key, round_key, made.public_key)
    told |= {"person": person, "form": form, "about": about}
    return render(request, "matching/case_enter.html", told, status=status_of(request))


def _chosen(request):
    """The person of the address; somebody whom the reader may not see is nobody."""
    key = request.GET.get("person", "")
    if not key:
        return None
    person = queries.person_seen(key, request.actor)
    if person is None:
        raise Http404
    return person


def _search(request) -> SearchForm:
    return SearchForm(request.GET if "q" in request.GET else None)


def _found(request, matching, told: dict):
    search = told["search"]
    words = search.cleaned_data["q"] if search.is_bound and search.is_valid() else ""
    found = queries.found_persons(words, request.actor)
    _read(request, matching, [person.pk for person in found])
    told |= {"found": found, "words": words}
    return render(request, "matching/person_search.html", told)


@require_safe
def case(request, programme_key, round_key, key):
    """All that is known of a household; what is proposed to it stands on its own page."""
    found, told = _case(request, programme_key, round_key, key)
    members = queries.members_of(found)
    _read(request, found.round, [member.person_id for member in members])
    told |= {
        "members": [(one, _facts_of(one)) for one in members],
        "needs": [(shipped.need_said(one.code), one.is_hard) for one in found.needs.all()],
        "interests": [shipped.code_said("network", one.code) for one in found.interests.all()],
        "wishes": found.wishes.select_related("organisation"),
        "not_to": found.not_to.select_related("organisation"),
        "relatives": found.relatives.select_related("organisation"),
        "ties": queries.ties_of(found),
        "grounds": [(one, shipped.ground_said(one.kind, one.code)) for one in found.grounds.all()],
        "receivers": [
            (one, shipped.ground_said("told", one.what))
            for one in found.receivers.select_related("organisation")
        ],
        "spoken": shipped.code_said("language", found.community_language),
    }
    return render(request, "matching/case.html", told)


def _facts_of(member: Member) -> list[str]:
    said = [str(member.get_age_group_display())]
    if member.occupation:
        said.append(shipped.code_said("work", member.occupation))
    if member.practice:
        practice = shipped.code_said("work", member.practice)
        said.append(_("wants practice: %(what)s") % {"what": practice})
    if member.studies:
        studies = shipped.code_said("studies", member.studies)
        said.append(_("wants to study: %(what)s") % {"what": studies})
    return said


def _case(request, programme_key: str, round_key: str, key: str) -> tuple[Case, dict]:
    found = permissions.seen_case(request.actor, programme_key, round_key, key)
    held = frozenset({OFFICER})
    return found, context(found.round, held, "", case=found, back=("matching:case", key))


def _save(request, told: dict, form, act, found: Case):
    """One form of a household: saved, and back to it; or shown again with what is wrong."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except (
            actions.IsInAHousehold,
            actions.HasAProposal,
            actions.MoreThanPromised,
            receivers.LacksGrounds,
            actions.CannotBeTied,
            RoundIsClosed,
        ) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect(
                "matching:case",
                found.round.programme.public_key,
                found.round.public_key,
                found.public_key,
            )
    told |= {"form": form, "back_label": found.label}
    return render(request, "matching/form.html", told, status=status_of(request))


def edit(request, programme_key, round_key, key):
    found, told = _case(request, programme_key, round_key, key)
    form = CaseForm(
        sent(request),
        organisations=rounds.organisations_to_choose(),
        # The form writes into it; the action compares with what stands there now.
        instance=copy(found),
        initial={"lives_now": found.lives_now.public_key},
    )
    told["title"] = _("Home and language")
    act = _act(actions.change_case, case=found, by=request.actor)
    return _save(request, told, form, act, found)


def _act(action, **about):
    return lambda facts: action(**about, **facts)


def member(request, programme_key, round_key, key):
    """One more in the household: an adult of the register, or a child that need not be in it."""
    found, told = _case(request, programme_key, round_key, key)
    told |= {"search": _search(request), "title": _("One more in the household")}
    person = _chosen(request)
    if person is None and "child" not in request.GET:
        return _found(request, found.round, told)
    form = MemberForm(sent(request))
    told["person"] = person
    act = _act(
        actions.add_member,
        case=found,
        person=person,
        is_adult="child" not in request.GET,
        by=request.actor,
    )
    return _save(request, told, form, act, found)


def _member(found: Case, key: str) -> Member:
    members = found.members.select_related("case__contact", "round", "person")
    return get_object_or_404(members, public_key=key)


def edit_member(request, programme_key, round_key, key, member_key):
    found, told = _case(request, programme_key, round_key, key)
    one = _member(found, member_key)
    form = MemberForm(sent(request), instance=one)
    told["title"] = str(one)
    act = _act(actions.change_member, member=one, by=request.actor)
    return _save(request, told, form, act, found)


@require_POST
def remove_member(request, programme_key, round_key, key, member_key):
    found, _told = _case(request, programme_key, round_key, key)
    one = _member(found, member_key)
    try:
        actions.remove_member(member=one, by=request.actor)
    except (actions.HasAProposal, actions.LastAdult, RoundIsClosed) as refused:
        messages.error(request, str(refused))
    return redirect("matching:case", programme_key, round_key, key)


def needs(request, programme_key, round_key, key):
    found, told = _case(request, programme_key, round_key, key)
    there = list(found.needs.all())
    form = NeedsForm(
        sent(request),
        initial={
            "hard": [need.code for need in there if need.is_hard],
            "soft": [need.code for need in there if not need.is_hard],
            "interests": [one.code for one in found.interests.all()],
        },
    )
    told |= {"title": _("Needs"), "intro": _("A need, never why: nobody asks for a diagnosis.")}
    act = _act(actions.write_needs, case=found, by=request.actor)
    return _save(request, told, form, act, found)


def wishes(request, programme_key, round_key, key):
    found, told = _case(request, programme_key, round_key, key)
    ordered = {f"wish_{one.order}": one.organisation.public_key for one in _of(found.wishes)}
    initial = ordered | {
        name: [one.organisation.public_key for one in _of(getattr(found, name))]
        for name in ("not_to", "relatives")
    }
    form = WishesForm(
        sent(request), municipalities=rounds.municipalities_in(found.round), initial=initial
    )
    told |= {"title": _("Wishes"), "intro": _("The household's own, in its own order.")}
    act = _act(actions.write_wishes, case=found, by=request.actor)
    return _save(request, told, form, act, found)


def _of(rows):
    return rows.select_related("organisation")


def grounds(request, programme_key, round_key, key):
    found, told = _case(request, programme_key, round_key, key)
    form = GroundsForm(sent(request), initial={one.kind: one.code for one in found.grounds.all()})
    told |= {
        "title": _("Legal grounds"),
        "intro": _("Two laws, two questions. Both are answered before the household is placed."),
    }
    act = _act(actions.note_grounds, case=found, on=today(), by=request.actor)
    return _save(request, told, form, act, found)


def receiver(request, programme_key, round_key, key):
    found, told = _case(request, programme_key, round_key, key)
    form = ReceiverForm(sent(request), organisations=rounds.organisations_to_choose())
    told["title"] = _("Who is told of the household")
    act = _act(receivers.add_receiver, case=found, on=today(), by=request.actor)
    return _save(request, told, form, act, found)


@require_POST
def end_receiver(request, programme_key, round_key, key, organisation_key, what):
    found, _told = _case(request, programme_key, round_key, key)
    told = get_object_or_404(
        found.receivers.select_related("case"),
        organisation__public_key=organisation_key,
        what=what,
        valid_to=None,
    )
    receivers.end_receiver(receiver=told, on=today(), by=request.actor)
    return redirect("matching:case", programme_key, round_key, key)


def tie(request, programme_key, round_key, key):
    found, told = _case(request, programme_key, round_key, key)
    others, near = queries.others_in(found, request.actor), rounds.near_in(found.round)
    form = TieForm(sent(request), others=others, near=near)
    told["title"] = _("Belongs with another household")
    act = _act(actions.tie, case=found, by=request.actor)
    return _save(request, told, form, act, found)


@require_POST
def untie(request, programme_key, round_key, key, other_key):
    found, _told = _case(request, programme_key, round_key, key)
    other = permissions.seen_case(request.actor, programme_key, round_key, other_key)
    try:
        actions.untie(case=found, other=other, by=request.actor)
    except RoundIsClosed as refused:
        messages.error(request, str(refused))
    return redirect("matching:case", programme_key, round_key, key)


@require_POST
def put_in(request, programme_key, round_key, key):
    found, _told = _case(request, programme_key, round_key, key)
    try:
        actions.put_in_round(case=found, by=request.actor)
    except (receivers.LacksGrounds, RoundIsClosed) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The household is in the round."))
    return redirect("matching:case", programme_key, round_key, key)


@require_POST
def leave(request, programme_key, round_key, key):
    found, _told = _case(request, programme_key, round_key, key)
    try:
        actions.leave_round(case=found, on=today(), by=request.actor)
    except (actions.HasMoved, RoundIsClosed) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, _("The household has left the round. What was proposed is taken back.")
        )
    return redirect("matching:case", programme_key, round_key, key)
