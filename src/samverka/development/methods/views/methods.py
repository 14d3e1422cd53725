"""The catalogue of methods, and a method."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.programmes.permissions import may_change as may_lead
from samverka.development.methods import actions, permissions, queries
from samverka.development.methods.forms import MethodFilters, MethodForm, TakeUpForm, VersionForm
from samverka.development.methods.models import Method
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Bulk, Column, Listing
from samverka.toolkit.templatetags.look import status

from .fetching import method_seen, programme_seen
from .showing import trial_rows

METHODS = Listing(
    key="methods",
    title=gettext_lazy("Methods"),
    columns=(
        Column(
            "name",
            gettext_lazy("Method"),
            opens=lambda method: reverse(
                "methods:detail", args=[method.programme.public_key, method.public_key]
            ),
            sort="name",
        ),
        Column("owner", gettext_lazy("Owner"), sort="owner__name"),
        Column("target_group", gettext_lazy("Target group"), sort="target_group"),
        Column("latest", gettext_lazy("Version"), sort="latest", is_number=True),
        Column("tried", gettext_lazy("Trials"), sort="tried", is_number=True),
        Column("tried_at", gettext_lazy("Tried at partners"), sort="tried_at", is_number=True),
        Column(
            "recommended",
            gettext_lazy("Recommended"),
            value="recommended_on",
            show=lambda method: (
                status("done", _("Recommended"))
                if method.recommended_on
                else status("neutral", _("Not yet"))
            ),
            sort="recommended_on",
        ),
    ),
    empty_title=gettext_lazy("No method is described yet"),
    empty_text=gettext_lazy("Describe the first way of working that somebody wants to try."),
    filters=MethodFilters,
)


@require_safe
def method_list(request, programme_key):
    programme = programme_seen(request, programme_key)

    context = {
        "programme": programme,
        "may_add": permissions.may_take_part(request.actor, programme),
        "may_take_up": queries.builds_on_others(programme)
        and permissions.may_take_part(request.actor, programme),
    }
    return METHODS.answer(
        request,
        found_by(request.actor, programme),
        "methods/method_list.html",
        context,
        bulk=_deeds(request, programme),
    )


def found_by(actor, programme):
    def find(q, recommended):
        return queries.listed(actor, programme, words=q, recommended=recommended)

    return find


def _deeds(request, programme) -> list[Bulk]:
    if not may_lead(request.actor, programme):
        return []
    within = [programme.public_key]
    return [
        Bulk(_("Recommend"), reverse("methods:several_recommend", args=within)),
        Bulk(_("Recommend no more"), reverse("methods:several_stop", args=within)),
    ]


def method_add(request, programme_key):
    programme = programme_seen(request, programme_key)
    if not permissions.may_take_part(request.actor, programme):
        raise PermissionDenied
    form = MethodForm(
        request.POST or None,
        programme=programme,
        initial={"owner": request.actor.organisation_id},
    )
    if request.method == "POST" and form.is_valid():
        try:
            method = actions.add_method(
                programme=programme, values=form.cleaned_data, on=today(), by=request.actor
            )
        except actions.NameTaken as refused:
            form.add_error("name", str(refused))
        else:
            return redirect("methods:detail", programme_key, method.public_key)
    return _form_page(request, programme, form, _("Describe a method"))


def take_up(request, programme_key):
    """A method of an earlier programme goes on in this one."""
    programme = programme_seen(request, programme_key)
    if not permissions.may_take_part(request.actor, programme):
        raise PermissionDenied
    found = queries.to_take_up(programme, request.actor)
    form = TakeUpForm(request.POST or None, found=found)
    if request.method == "POST" and form.is_valid():
        try:
            method = actions.take_up_method(
                source=form.cleaned_data["method"],
                programme=programme,
                on=today(),
                by=request.actor,
            )
        except actions.NameTaken as refused:
            form.add_error("method", str(refused))
        else:
            messages.success(request, _("The method is taken up here."))
            return redirect("methods:detail", programme_key, method.public_key)
    context = {"programme": programme, "form": form, "found": found}
    status_code = 422 if request.method == "POST" else 200
    return render(request, "methods/take_up.html", context, status=status_code)


@require_safe
def method_detail(request, programme_key, key):
    method = method_seen(request, programme_key, key)
    actor, programme = request.actor, method.programme
    leads = may_lead(actor, programme)
    takes_part = permissions.may_take_part(actor, programme)
    trials = [one for one in queries.trials_of(programme) if one.version.method_id == method.pk]
    decisions = queries.decisions_of(programme).filter(method=method)
    context = {
        "programme": programme,
        "method": method,
        "versions": method.versions.order_by("-number"),
        "trials": trial_rows(trials, actor, leads=leads),
        "without_start": queries.without_start_value(trials),
        "decisions": decisions,
        "stages": queries.stages_of(programme) if takes_part else (),
        "takes_part": takes_part,
        "may_change": leads or permissions.may_change(actor, method),
        "may_recommend": leads,
        "origins": _with_links(queries.origins_of(method), actor),
        "went_on": _with_links(queries.taken_up_as(method), actor),
        "lacks": queries.missing_to_recommend(method),
    }
    return render(request, "methods/method.html", context)


def _with_links(methods, actor):
    """Each with whether one may open it: other programmes are named all the same."""
    seen = set(Method.objects.visible_to(actor).values_list("pk", flat=True)) if methods else ()
    return [(method, method.pk in seen) for method in methods]


def method_edit(request, programme_key, key):
    method = method_seen(request, programme_key, key)
    if not permissions.may_change(request.actor, method):
        raise PermissionDenied
    form = MethodForm(request.POST or None, instance=method, programme=method.programme)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_method(method=method, values=form.cleaned_data, by=request.actor)
        except (actions.NameTaken, actions.NotReady) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The method is saved."))
            return redirect("methods:detail", programme_key, key)
    return _form_page(request, method.programme, form, _("Change the method"))


def version_add(request, programme_key, key):
    method = method_seen(request, programme_key, key)
    if not permissions.may_change(request.actor, method):
        raise PermissionDenied
    form = VersionForm(request.POST or None, initial={"valid_from": today()})
    if request.method == "POST" and form.is_valid():
        version = actions.add_version(
            method=method,
            what_changed=form.cleaned_data["what_changed"],
            on=form.cleaned_data["valid_from"],
            by=request.actor,
        )
        messages.success(request, _("Version %(number)s is added.") % {"number": version.number})
        return redirect("methods:detail", programme_key, key)
    return _form_page(request, method.programme, form, _("New version"))


def _form_page(request, programme, form, title):
    status_code = 422 if request.method == "POST" else 200
    context = {"programme": programme, "form": form, "title": title}
    return render(request, "methods/form.html", context, status=status_code)


@require_POST
def recommend(request, programme_key, key):
    method = method_seen(request, programme_key, key)
    if not permissions.may_recommend(request.actor, method):
        raise PermissionDenied
    was = method.recommended_on
    try:
        # One that is recommended already keeps its day, and is not this one's to undo.
        if was is None:
            actions.recommend_method(method=method, on=today(), by=request.actor)
    except actions.NotReady as refused:
        messages.warning(request, str(refused))
    else:
        undo = "" if was else reverse("methods:stop_recommending", args=[programme_key, key])
        messages.success(request, _("The method is recommended."), extra_tags=undo)
    return redirect("methods:detail", programme_key, key)


@require_POST
def stop_recommending(request, programme_key, key):
    method = method_seen(request, programme_key, key)
    if not permissions.may_recommend(request.actor, method):
        raise PermissionDenied
    actions.stop_recommending(method=method, by=request.actor)
    messages.success(request, _("The method is no longer recommended."))
    return redirect("methods:detail", programme_key, key)
