"""The pool that the programme's municipalities share, and the agencies."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.interpreting import actions, permissions, queries
from samverka.delivery.interpreting.codes import level_said, source_of, variety_said
from samverka.delivery.interpreting.forms import (
    AgencyForm,
    InterpreterFilters,
    InterpreterForm,
    LanguageForm,
)
from samverka.delivery.interpreting.messages import page_of
from samverka.delivery.interpreting.models import Agency, Interpreter, Mode
from samverka.delivery.programmes.permissions import seen_programme
from samverka.foundation.audit import trail
from samverka.register.people.models import Person
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.sent import sent
from samverka.toolkit.texts import listed


def modes_said(interpreter: Interpreter) -> str:
    return listed(str(mode.label) for mode in Mode if interpreter.takes(mode.value))


INTERPRETERS = Listing(
    key="interpreters",
    title=gettext_lazy("Interpreters"),
    columns=(
        Column(
            "interpreter",
            gettext_lazy("Interpreter"),
            value=str,
            opens=lambda row: address(
                "interpreting:interpreter", row.programme.public_key, row.public_key
            ),
            sort=("person__family_name", "person__given_name"),
        ),
        Column(
            "languages",
            gettext_lazy("Languages"),
            value=lambda row: "; ".join(variety_said(one.variety) for one in row.spoken),
        ),
        Column(
            "levels",
            gettext_lazy("Level"),
            value=lambda row: "; ".join(sorted({level_said(one.level) for one in row.spoken})),
        ),
        Column("modes", gettext_lazy("How"), value=modes_said),
        Column("municipality", gettext_lazy("Travels from"), sort="municipality__name"),
        Column(
            "agency",
            gettext_lazy("Agency"),
            value=lambda row: str(row.agency or ""),
            sort="agency__organisation__name",
        ),
    ),
    filters=InterpreterFilters,
    empty_title=gettext_lazy("No interpreter in the pool"),
    empty_text=gettext_lazy(
        "Take in the first one. All municipalities of the programme share it."
    ),
)


@require_safe
def interpreter_list(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    context = {
        "programme": programme,
        "title": _("Interpreters"),
        "intro": _("All are of age. The municipalities of the programme share them."),
        "back_url": reverse("interpreting:bookings", args=[programme_key]),
        "back_label": _("Booked interpreters"),
    }
    if permissions.may_keep_pool(request.actor):
        context["action_url"] = reverse("interpreting:take_in", args=[programme_key])
        context["action_label"] = _("Take in an interpreter")
    return INTERPRETERS.answer(
        request,
        partial(queries.interpreters_of, request.actor, programme),
        "toolkit/list_page.html",
        context,
        noted=lambda rows: trail.note_read(
            by=request.actor, about=programme, person_ids={row.person_id for row in rows}
        ),
    )


def _interpreter(request, programme_key: str, key: str) -> Interpreter:
    found = Interpreter.objects.visible_to(request.actor).select_related(
        "person", "programme", "agency__organisation", "municipality", "kept_by"
    )
    return get_object_or_404(found, programme__public_key=programme_key, public_key=key)


@require_safe
def interpreter(request, programme_key, key):
    found = _interpreter(request, programme_key, key)
    may_change = permissions.may_change_interpreter(request.actor, found)
    trail.note_read(by=request.actor, about=found, person_ids=[found.person_id])
    context = {
        "programme": found.programme,
        "interpreter": found,
        "languages": found.languages.order_by("variety"),
        "modes": modes_said(found),
        "source": source_of("levels"),
        "days_off": queries.days_off_of(found, on=today()),
        "may_change": may_change,
        "link": page_of(found, request.build_absolute_uri("/")) if may_change else "",
    }
    return render(request, "interpreting/interpreter.html", context)


def take_in(request, programme_key):
    """Somebody new, or (with their key) a person one knows."""
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_keep_pool(request.actor):
        raise PermissionDenied
    person = None
    if key := request.GET.get("person"):
        person = get_object_or_404(Person.objects.visible_to(request.actor), public_key=key)
    form = InterpreterForm(
        sent(request),
        programme=programme,
        is_known=person is not None,
        today=today(),
        initial={"telephone": True},
    )
    if form.is_valid():
        try:
            made = actions.take_into_pool(
                programme=programme,
                person=person,
                who=form.who,
                on=today(),
                by=request.actor,
                **form.facts,
            )
        except actions.NotForThePool as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The interpreter is in the pool. Add the languages."))
            return redirect("interpreting:language", programme_key, made.public_key)
    back = reverse("interpreting:interpreters", args=[programme_key])
    title = _("Take in an interpreter")
    intro = str(person) if person else ""
    return form_page(request, form, title=title, back=back, submit=_("Take in"), intro=intro)


def form_page(request, form, *, title: str, back: str, submit: str, **besides):
    context = {"form": form, "title": title, "back_url": back, "submit": submit, **besides}
    status = 422 if form.is_bound else 200
    return render(request, "interpreting/form.html", context, status=status)


def _changed(request, programme_key: str, key: str) -> Interpreter:
    found = _interpreter(request, programme_key, key)
    if not permissions.may_change_interpreter(request.actor, found):
        raise PermissionDenied
    return found


def language(request, programme_key, key):
    found = _changed(request, programme_key, key)
    form = LanguageForm(sent(request))
    back = reverse("interpreting:interpreter", args=[programme_key, key])
    if form.is_valid():
        actions.set_language(interpreter=found, by=request.actor, **form.cleaned_data)
        messages.success(request, _("It is saved."))
        return redirect(back)
    title = _("Language of %(interpreter)s") % {"interpreter": found}
    intro = source_of("levels")
    return form_page(request, form, title=title, back=back, submit=_("Save"), intro=intro)


@require_POST
def leave(request, programme_key, key):
    found = _changed(request, programme_key, key)
    actions.leave_pool(interpreter=found, on=today(), by=request.actor)
    undo = reverse("interpreting:come_back", args=[programme_key, key])
    messages.success(request, _("Nobody can ask the interpreter now."), extra_tags=undo)
    return redirect("interpreting:interpreters", programme_key)


@require_POST
def come_back(request, programme_key, key):
    found = _changed(request, programme_key, key)
    actions.come_back(interpreter=found, by=request.actor)
    messages.success(request, _("The interpreter is in the pool again."))
    return redirect("interpreting:interpreter", programme_key, key)


@require_safe
def agencies(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    rows = list(queries.agencies_of(programme))
    may_write = permissions.may_write_agencies(request.actor, programme)
    site = request.build_absolute_uri("/")
    links = {row.pk: page_of(row, site) for row in rows} if may_write else {}
    context = {
        "programme": programme,
        "agencies": [(row, links.get(row.pk, "")) for row in rows],
        "may_write": may_write,
    }
    return render(request, "interpreting/agencies.html", context)


def agency_new(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_write_agencies(request.actor, programme):
        raise PermissionDenied
    form = AgencyForm(sent(request), programme=programme, actor=request.actor)
    back = reverse("interpreting:agencies", args=[programme_key])
    if form.is_valid():
        actions.write_agency(programme=programme, by=request.actor, **form.cleaned_data)
        messages.success(request, _("The agency can be asked."))
        return redirect(back)
    return form_page(request, form, title=_("Add an agency"), back=back, submit=_("Add"))


def agency_of(request, programme, key: str) -> Agency:
    rows = Agency.objects.visible_to(request.actor).filter(programme=programme)
    return get_object_or_404(rows, public_key=key)
