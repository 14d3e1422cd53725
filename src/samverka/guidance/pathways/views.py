from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.questions.permissions import may_ask
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.periods import EndsBeforeItBegan
from samverka.toolkit.sent import sent
from samverka.toolkit.templatetags.look import status

from . import actions, permissions, queries
from .forms import (
    FactForm,
    OccupationFilters,
    OccupationForm,
    PathwayForm,
    UseForm,
    question_about,
)
from .models import Form, Occupation, PathwayFact, PathwayUse, Regulation

About = PathwayFact.About
REFUSALS = (
    actions.NameTaken,
    actions.IndustryAlone,
    actions.NotSaidByWhom,
    actions.LaterThere,
)


def in_swedish(text: str):
    """What authorities are called, and what is written of them, is Swedish on every page."""
    return format_html('<span lang="sv" dir="ltr">{}</span>', text) if text else ""


def _regulation(row) -> str:
    if not row.regulation:
        return status("open", _("Nothing is written yet"))
    is_free = row.regulation == Regulation.NONE
    shown = status("neutral", _("Not regulated")) if is_free else status("open", _("Regulated"))
    if row.is_verified:
        return shown
    return format_html("<span>{} {}</span>", shown, _("(not verified)"))


OCCUPATIONS = Listing(
    key="occupations",
    title=gettext_lazy("The way to work in one's occupation"),
    columns=(
        Column(
            "name",
            gettext_lazy("Occupation"),
            show=lambda row: in_swedish(row.name),
            opens=lambda row: address("pathways:detail", row.public_key),
            sort="name",
        ),
        Column("code", gettext_lazy("SSYK"), sort="code"),
        Column(
            "regulation",
            gettext_lazy("Regulated"),
            lambda row: Regulation(row.regulation).label if row.regulation else "",
            show=_regulation,
            sort="regulation",
        ),
        Column(
            "form",
            gettext_lazy("The way that counts"),
            lambda row: Form(row.form).label if row.form else "",
            sort="form",
        ),
        Column(
            "authority",
            gettext_lazy("Authority"),
            lambda row: row.authority or "",
            show=lambda row: in_swedish(row.authority),
            sort="authority",
        ),
    ),
    filters=OccupationFilters,
    empty_title=gettext_lazy("No occupation is described yet"),
    empty_text=gettext_lazy("Whoever leads a programme adds the first one."),
)


@require_safe
def occupation_list(request):
    on = today()

    def find(q="", regulated="", form=""):
        return queries.listed(request.actor, on=on, words=q, regulated=regulated, form=form)

    context = {
        "intro": _(
            "Search for the occupation somebody has from abroad: is it regulated, how is it "
            "recognised, who pays, and where does one ask."
        ),
        "may_ask": may_ask(request.actor),
    }
    if permissions.may_change(request.actor):
        context |= {"action_url": reverse("pathways:add"), "action_label": _("New occupation")}
    return OCCUPATIONS.answer(request, find, "pathways/occupation_list.html", context)


def _occupation(request, key: str) -> Occupation:
    return get_object_or_404(Occupation.objects.visible_to(request.actor), public_key=key)


def _to_change(request, key: str) -> Occupation:
    occupation = _occupation(request, key)
    if not permissions.may_change(request.actor):
        raise PermissionDenied
    return occupation


@require_safe
def detail(request, key: str):
    """The whole way of one occupation, as it is today."""
    occupation = _occupation(request, key)
    facts = queries.facts_of(occupation, on=today())
    ask = urlencode({"title": question_about(occupation)})
    context = {
        "occupation": occupation,
        "pathway": queries.pathway_of(occupation, on=today()),
        "how": facts[About.HOW],
        "further": facts[About.FURTHER],
        "others": [(About(about), facts[about]) for about in ("bridging", "payment", "contact")],
        "earlier": queries.other_pathways(occupation, on=today()),
        "ask_url": f"{reverse('questions:ask')}?{ask}" if may_ask(request.actor) else "",
        "uses": queries.uses_of(occupation, on=today()),
        "use_form": UseForm() if permissions.may_note_use(request.actor) else None,
        "may_change": permissions.may_change(request.actor),
    }
    return render(request, "pathways/detail.html", context)


def _answer(request, form, save, *, title: str, done: str, back: str = ""):
    """A form: shown, refused, or done and back to the occupation."""
    if request.method == "POST" and form.is_valid():
        try:
            occupation = save(form)
        except REFUSALS as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect("pathways:detail", occupation.public_key)
    context = {"form": form, "title": title, "back_url": back or reverse("pathways:list")}
    failed = 422 if request.method == "POST" else 200
    return render(request, "pathways/form.html", context, status=failed)


def add(request):
    if not permissions.may_change(request.actor):
        raise PermissionDenied

    def save(form):
        return actions.add_occupation(by=request.actor, **form.cleaned_data)

    form = OccupationForm(sent(request))
    return _answer(
        request, form, save, title=_("New occupation"), done=_("The occupation is added.")
    )


def edit(request, key: str):
    occupation = _to_change(request, key)

    def save(form):
        actions.correct_occupation(occupation=occupation, by=request.actor, **form.cleaned_data)
        return occupation

    posted = sent(request)
    form = OccupationForm(posted, instance=occupation)
    back = reverse("pathways:detail", args=[key])
    return _answer(
        request, form, save, title=_("Change the occupation"), done=_("It is changed."), back=back
    )


def pathway(request, key: str):
    """What the rules ask from a day on."""
    occupation = _to_change(request, key)

    def save(form):
        actions.set_pathway(
            occupation=occupation,
            values=form.facts(),
            valid_from=form.valid_from,
            by=request.actor,
        )
        return occupation

    now = queries.pathway_of(occupation, on=today())
    form = PathwayForm(sent(request), initial=_as_it_is(now, PathwayForm))
    back = reverse("pathways:detail", args=[key])
    return _answer(
        request, form, save, title=_("What the rules ask"), done=_("It is saved."), back=back
    )


def _as_it_is(row, form_class) -> dict:
    """What is written now, to change; read and in force from today."""
    names = form_class.Meta.fields
    written = {name: getattr(row, name) for name in names} if row else {}
    return written | {"read_on": today(), "valid_from": today(), "is_verified": False}


def fact(request, key: str, about: str):
    """One thing to know, from a day on."""
    occupation = _to_change(request, key)
    if about not in About.values:
        raise Http404

    def save(form):
        values = form.facts()
        actions.set_fact(
            occupation=occupation,
            about=about,
            form=values.pop("form", ""),
            values=values,
            valid_from=form.valid_from,
            by=request.actor,
        )
        return occupation

    rows = queries.facts_of(occupation, on=today())[about]
    asked = request.GET.get("way", "")
    now = next((row for row in rows if row.form == asked), None)
    form = FactForm(
        sent(request),
        about=about,
        initial=_as_it_is(now, FactForm),
    )
    back = reverse("pathways:detail", args=[key])
    return _answer(
        request, form, save, title=str(About(about).label), done=_("It is saved."), back=back
    )


def _fact(request, key: str, fact_key: str) -> PathwayFact:
    facts = PathwayFact.objects.visible_to(request.actor).select_related("occupation")
    return get_object_or_404(facts, public_key=fact_key, occupation__public_key=key)


@require_POST
def end(request, key: str, fact_key: str):
    _to_change(request, key)
    fact = _fact(request, key, fact_key)
    try:
        actions.end_fact(fact=fact, on=today(), by=request.actor)
    except EndsBeforeItBegan as refused:
        messages.error(request, str(refused))
    else:
        undo = reverse("pathways:keep", args=[key, fact_key])
        messages.success(request, _("It is shown no more."), extra_tags=undo)
    return redirect("pathways:detail", key)


@require_POST
def keep(request, key: str, fact_key: str):
    _to_change(request, key)
    actions.keep_fact(fact=_fact(request, key, fact_key), by=request.actor)
    messages.success(request, _("It is shown again."))
    return redirect("pathways:detail", key)


def _to_count(request, key: str) -> Occupation:
    occupation = _occupation(request, key)
    if not permissions.may_note_use(request.actor):
        raise PermissionDenied
    return occupation


@require_POST
def use(request, key: str):
    """Count that a route was used. Nothing tells for whom."""
    occupation = _to_count(request, key)
    form = UseForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose what came of it."))
        return redirect("pathways:detail", key)
    outcome = form.cleaned_data["outcome"]
    actions.note_use(occupation=occupation, outcome=outcome, on=today(), by=request.actor)
    undo = reverse("pathways:take_back", args=[key, outcome])
    messages.success(request, _("It is counted. No name is kept."), extra_tags=undo)
    return redirect("pathways:detail", key)


@require_POST
def take_back(request, key: str, outcome: str):
    occupation = _to_count(request, key)
    if outcome not in PathwayUse.Outcome.values:
        raise Http404
    try:
        actions.take_back_use(occupation=occupation, outcome=outcome, on=today(), by=request.actor)
    except actions.NothingToTakeBack as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It is no longer counted."))
    return redirect("pathways:detail", key)
