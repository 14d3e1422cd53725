from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.programmes.models import Programme
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import SWEDEN, today
from samverka.toolkit.lists import Asks, Bulk, Column, Filters, Listing, Search
from samverka.toolkit.templatetags.look import status

from . import actions, permissions, queries
from .forms import AnswerForm, AskForm, ManyRoutesField, RouteForm, RuleForm
from .models import Answer, Question

State = Question.State


class QuestionFilters(Filters):
    q = Search()
    which = forms.ChoiceField(
        label=gettext_lazy("Which"),
        choices=[
            ("", gettext_lazy("All I may read")),
            ("mine", gettext_lazy("Waiting for me")),
            ("open", gettext_lazy("Without an answer")),
            ("knowledge", gettext_lazy("Answers for everybody")),
        ],
    )
    programme = forms.ChoiceField(label=gettext_lazy("Programme"))

    def __init__(self, *args, programmes, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(each.public_key, each.name) for each in programmes]
        self.fields["programme"].choices = [("", _("All programmes")), *choices]


def state_of(question: Question, days: dict[int, int]) -> str:
    """Waiting, answered or closed; and whether the answer has grown old."""
    if question.state == State.OPEN:
        return status("waiting", _("Waits for an answer"))
    shown = (
        status("done", _("Answered"))
        if question.state == State.ANSWERED
        else status("neutral", _("Closed"))
    )
    if queries.is_old(question.answered_on, days.get(question.programme_id), on=today()):
        return format_html("{} {}", shown, status("late", _("Old answer")))
    return shown


def _listing(days: dict[int, int]) -> Listing:
    return Listing(
        key="questions",
        title=_("Questions"),
        columns=(
            Column(
                "title",
                _("Question"),
                opens=lambda row: address("questions:detail", row.public_key),
                sort="title",
            ),
            Column("programme", _("Programme"), lambda row: row.programme.name),
            Column("contact", _("Goes to"), lambda row: str(row.contact or "")),
            Column(
                "asked_at",
                _("Asked"),
                lambda row: row.asked_at.astimezone(SWEDEN).date(),
                sort="asked_at",
            ),
            Column("answered_on", _("Answered"), sort="answered_on"),
            Column(
                "state",
                _("State"),
                lambda row: row.get_state_display(),
                show=partial(state_of, days=days),
            ),
        ),
        filters=QuestionFilters,
        empty_title=_("No questions yet"),
        empty_text=_("Ask one: it goes to the function that answers for the subject."),
    )


def _found(request):
    def find(q="", which="", programme=""):
        return queries.listed(
            request.actor, words=q, which=which, programme_key=programme, on=today()
        )

    return find


@require_safe
def question_list(request):
    programmes = list(Programme.objects.visible_to(request.actor).order_by("name"))
    context = {"intro": _("Ask those who answer for a goal or a field, and read what they said.")}
    if permissions.may_ask(request.actor) and programmes:
        context |= {"action_url": reverse("questions:ask"), "action_label": _("Ask a question")}
    days = queries.days_until_old([each.pk for each in programmes], on=today())
    return _listing(days).answer(
        request,
        _found(request),
        "questions/question_list.html",
        context,
        programmes=programmes,
        bulk=_bulk(request.actor),
    )


def _bulk(actor) -> list[Bulk]:
    if not permissions.may_ask(actor):
        return []
    close = Bulk(_("Close those ticked"), reverse("questions:close_many"))
    asks = _asks_function(actor)
    if not asks.field.queryset:
        return [close]
    return [Bulk(_("Pass those ticked on"), reverse("questions:route_many"), asks), close]


def _asks_function(actor) -> Asks:
    return Asks("contact", ManyRoutesField(actor=actor, on=today()))


def _carried_out(request, do, **options):
    """Of the questions the actor reads; those one may do nothing with are named."""
    if not permissions.may_ask(request.actor):
        raise PermissionDenied
    programmes = Programme.objects.visible_to(request.actor).order_by("name")
    back = reverse("questions:list")
    listing = _listing({})
    try:
        return listing.carry_out(
            request, _found(request), do, back=back, programmes=programmes, **options
        )
    except actions.NotOfTheProgramme as refused:
        messages.error(request, str(refused))
        return listing.back(request, back)


@require_POST
def route_many(request):
    def do(questions, contact):
        site = request.build_absolute_uri("/")
        actions.route_many(questions=questions, contact=contact, site=site, by=request.actor)
        said = ngettext(
            "%(count)s question is passed on.",
            "%(count)s questions are passed on.",
            len(questions),
        )
        return said % {"count": len(questions)}

    return _carried_out(
        request,
        do,
        undo="questions:route_back",
        asks=_asks_function(request.actor),
        may=partial(permissions.may_answer, request.actor),
        keep=lambda question: str(question.contact_id or ""),
    )


@require_POST
def close_many(request):
    def do(questions):
        actions.close_many(questions=questions, by=request.actor)
        said = ngettext(
            "%(count)s question is closed.", "%(count)s questions are closed.", len(questions)
        )
        return said % {"count": len(questions)}

    return _carried_out(
        request,
        do,
        undo="questions:put_back",
        may=partial(permissions.may_close, request.actor),
        keep=lambda question: question.state,
    )


def _taken_back(request, token: str, do):
    if not permissions.may_ask(request.actor):
        raise PermissionDenied
    back = reverse("questions:list")
    rows = queries.to_put_back(request.actor)
    return _listing({}).take_back(request, token, rows, do, back=back)


@require_POST
def route_back(request, token):
    def do(rows):
        actions.route_back(
            questions=[question for question, _was in rows],
            contacts=[int(was) if was else None for _question, was in rows],
            by=request.actor,
        )
        return _("The questions lie where they lay.")

    return _taken_back(request, token, do)


@require_POST
def put_back(request, token):
    def do(rows):
        actions.put_back(
            questions=[question for question, _was in rows],
            states=[was for _question, was in rows],
            by=request.actor,
        )
        return _("The questions are as they were.")

    return _taken_back(request, token, do)


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
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=initial)
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
        request.POST if request.method == "POST" else None,
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
    try:
        actions.publish(question=question, by=request.actor)
    except actions.NothingToPublish as refused:
        messages.error(request, str(refused))
    else:
        undo = reverse("questions:withdraw", args=[key])
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
    question = _closed_by(request, key)
    actions.close(question=question, by=request.actor)
    undo = reverse("questions:open_again", args=[key])
    messages.success(request, _("The question is closed."), extra_tags=undo)
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
    programme = get_object_or_404(
        Programme.objects.visible_to(request.actor), public_key=programme_key
    )
    if not permissions.may_lead_desk(request.actor, programme):
        raise PermissionDenied
    form = RuleForm(
        request.POST if request.method == "POST" else None, initial={"valid_from": today()}
    )
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
