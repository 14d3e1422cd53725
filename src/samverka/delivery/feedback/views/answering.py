"""The page on which anybody who was there answers: without signing in, and without a trace."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samverka.delivery.feedback import actions
from samverka.delivery.feedback.forms import AnswerForm
from samverka.delivery.feedback.limits import (
    CODE,
    HOUR,
    is_in_the_room,
    let_go,
    let_in,
    may_answer,
)
from samverka.delivery.feedback.queries import round_asked
from samverka.foundation.accounts.actor import SYSTEM
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
    form = AnswerForm(sent(request))
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        if form.is_from_a_program:
            return redirect("feedback_answer:thanks")
        if may_answer(sender_of(request), code):
            return _take(request, asked, code, form)
        text = _("Many answers have come from here just now. Wait an hour, then send it again.")
        form.add_error(None, text)
        status = 429
    context = {"form": form, "session": asked.session, "activity": asked.session.activity}
    response = render(request, "feedback/answer.html", context, status=status)
    if status == 429:
        response.headers["Retry-After"] = str(HOUR)
    return response


def _take(request, asked, code, form):
    try:
        actions.answer(asked=asked, code=code, on=today(), by=SYSTEM, **form.facts)
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
