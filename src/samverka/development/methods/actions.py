"""Every write of methods, with the failures one can expect."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Phase, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.toolkit.as_seen import mark_of
from samverka.toolkit.clock import now
from samverka.toolkit.texts import listed

from .models import HandOver, Method, MethodDecision, MethodVersion, Trial
from .queries import OWNER, TRIAL, VERSION, missing_to_recommend

Choice = MethodDecision.Choice
# What a method is, wherever it is tried.
CARRIED = ("name", "description", "target_group", "needs", "evidence")


class NameTaken(Exception):
    """Two methods of one name in a programme."""

    def __str__(self):
        return _("The programme has a method of this name. Open it, or choose another name.")


class NotReady(Exception):
    """A method that cannot be recommended yet."""

    def __init__(self, missing: tuple[str, ...]):
        self.missing = missing

    def __str__(self):
        words = {
            OWNER: _("an owner"),
            VERSION: _("a version"),
            TRIAL: _("a trial that is written down"),
        }
        return _("The method cannot be recommended yet. It lacks: %(missing)s.") % {
            "missing": listed(words[name] for name in self.missing)
        }


class SomeNotReady(Exception):
    """Methods that cannot be recommended yet, among several."""

    def __init__(self, methods: Sequence[Method]):
        self.names = [method.name for method in methods]

    def __str__(self):
        return _(
            "%(names)s cannot be recommended yet. Open each to see what it lacks, or leave it out."
        ) % {"names": get_text_list(self.names, _("and"))}


class TriedAlready(Exception):
    """A second trial of one version by one organisation in one stage."""

    def __str__(self):
        return _("This version is tried in this stage already. Open that trial and change it.")


class NothingTried(Exception):
    """A decision on what was not tried."""

    def __str__(self):
        return _(
            "Your organisation has no trial of the method in this stage. "
            "Write the trial first, or adopt the method from somebody who has tried it."
        )


class AdoptedFromItself(Exception):
    """An adoption that comes from nobody else."""

    def __str__(self):
        return _("Choose a trial of another organisation: one's own is gone on with.")


class DecidedSince(Exception):
    """An undo that comes after a new decision."""

    def __str__(self):
        return _("The decision was written anew after that, and stands as it is.")


@transaction.atomic
def add_method(*, programme: Programme, values: dict, on: dt.date, by: Actor) -> Method:
    """A method with its first version."""
    if Method.objects.filter(programme=programme, name=values["name"]).exists():
        raise NameTaken
    method = Method.objects.create(programme=programme, **values)
    MethodVersion.objects.create(method=method, number=1, valid_from=on)
    trail.note(by=by, verb="methods.method_added", about=method)
    return method


@transaction.atomic
def take_up_method(*, source: Method, programme: Programme, on: dt.date, by: Actor) -> Method:
    """A method of an earlier programme, to be tried in this one; what it was there stays there."""
    values = {name: getattr(source, name) for name in CARRIED}
    takes_part = programme.participations.filter(organisation=source.owner_id).exists()
    owner = source.owner if takes_part else None
    method = add_method(
        programme=programme, values={**values, "owner": owner, "taken_from": source}, on=on, by=by
    )
    trail.note(by=by, verb="methods.taken_up", about=method)
    return method


@transaction.atomic
def correct_method(*, method: Method, values: dict, by: Actor) -> Method:
    method = Method.objects.select_for_update().get(pk=method.pk)
    others = Method.objects.filter(programme=method.programme_id).exclude(pk=method.pk)
    if others.filter(name=values["name"]).exists():
        raise NameTaken
    changed = [name for name, value in values.items() if getattr(method, name) != value]
    for name in changed:
        setattr(method, name, values[name])
    if method.recommended_on and not method.owner:
        raise NotReady((OWNER,))
    if changed:
        method.changed_at = now()
        method.save(update_fields=[*changed, "changed_at"])
        trail.note(by=by, verb="methods.method_corrected", about=method, fields=changed)
    return method


@transaction.atomic
def add_version(*, method: Method, what_changed: str, on: dt.date, by: Actor) -> MethodVersion:
    method = Method.objects.select_for_update().get(pk=method.pk)
    last = method.versions.order_by("-number").first()
    version = MethodVersion.objects.create(
        method=method,
        number=last.number + 1 if last else 1,
        what_changed=what_changed,
        valid_from=on,
    )
    trail.note(by=by, verb="methods.version_added", about=method)
    return version


@transaction.atomic
def recommend_method(*, method: Method, on: dt.date, by: Actor) -> Method:
    method = Method.objects.select_for_update().get(pk=method.pk)
    if missing := missing_to_recommend(method):
        raise NotReady(missing)
    method.recommended_on = on
    method.save(update_fields=["recommended_on"])
    trail.note(by=by, verb="methods.recommended", about=method)
    return method


@transaction.atomic
def stop_recommending(*, method: Method, by: Actor) -> Method:
    method = Method.objects.select_for_update().get(pk=method.pk)
    method.recommended_on = None
    method.save(update_fields=["recommended_on"])
    trail.note(by=by, verb="methods.not_recommended", about=method)
    return method


@transaction.atomic
def recommend_methods(*, methods: Sequence[Method], on: dt.date, by: Actor) -> None:
    """Recommend several; one that is recommended already keeps its day.

    :raises SomeNotReady: some lack an owner, a version or a trial; then none is recommended
    """
    lacking = [method for method in methods if missing_to_recommend(method)]
    if lacking:
        raise SomeNotReady(lacking)
    for method in methods:
        if method.recommended_on is None:
            recommend_method(method=method, on=on, by=by)


@transaction.atomic
def set_recommended(*, days: Sequence[tuple[Method, dt.date | None]], by: Actor) -> None:
    """Let each be recommended since the day it was before, or not at all.

    :raises NotReady: it has lost its owner since
    """
    for method, day in days:
        if day is None:
            stop_recommending(method=method, by=by)
        else:
            recommend_method(method=method, on=day, by=by)


@transaction.atomic
def add_trial(*, organisation: Organisation, values: dict, by: Actor) -> Trial:
    """That a version of a method is tried at the organisation in a stage."""
    _refuse_twice(organisation, values)
    trial = Trial.objects.create(organisation=organisation, **values)
    trail.note(by=by, verb="methods.trial_added", about=trial)
    return trial


@transaction.atomic
def correct_trial(*, trial: Trial, values: dict, by: Actor) -> Trial:
    trial = Trial.objects.select_for_update().get(pk=trial.pk)
    _refuse_twice(trial.organisation, values, but=trial)
    changed = [name for name, value in values.items() if getattr(trial, name) != value]
    for name in changed:
        setattr(trial, name, values[name])
    if changed:
        trial.save(update_fields=changed)
        trail.note(by=by, verb="methods.trial_corrected", about=trial, fields=changed)
    return trial


def _refuse_twice(organisation: Organisation, values: dict, but: Trial | None = None) -> None:
    same = Trial.objects.filter(
        organisation=organisation, version=values["version"], stage=values["stage"]
    )
    if but:
        same = same.exclude(pk=but.pk)
    if same.exists():
        raise TriedAlready


@transaction.atomic
def decide(
    *,
    method: Method,
    organisation: Organisation,
    stage: Phase,
    choice: str,
    adopted: Trial | None,
    evidence: str,
    reason: str,
    decided_on: dt.date,
    by: Actor,
) -> MethodDecision:
    """What the organisation does with the method after the stage; written again it is changed."""
    tried = Trial.objects.filter(
        version__method=method, organisation=organisation, stage=stage
    ).exists()
    adopts_this = adopted is not None and adopted.version.method_id == method.pk
    if not tried and not adopts_this:
        raise NothingTried
    if adopted is not None and adopted.organisation_id == organisation.pk:
        raise AdoptedFromItself
    decision, _is_new = MethodDecision.objects.update_or_create(
        method=method,
        organisation=organisation,
        stage=stage,
        defaults={
            "choice": choice,
            "adopted": adopted if choice == Choice.ADOPT else None,
            "evidence": evidence,
            "reason": reason,
            "decided_on": decided_on,
        },
    )
    trail.note(by=by, verb="methods.decided", about=method)
    return decision


@transaction.atomic
def take_back_decision(
    *, decision: MethodDecision, was: dict[str, Any], left: str, by: Actor
) -> None:
    """What was decided before it stands again, or nothing.

    :param was: the fields of the decision before, empty where there was none
    :param left: the mark of what the deed left
    :raises DecidedSince: it is another by now
    """
    decision = MethodDecision.objects.select_for_update().get(pk=decision.pk)
    if mark_of(decision) != left:
        raise DecidedSince
    if was:
        for name, value in was.items():
            setattr(decision, name, value)
        decision.save(update_fields=list(was))
    else:
        decision.delete()
    trail.note(by=by, verb="methods.decision_taken_back", about=decision.method)


@transaction.atomic
def hand_over(*, method: Method, organisation: Organisation, values: dict, by: Actor) -> HandOver:
    """What the ordinary organisation takes over; it may be written bit by bit."""
    row, _is_new = HandOver.objects.update_or_create(
        method=method, organisation=organisation, defaults=values
    )
    trail.note(by=by, verb="methods.handed_over", about=row, fields=values)
    return row


@transaction.atomic
def set_followed_up(*, days: Sequence[tuple[HandOver, dt.date | None]], by: Actor) -> None:
    """Write when hand-overs were followed up, or that they are not."""
    for row, day in days:
        if row.followed_up_on != day:
            row.followed_up_on = day
            row.save(update_fields=["followed_up_on"])
            trail.note(
                by=by,
                verb="methods.followed_up" if day else "methods.not_followed_up",
                about=row,
                fields=["followed_up_on"],
            )
