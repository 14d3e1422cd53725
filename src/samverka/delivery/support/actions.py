"""Writes of support: asked for, given, closed with a result; and of a new municipality's path."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation

from .models import (
    Onboarding,
    OnboardingStep,
    OnboardingTask,
    SupportGiven,
    SupportRequest,
    SupportTheme,
)
from .queries import steps_of


class HasNoResult(Exception):
    """Closing asks for what came of it."""

    def __str__(self):
        return _("Write what came of it before the request is closed.")


class IsClosed(Exception):
    """A closed request takes no more help."""

    def __str__(self):
        return _("The request is closed. Open it again to note more.")


class IsOnItsWay(Exception):
    """A municipality begins once in a programme."""

    def __str__(self):
        return _("The municipality is already on its way into the programme. Open its steps.")


class OwnMentor(Exception):
    """Nobody is their own mentor."""

    def __str__(self):
        return _("The mentor must be another municipality. Choose another, or none yet.")


@transaction.atomic
def ask_for_support(
    *,
    programme: Programme,
    organisation: Organisation,
    theme: str,
    text: str,
    asked_on: dt.date,
    asked_by: str = "",
    by: Actor,
) -> SupportRequest:
    """A theme that is new becomes one of the programme's."""
    about, _is_new = SupportTheme.objects.get_or_create(programme=programme, name=theme)
    request = SupportRequest.objects.create(
        programme=programme,
        organisation=organisation,
        theme=about,
        text=text,
        asked_on=asked_on,
        asked_by=asked_by,
    )
    trail.note(by=by, verb="support.asked_for", about=request)
    return request


@transaction.atomic
def note_help(
    *,
    request: SupportRequest,
    given_on: dt.date,
    minutes: int,
    text: str,
    function: str = "",
    by: Actor,
) -> SupportGiven:
    """Help that was given.

    :raises IsClosed: the request is closed
    """
    request = SupportRequest.objects.select_for_update().get(pk=request.pk)
    if request.closed_on:
        raise IsClosed
    given = SupportGiven.objects.create(
        request=request, given_on=given_on, minutes=minutes, text=text, function=function
    )
    trail.note(by=by, verb="support.help_noted", about=request)
    return given


@transaction.atomic
def take_away_help(*, given: SupportGiven, by: Actor) -> None:
    """It was noted by mistake."""
    trail.note(by=by, verb="support.help_taken_away", about=given.request)
    given.delete()


@transaction.atomic
def close_request(*, request: SupportRequest, result: str, on: dt.date, by: Actor) -> None:
    """
    :raises HasNoResult: nothing is said of what came of it
    """
    if not result.strip():
        raise HasNoResult
    request.closed_on, request.result = on, result
    request.save(update_fields=["closed_on", "result"])
    trail.note(by=by, verb="support.closed", about=request)


@transaction.atomic
def close_requests(
    *, requests: Sequence[SupportRequest], result: str, on: dt.date, by: Actor
) -> None:
    """Several with one result, all or none.

    :raises HasNoResult: nothing is said of what came of it
    """
    for request in requests:
        close_request(request=request, result=result, on=on, by=by)


@transaction.atomic
def put_requests_back(
    *, requests: Sequence[SupportRequest], results: Sequence[str], by: Actor
) -> None:
    """They were closed by mistake: each is open, with the result that stood there before."""
    for request, result in zip(requests, results, strict=True):
        request.closed_on, request.result = None, result
        request.save(update_fields=["closed_on", "result"])
        trail.note(by=by, verb="support.opened_again", about=request)


@transaction.atomic
def open_request(*, request: SupportRequest, by: Actor) -> None:
    """It goes on after all; what was written of the result stays."""
    request.closed_on = None
    request.save(update_fields=["closed_on"])
    trail.note(by=by, verb="support.opened_again", about=request)


@transaction.atomic
def write_steps(*, programme: Programme, steps: Sequence[str], by: Actor) -> None:
    """The steps that paths begin from; those that have begun keep theirs."""
    OnboardingStep.objects.filter(programme=programme).delete()
    OnboardingStep.objects.bulk_create(
        OnboardingStep(programme=programme, number=number, text=text)
        for number, text in enumerate(steps, 1)
    )
    trail.note(by=by, verb="support.steps_written", about=programme)


@transaction.atomic
def start_onboarding(
    *,
    programme: Programme,
    organisation: Organisation,
    mentor: Organisation | None,
    started_on: dt.date,
    by: Actor,
) -> Onboarding:
    """A path with the programme's steps, none of them done.

    :raises IsOnItsWay: the municipality has a path in this programme
    :raises OwnMentor: it would be its own mentor
    """
    if Onboarding.objects.filter(programme=programme, organisation=organisation).exists():
        raise IsOnItsWay
    if mentor == organisation:
        raise OwnMentor
    onboarding = Onboarding.objects.create(
        programme=programme, organisation=organisation, mentor=mentor, started_on=started_on
    )
    OnboardingTask.objects.bulk_create(
        OnboardingTask(onboarding=onboarding, number=number, text=text)
        for number, text in enumerate(steps_of(programme), 1)
    )
    trail.note(by=by, verb="support.onboarding_started", about=onboarding)
    return onboarding


@transaction.atomic
def tick_step(*, task: OnboardingTask, done_on: dt.date | None, note: str, by: Actor) -> None:
    """Done on a day, or not done after all."""
    task.done_on, task.note = done_on, note
    task.save(update_fields=["done_on", "note"])
    if done_on:
        trail.note(by=by, verb="support.step_done", about=task.onboarding)
    else:
        trail.note(by=by, verb="support.step_not_done", about=task.onboarding)


@transaction.atomic
def tick_steps(
    *, tasks: Sequence[OnboardingTask], days: Sequence[dt.date | None], by: Actor
) -> None:
    """Several done on their days, or not done after all; what is noted of them stays."""
    for task, day in zip(tasks, days, strict=True):
        tick_step(task=task, done_on=day, note=task.note, by=by)
