from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import CharField
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.delivery.support import actions, permissions, queries
from samverka.delivery.support.forms import (
    CloseForm,
    HelpForm,
    OnboardingFilters,
    RequestFilters,
    RequestForm,
    StepsForm,
    TickForm,
)
from samverka.delivery.support.models import Onboarding, SupportRequest
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Asks, Bulk, Column, Listing
from samverka.toolkit.sent import sent
from samverka.toolkit.templatetags.look import status
from samverka.toolkit.texts import hours as as_hours

RESULT = Asks("result", CharField(label=gettext_lazy("What came of it"), max_length=2000))


def _state(row: SupportRequest) -> str:
    return status("done", _("Closed")) if row.closed_on else status("open", _("Open"))


def _steps_done(row: Onboarding) -> str:
    said = _("%(done)s of %(steps)s") % {"done": row.done, "steps": row.steps}
    return format_html("{} {}", said, status("done", _("Done"))) if row.done == row.steps else said


REQUESTS = Listing(
    key="support",
    title=gettext_lazy("Support"),
    columns=(
        Column(
            "text",
            gettext_lazy("Asked for"),
            opens=lambda row: address("support:detail", row.programme.public_key, row.public_key),
        ),
        Column("organisation", gettext_lazy("Municipality"), sort="organisation__name"),
        Column("theme", gettext_lazy("Theme"), sort="theme__name"),
        Column("asked_on", gettext_lazy("Asked on"), sort="asked_on"),
        Column(
            "minutes",
            gettext_lazy("Hours"),
            lambda row: round(row.minutes / 60, 2),
            show=lambda row: as_hours(row.minutes),
            is_number=True,
            sort="minutes",
        ),
        Column(
            "closed_on", gettext_lazy("How it stands"), "closed_on", show=_state, sort="closed_on"
        ),
        Column("result", gettext_lazy("Result"), at_first=False),
    ),
    filters=RequestFilters,
    empty_title=gettext_lazy("No support asked for yet"),
    empty_text=gettext_lazy("Write what a municipality asks for, and then what help it got."),
)


ONBOARDINGS = Listing(
    key="onboardings",
    title=gettext_lazy("New municipalities"),
    columns=(
        Column(
            "organisation",
            gettext_lazy("Municipality"),
            opens=lambda row: address(
                "support:onboarding", row.programme.public_key, row.public_key
            ),
            sort="organisation__name",
        ),
        Column("mentor", gettext_lazy("Mentor"), sort="mentor__name"),
        Column("started_on", gettext_lazy("Started"), sort="started_on"),
        Column("done", gettext_lazy("Steps done"), show=_steps_done, is_number=True, sort="done"),
        Column("steps", gettext_lazy("Steps"), is_number=True, at_first=False),
    ),
    filters=OnboardingFilters,
    empty_title=gettext_lazy("No municipality is on its way in"),
    empty_text=gettext_lazy("When one is taken in, its steps stand here until all are done."),
)


def _request(request: HttpRequest, programme_key: str, key: str) -> SupportRequest:
    found = SupportRequest.objects.visible_to(request.actor).select_related(
        "programme", "organisation", "theme"
    )
    return get_object_or_404(found, programme__public_key=programme_key, public_key=key)


def _helped(request: HttpRequest, programme_key: str, key: str) -> SupportRequest:
    asked = _request(request, programme_key, key)
    if not permissions.may_help(request.actor, asked.programme):
        raise PermissionDenied
    return asked


@require_safe
def request_list(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    may_ask = permissions.may_ask(request.actor, programme)
    context = {
        "programme": programme,
        "intro": _("Support to single municipalities: what was asked, what was done, the result."),
        "action_url": reverse("support:create", args=[programme_key]) if may_ask else "",
        "action_label": _("Ask for support"),
    }
    return REQUESTS.answer(
        request,
        partial(queries.requests_of, request.actor, programme),
        "support/request_list.html",
        context,
        themes=queries.themes_of(programme),
        bulk=_deeds(request.actor, programme),
    )


def _deeds(actor, programme: Programme) -> list[Bulk]:
    if not permissions.may_help(actor, programme):
        return []
    close = reverse("support:close_many", args=[programme.public_key])
    return [Bulk(_("Close those ticked"), close, RESULT)]


@require_safe
def hours(request, programme_key):
    """Hours for each municipality and theme, with sums."""
    programme = seen_programme(request.actor, programme_key)
    table = queries.hours_table(request.actor, programme)
    context = {"programme": programme, "table": table}
    return render(request, "support/hours.html", context)


def request_create(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    actor = request.actor
    if not permissions.may_ask(actor, programme):
        raise PermissionDenied
    for_any = permissions.may_help(actor, programme)
    form = RequestForm(
        sent(request),
        askers=queries.askers(actor, programme, for_any=for_any),
        themes=queries.themes_of(programme),
        initial={"asked_on": today()},
    )
    if form.is_valid():
        asked = actions.ask_for_support(programme=programme, **form.cleaned_data, by=actor)
        messages.success(request, _("The request is noted."))
        return redirect("support:detail", programme_key, asked.public_key)
    context = {"programme": programme, "form": form}
    return _page(request, "support/request_form.html", context, form)


@require_safe
def request_detail(request, programme_key, key):
    return _detail(request, _request(request, programme_key, key))


def _detail(request, asked, help_form=None, close_form=None):
    given = list(asked.given.order_by("given_on", "pk"))
    may_help = permissions.may_help(request.actor, asked.programme)
    context = {
        "asked": asked,
        "programme": asked.programme,
        "given": given,
        "minutes": sum(each.minutes for each in given),
        "may_help": may_help,
        "help_form": help_form or HelpForm(initial={"given_on": today()}),
        "close_form": close_form or CloseForm(initial={"result": asked.result}),
        "faulty": help_form or close_form,
    }
    return _page(request, "support/request.html", context, context["faulty"])


@require_POST
def help_note(request, programme_key, key):
    asked = _helped(request, programme_key, key)
    form = HelpForm(request.POST)
    if form.is_valid():
        try:
            actions.note_help(request=asked, **form.facts, by=request.actor)
        except actions.IsClosed as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The help is noted."))
            return redirect("support:detail", programme_key, key)
    return _detail(request, asked, help_form=form)


@require_POST
def help_remove(request, programme_key, key, help_key):
    asked = _helped(request, programme_key, key)
    given = get_object_or_404(asked.given, public_key=help_key)
    actions.take_away_help(given=given, by=request.actor)
    messages.success(request, _("The help is taken away."))
    return redirect("support:detail", programme_key, key)


@require_POST
def request_close(request, programme_key, key):
    asked = _helped(request, programme_key, key)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _detail(request, asked, close_form=form)
    result, before = form.cleaned_data["result"], asked.result
    if asked.closed_on:
        said = _("It was closed already, and stays so. You wrote: %(text)s")
        messages.warning(request, said % {"text": result})
        return redirect("support:detail", programme_key, key)
    actions.close_request(request=asked, result=result, on=today(), by=request.actor)
    request.deeds.left(asked, "closed_on", "result")
    token = request.deeds.keep("support.closed", "support:put_back", [before])
    undo = reverse("support:put_back", args=[programme_key, key, token])
    messages.success(request, _("The request is closed."), extra_tags=undo)
    return redirect("support:detail", programme_key, key)


@require_POST
def request_put_back(request, programme_key, key, token):
    """Closed by mistake: an earlier result stands again, and a first one waits in the form."""
    asked = _helped(request, programme_key, key)
    told = request.deeds.take(token)
    if told:
        result = told[0] or asked.result
        actions.put_requests_back(requests=[asked], results=[result], by=request.actor)
        messages.success(request, _("The request is open."))
    else:
        messages.error(request, _("There is nothing left to undo."))
    return redirect("support:detail", programme_key, key)


@require_POST
def request_open(request, programme_key, key):
    asked = _helped(request, programme_key, key)
    actions.open_request(request=asked, by=request.actor)
    messages.success(request, _("The request is open."))
    return redirect("support:detail", programme_key, key)


@require_safe
def onboarding_list(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    may_help = permissions.may_help(request.actor, programme)
    context = {
        "programme": programme,
        "intro": _(
            "Each has its steps into the programme, and a municipality that knows it as its "
            "mentor."
        ),
        "back_url": reverse("support:list", args=[programme_key]),
        "back_label": _("Support"),
        "may_help": may_help,
    }
    if may_help:
        context |= {"action_url": reverse("take_in:create", args=[programme_key])}
        context |= {"action_label": _("Take in a municipality")}
    find = partial(queries.onboardings_of, request.actor, programme)
    return ONBOARDINGS.answer(request, find, "support/onboarding_list.html", context)


def steps(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_help(request.actor, programme):
        raise PermissionDenied
    form = StepsForm(sent(request), initial={"steps": "\n".join(queries.steps_of(programme))})
    if form.is_valid():
        actions.write_steps(
            programme=programme, steps=form.cleaned_data["steps"], by=request.actor
        )
        messages.success(request, _("The steps are saved."))
        return redirect("support:onboardings", programme_key)
    return _page(request, "support/steps.html", {"programme": programme, "form": form}, form)


def onboarding_of(request: HttpRequest, programme_key: str, key: str) -> Onboarding:
    found = Onboarding.objects.visible_to(request.actor).select_related(
        "programme", "organisation", "mentor"
    )
    return get_object_or_404(found, programme__public_key=programme_key, public_key=key)


@require_safe
def onboarding_detail(request, programme_key, key):
    onboarding = onboarding_of(request, programme_key, key)
    tasks = list(onboarding.tasks.order_by("number"))
    done = sum(task.done_on is not None for task in tasks)
    context = {
        "programme": onboarding.programme,
        "onboarding": onboarding,
        "tasks": tasks,
        "done": done,
        "percent": queries.whole_percent(done, len(tasks)),
        "may_tick": permissions.may_tick(request.actor, onboarding),
        "boxes": sum(task.done_on is None for task in tasks) > 1,
    }
    return render(request, "support/onboarding.html", context)


@require_POST
def tick(request, programme_key, key):
    onboarding = onboarding_of(request, programme_key, key)
    if not permissions.may_tick(request.actor, onboarding):
        raise PermissionDenied
    form = TickForm(request.POST)
    if form.is_valid():
        task = get_object_or_404(onboarding.tasks, number=form.cleaned_data["number"])
        actions.tick_step(
            task=task,
            done_on=(task.done_on or today()) if form.cleaned_data["done"] else None,
            note=form.cleaned_data["note"],
            by=request.actor,
        )
    else:
        messages.error(request, _("The note is too long. Write at most 300 signs."))
    return redirect("support:onboarding", programme_key, key)


def _page(request, template, context, form):
    status_code = 422 if form is not None and form.is_bound else 200
    return render(request, template, context, status=status_code)
