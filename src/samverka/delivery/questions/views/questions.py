from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.delivery.questions import actions, permissions, queries
from samverka.delivery.questions.forms import AnswerForm, AskForm, RouteForm, RuleForm
from samverka.delivery.questions.models import Answer, Question
from samverka.toolkit.clock import today
from samverka.toolkit.looking import only_looks
from samverka.toolkit.sent import sent

from .lists import state_of


def ask(request):
    """A question; those alike are shown before it is sent, and a same one asks twice."""
    if not permissions.may_ask(request.actor):
        raise PermissionDenied
    told = request.POST if request.method == "POST" else request.GET
    programme = _programme(request, told)
    # Another programme is another set of subjects: the form is shown anew, and nothing is faulted.
    is_sent = request.method == "POST" and "choose" not in told
    form = AskForm(
        request.POST if is_sent else None,
        actor=request.actor,
        programme=programme,
        initial={name: told.get(name, "") for name in ("title", "text", "subject")},
    )
    alike = queries.alike(request.actor, programme, _written(told))
    may_send = told.get("sure") or not any(one.is_same for one in alike)
    if is_sent and form.is_valid() and may_send:
        question = actions.ask(
            **form.facts(), site=request.build_absolute_uri("/"), on=today(), by=request.actor
        )
        messages.success(request, _("Your question is sent."))
        return redirect("questions:detail", question.public_key)
    context = {"form": form, "alike": alike, "asks_twice": not may_send, "programme": programme}
    return render(request, "questions/ask.html", context, status=422 if is_sent else 200)


def _programme(request, told: QueryDict) -> Programme | None:
    """The one chosen, else the first: what a question can be about follows from it."""
    programmes = Programme.objects.visible_to(request.actor).order_by("name")
    key = told.get("programme", "").replace("\0", "")
    return programmes.filter(public_key=key).first() or programmes.first()


def _written(told: QueryDict) -> str:
    return f"{told.get('title', '')} {told.get('text', '')}"


@only_looks
@require_safe
def alike(request):
    """The part of the page that follows what is being typed."""
    if not permissions.may_ask(request.actor):
        raise PermissionDenied
    programme = _programme(request, request.GET)
    found = queries.alike(request.actor, programme, _written(request.GET))
    return render(request, "questions/_alike.html", {"alike": found})


def _question(request, key: str) -> Question:
    questions = Question.objects.visible_to(request.actor).select_related(
        "programme", "contact__organisation", "goal", "field", "asked_for"
    )
    return get_object_or_404(questions, public_key=key)


def _answered_by(request, key: str) -> Question:
    question = _question(request, key)
    if not permissions.may_answer(request.actor, question):
        raise PermissionDenied
    return question


@require_safe
def question_detail(request, key):
    question = _question(request, key)
    answers = list(queries.answers_of(question))
    answers_it = permissions.may_answer(request.actor, question)
    days = queries.days_until_old([question.programme_id], on=today())
    question.answered_on = answers[0].answered_on if answers else None
    context = {
        "question": question,
        "answers": answers,
        "state": state_of(question, days),
        "days": days.get(question.programme_id),
        "may_answer": answers_it,
        "may_close": permissions.may_close(request.actor, question),
        "may_lead": permissions.may_lead_desk(request.actor, question.programme),
        "shows_asker": answers_it,
        "readers": queries.readers_of(question, on=today()) if answers_it else [],
    }
    return render(request, "questions/question.html", context)


def answer(request, key):
    question = _answered_by(request, key)
    reusable = queries.reusable(request.actor, question)
    used = _used(reusable, request.GET.get("use", ""))
    initial = {"text": used.text, "source": used.source} if used else {}
    form = AnswerForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.answer(
            question=question,
            **form.cleaned_data,
            taken_from=used,
            site=request.build_absolute_uri("/"),
            on=today(),
            by=request.actor,
        )
        messages.success(request, _("The answer is sent."))
        return redirect("questions:detail", key)
    context = {"question": question, "form": form, "reusable": reusable, "used": used}
    failed = 422 if request.method == "POST" else 200
    return render(request, "questions/answer.html", context, status=failed)


def _used(reusable: list[queries.Alike], key: str) -> Answer | None:
    """The answer that is used again, of those offered."""
    answers = (one.latest for one in reusable)
    return next((one for one in answers if one and one.public_key == key), None)


def route(request, key):
    question = _answered_by(request, key)
    form = RouteForm(
        sent(request),
        programme=question.programme,
        on=today(),
    )
    if request.method == "POST" and form.is_valid():
        contact = form.cleaned_data["contact"]
        site = request.build_absolute_uri("/")
        actions.route(question=question, contact=contact, site=site, by=request.actor)
        messages.success(request, _("The question is passed on."))
        return redirect("questions:list")
    context = {"question": question, "form": form}
    failed = 422 if request.method == "POST" else 200
    return render(request, "questions/route.html", context, status=failed)


@require_POST
def publish(request, key):
    question = _answered_by(request, key)
    stood = question.is_published
    try:
        actions.publish(question=question, by=request.actor)
    except actions.NothingToPublish as refused:
        messages.error(request, str(refused))
    else:
        undo = "" if stood else reverse("questions:withdraw", args=[key])
        messages.success(request, _("Everybody in the programme can read it."), extra_tags=undo)
    return redirect("questions:detail", key)


@require_POST
def withdraw(request, key):
    question = _answered_by(request, key)
    actions.withdraw(question=question, by=request.actor)
    messages.success(request, _("It is no longer shared with the programme."))
    return redirect("questions:detail", key)


def _closed_by(request, key: str) -> Question:
    question = _question(request, key)
    if not permissions.may_close(request.actor, question):
        raise PermissionDenied
    return question


@require_POST
def close(request, key):
    question, undo = _closed_by(request, key), ""
    # One that somebody has closed already is theirs to undo.
    if question.state != Question.State.CLOSED:
        was = question.state
        actions.close(question=question, by=request.actor)
        request.deeds.left(question, "state")
        name = "questions:as_before"
        undo = reverse(name, args=[key, request.deeds.keep("questions.closed", name, [was])])
    messages.success(request, _("The question is closed."), extra_tags=undo)
    return redirect("questions:detail", key)


@require_POST
def as_before(request, key, token):
    """Closed by mistake: open or answered as it was, and nobody gets a letter."""
    question = _closed_by(request, key)
    states = request.deeds.take(token)
    if states:
        actions.put_back(questions=[question], states=states, by=request.actor)
        messages.success(request, _("The question is as it was."))
    else:
        messages.error(request, _("There is nothing left to undo."))
    return redirect("questions:detail", key)


@require_POST
def open_again(request, key):
    question = _closed_by(request, key)
    site = request.build_absolute_uri("/")
    actions.open_again(question=question, site=site, by=request.actor)
    messages.success(request, _("The question is open again."))
    return redirect("questions:detail", key)


def rules(request, programme_key):
    """How old an answer may grow, and how long we keep who asked from outside."""
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_lead_desk(request.actor, programme):
        raise PermissionDenied
    form = RuleForm(sent(request), initial={"valid_from": today()})
    if request.method == "POST" and form.is_valid():
        actions.set_rule(programme=programme, by=request.actor, **form.cleaned_data)
        messages.success(request, _("The rule is saved."))
        return redirect("questions:rules", programme_key)
    context = {
        "programme": programme,
        "form": form,
        "rules": queries.rules_of(programme),
        "today": today(),
    }
    failed = 422 if request.method == "POST" else 200
    return render(request, "questions/rules.html", context, status=failed)
