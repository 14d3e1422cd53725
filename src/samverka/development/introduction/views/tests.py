"""The knowledge tests of the course: their key, and what their questions say."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverka.development.introduction import actions, permissions, queries
from samverka.development.introduction.forms import KeyForm, TestForm
from samverka.development.introduction.models import KnowledgeTest
from samverka.register.instruments.actions import Refused
from samverka.register.instruments.permissions import may_run
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

from .overview import answer_form, programme_changed


def add(request, programme_key):
    programme = programme_changed(request, programme_key)
    introduction = queries.introduction_of(programme)
    if introduction is None:
        raise Http404
    form = TestForm(sent(request), rounds=queries.rounds_to_choose(request.actor))
    if request.method == "POST" and form.is_valid():
        made = actions.add_test(introduction=introduction, **form.cleaned_data, by=request.actor)
        return redirect("introduction:key", programme_key, made.round.public_key)
    return answer_form(request, form, programme, _("A knowledge test"))


def _seen(request, programme_key: str, key: str) -> KnowledgeTest:
    tests = KnowledgeTest.objects.visible_to(request.actor).select_related(
        "round__version__instrument", "introduction__programme"
    )
    found = get_object_or_404(
        tests, introduction__programme__public_key=programme_key, round__public_key=key
    )
    programme_changed(request, programme_key)
    if not permissions.may_read_key(request.actor, found):
        raise PermissionDenied
    return found


@require_safe
def result(request, programme_key, key):
    test = _seen(request, programme_key, key)
    form, found = test.round.version.form, queries.result_of(test, today())
    texts = {item.name: (label, dict(choices)) for item, label, choices in _questions(form)}
    context = {
        "test": test,
        "programme": test.introduction.programme,
        "result": found,
        "to_ask": _to_ask(request.actor, test),
        "lines": [_line(one, *texts[one.item], test.key[one.item]) for one in found.items or ()],
    }
    return render(request, "introduction/test.html", context)


def _to_ask(actor, test: KnowledgeTest) -> int:
    """How many can be asked with one button."""
    is_open = not test.round.is_over(today()) and may_run(actor, test.round)
    return len(queries.not_asked(test)) if is_open else 0


def _questions(form) -> list[tuple]:
    """Each with its text and its choices in the language of the page."""
    language = get_language() or "sv"
    return [
        (
            item,
            form.text(item.label, language)[0],
            [(one.name, form.text(one.label, language)[0]) for one in item.choices],
        )
        for item in queries.questions_of(form)
    ]


def _line(one, label: str, choices: dict[str, str], right: list[str]) -> dict:
    shares = [
        (choices[name], round(100 * share), name in right) for name, share in one.chosen.items()
    ]
    return {
        "label": label,
        "one": one,
        "difficulty": None if one.is_held_back else round(100 * one.difficulty),
        "left_out": None if one.left_out is None else round(100 * one.left_out),
        "shares": shares,
    }


@require_POST
def ask(request, programme_key, key):
    """All who have been at the course and are not asked, at once."""
    test = _seen(request, programme_key, key)
    if not may_run(request.actor, test.round):
        raise PermissionDenied
    try:
        count = actions.ask_participants(test=test, on=today(), by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("introduction:test", programme_key, key)
    said = ngettext(
        "%(count)s is asked now. Send the links here.",
        "%(count)s are asked now. Send the links here.",
        count,
    )
    messages.success(request, said % {"count": count})
    return redirect("instruments:round", test.round.public_key)


def key(request, programme_key, key):
    test = _seen(request, programme_key, key)
    form = KeyForm(sent(request), questions=_questions(test.round.version.form), key=test.key)
    if request.method == "POST" and form.is_valid():
        actions.write_key(test=test, key=form.written(), by=request.actor)
        messages.success(request, _("The right answers are saved."))
        return redirect("introduction:test", programme_key, key)
    return answer_form(
        request,
        form,
        test.introduction.programme,
        _("Right answers"),
        intro=_(
            "Those who answer do not see them. Leave a question without where it is no question "
            "of knowledge."
        ),
    )
