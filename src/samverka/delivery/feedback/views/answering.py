"""The page on which anybody who was there answers: without signing in, and without a trace."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samverka.delivery.feedback import actions
from samverka.delivery.feedback.forms import AnswerForm
from samverka.delivery.feedback.limits import (
    CODE,
    HOUR,
    has_answered,
    is_in_the_room,
    let_go,
    let_in,
    may_answer,
)
from samverka.delivery.feedback.queries import round_asked
from samverka.engine.forms.answering import settle
from samverka.foundation.accounts.actor import SYSTEM
from samverka.register.instruments.answer_faults import by_item
from samverka.register.instruments.reading import read_answers
from samverka.register.instruments.showing import Sheet
from samverka.toolkit.clock import now, today
from samverka.toolkit.from_outside import sender_of
from samverka.toolkit.sent import sent
from samverka.toolkit.short_lived import key_in


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def answer(request, code: str):
    """What is closed, used or made up is answered alike: nothing is told."""
    asked = round_asked(code)
    if asked is None or not asked.is_open(today()):
        return _nothing_here(request)
    if asked.by_screen and not is_in_the_room(request, asked):
        return _nothing_here(request)
    if asked.by_screen and has_answered(request, asked.public_key):
        return render(request, "feedback/thanks.html", {"is_again": True})
    trap = AnswerForm(sent(request))
    if request.method != "POST":
        return _shown(request, asked, {}, {}, trap)
    if not trap.is_valid() or trap.is_from_a_program:
        return redirect("feedback_answer:thanks")
    settled = settle(asked.form, _read(request, asked), today())
    faults = by_item(asked.form, settled.faults, _language(request, asked))
    if faults:
        return _shown(request, asked, settled.kept, faults, trap, status=422)
    if not may_answer(sender_of(request), code):
        text = _("Many answers have come from here just now. Wait an hour, then send it again.")
        trap.add_error(None, text)
        response = _shown(request, asked, settled.kept, {}, trap, status=429)
        response.headers["Retry-After"] = str(HOUR)
        return response
    return _take(request, asked, code, settled.kept)


def _read(request, asked) -> dict[str, Any]:
    given = read_answers(asked.form.items, request.POST)
    return {name: value for name, value in given.items() if value is not None}


def _language(request, asked) -> str:
    """What was chosen, else what the page is in, else the form's own."""
    codes = [known.code for known in asked.form.languages]
    chosen = request.POST.get("language") or request.GET.get("language", "")
    for code in (chosen, get_language() or ""):
        if code in codes:
            return code
    return codes[0]


def _shown(request, asked, answers, faults, trap, status=200):
    form, language = asked.form, _language(request, asked)
    questions = Sheet(form, [language], answers, faults=faults).show(form.items)
    every = [one for shown in questions for one in (shown, *_held(shown))]
    context = {
        "form": trap,
        "asked": asked,
        "language": language,
        "languages": form.languages if asked.version else (),
        "questions": questions,
        "faulty": [one for one in every if one.fault],
        "session": asked.session,
        "activity": asked.session.activity,
    }
    return render(request, "feedback/answer.html", context, status=status)


def _held(shown):
    for one in shown.held:
        yield one
        yield from _held(one)


def _take(request, asked, code, answers):
    try:
        actions.answer(asked=asked, code=code, answers=answers, on=today(), by=SYSTEM)
    except actions.IsOver:
        return _nothing_here(request)
    response = redirect("feedback_answer:thanks")
    if asked.by_screen:
        let_go(response, asked.public_key)
    return response


def _nothing_here(request):
    return render(request, "feedback/nothing_here.html", status=404)


@login_not_required
@never_cache
@require_safe
def in_the_room(request, code: str):
    """The code on the screen, read within its minute."""
    key = key_in(code, context=CODE, at=now())
    if key is None:
        return _nothing_here(request)
    response = redirect("feedback_answer:answer", key)
    let_in(response, key)
    return response


@login_not_required
@require_safe
def thanks(request):
    return render(request, "feedback/thanks.html")
