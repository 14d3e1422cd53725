import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samverka.register.people import actions, forms, queries
from samverka.register.people.models import Access, Person, Position
from samverka.register.people.permissions import (
    may_answer_for,
    may_correct_person,
    may_register_person,
)
from samverka.toolkit.clock import today
from samverka.toolkit.periods import EndsBeforeItBegan
from samverka.toolkit.sent import sent

from .doubles import with_reasons
from .lists import note_read


def _person(request: HttpRequest, key: str) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.actor), public_key=key)


def _person_one_answers_for(request: HttpRequest, key: str) -> Person:
    person = _person(request, key)
    if not may_answer_for(request.actor, person):
        raise PermissionDenied
    return person


def create(request):
    if not may_register_person(request.actor):
        raise PermissionDenied
    form = forms.NewPersonForm(request.POST or None, actor=request.actor, on=today())
    doubles: list[queries.Double] = []
    if form.is_valid():
        doubles = form.likely_doubles()
        note_read(request, [double.person for double in doubles])
        if not doubles:
            person = _registered(request, form)
            if person:
                return redirect("person:detail", person.public_key)
    context = {"form": form, "doubles": with_reasons(doubles)}
    return render(request, "people/person_create.html", context)


def _registered(request: HttpRequest, form: forms.NewPersonForm) -> Person | None:
    try:
        person = actions.register_person(**form.facts, by=request.actor)
    except (actions.NumberOfAnother, actions.NeedsProtection) as problem:
        form.add_error("number", str(problem))
        return None
    messages.success(request, _("%(name)s is added.") % {"name": person})
    return person


def correct(request, key):
    person = _person(request, key)
    if not may_correct_person(request.actor, person):
        raise PermissionDenied
    initial = {name: getattr(person, name) for name in actions.CORRECTABLE}
    form = forms.CorrectionForm(request.POST or None, initial=initial)
    if form.is_valid():
        actions.correct_person(person=person, by=request.actor, **form.cleaned_data)
        messages.success(request, _("The changes are saved."))
        return redirect("person:detail", key)
    return _form_page(request, person, form, title=_("Change name and contact"))


def set_identity(request, key):
    person = _person_one_answers_for(request, key)
    form = forms.NumberForm(sent(request), on=today())
    if form.is_valid():
        try:
            actions.set_identity(
                person=person, number=form.cleaned_data["number"], by=request.actor
            )
        except (actions.NumberOfAnother, actions.NeedsProtection) as problem:
            form.add_error("number", str(problem))
        else:
            messages.success(request, _("The identity number is saved."))
            return redirect("person:detail", key)
    intro = _("Write the whole number. Left empty, the number that is kept is taken away.")
    return _form_page(request, person, form, title=_("Identity number"), intro=intro)


@require_POST
def show_identity(request, key):
    """The whole number, once: the page is not kept anywhere, and the trail says who saw it."""
    person = _person_one_answers_for(request, key)
    actions.show_identity(person=person, by=request.actor)
    response = render(
        request,
        "people/identity_shown.html",
        {"person": person, "number": queries.number_of(person)},
    )
    response["Cache-Control"] = "no-store"
    return response


def add_position(request, key):
    person = _person_one_answers_for(request, key)
    form = forms.PositionForm(request.POST or None, actor=request.actor, on=today())
    if form.is_valid():
        facts = form.cleaned_data
        try:
            actions.add_position(
                person=person,
                organisation=facts["employer"],
                title=facts["title"],
                contact=facts["contact"],
                on=facts["on"],
                by=request.actor,
            )
        except actions.HasTheFunction as problem:
            form.add_error("title", str(problem))
        else:
            messages.success(request, _("The function is added."))
            return redirect("person:detail", key)
    return _form_page(request, person, form, title=_("Add a function"))


def end_position(request, key, position):
    person = _person_one_answers_for(request, key)
    ending = get_object_or_404(Position, person=person, pk=position, valid_to=None)
    form = forms.EndForm(request.POST or None, initial={"last_day": today()})
    if form.is_valid():
        # Periods hold their first day and not their last.
        first_day_without = form.cleaned_data["last_day"] + dt.timedelta(days=1)
        try:
            actions.end_position(position=ending, on=first_day_without, by=request.actor)
        except EndsBeforeItBegan as problem:
            form.add_error("last_day", str(problem))
        else:
            messages.success(request, _("The function has ended."))
            return redirect("person:detail", key)
    return _form_page(request, person, form, title=_("End a function"), intro=ending.title)


def _form_page(request, person, form, *, title, intro=""):
    context = {"person": person, "form": form, "title": title, "intro": intro}
    return render(request, "people/person_form.html", context)


def protection(request, key):
    """Who may see somebody with protected identity; naming the first protects."""
    person = _person_one_answers_for(request, key)
    form = forms.AccessForm(request.POST or None, actor=request.actor, on=today())
    if form.is_valid():
        _let_in(request, person, form)
        return redirect("people:protection", key)
    context = {"person": person, "form": form, "access_list": queries.access_list(person)}
    return render(request, "people/protection.html", context)


def _let_in(request: HttpRequest, person: Person, form: forms.AccessForm) -> None:
    user, reason = form.cleaned_data["user"], form.cleaned_data["reason"]
    verb = actions.grant_access if person.is_protected else actions.protect
    named = {"user": user} if person.is_protected else {"access": [user]}
    verb(person=person, reason=reason, on=today(), by=request.actor, **named)
    messages.success(request, _("%(name)s is on the access list.") % {"name": user})


@require_POST
def end_protection(request, key):
    actions.end_protection(person=_person_one_answers_for(request, key), by=request.actor)
    messages.success(request, _("The identity is no longer protected."))
    return redirect("person:detail", key)


@require_POST
def withdraw_access(request, key, user):
    person = _person_one_answers_for(request, key)
    access = get_object_or_404(Access, person=person, user__public_key=user)
    try:
        actions.withdraw_access(access=access, by=request.actor)
    except actions.NobodyOnTheList as problem:
        messages.error(request, str(problem))
    # Whoever takes themselves off the list does not see the person any more.
    if access.user_id == request.actor.user_id and access.pk is None:
        return redirect("people:list")
    return redirect("people:protection", key)
