from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.programmes.models import Programme
from samverka.delivery.questions import actions, permissions, queries
from samverka.delivery.questions.forms import ManyRoutesField
from samverka.delivery.questions.models import Question
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import SWEDEN, today
from samverka.toolkit.lists import Asks, Bulk, Column, Filters, Listing, Search
from samverka.toolkit.templatetags.look import status

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
    if not permissions.may_ask(request.actor):
        raise PermissionDenied

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
        already=lambda question: question.state == State.CLOSED,
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
