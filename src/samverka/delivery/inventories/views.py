from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverka.delivery.programmes.permissions import seen_programme
from samverka.register.instruments.actions import Refused
from samverka.register.instruments.permissions import may_run
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.sent import sent
from samverka.toolkit.spreadsheet import CSV_TYPE, XLSX_TYPE, attachment, csv, workbook

from . import actions, permissions, queries
from .forms import InventoryFilters, InventoryForm, NewInventoryForm, NewRoundForm, fields_of
from .matrix import State, answered, asked_as, given, questions
from .models import Inventory
from .seeing import changes_sheet, matrix_sheet, name_of, seen, state_text

INVENTORIES = Listing(
    key="inventories",
    title=gettext_lazy("Inventories"),
    columns=(
        Column(
            "name",
            gettext_lazy("Inventory"),
            opens=lambda row: address(
                "inventories:detail", row.programme.public_key, row.public_key
            ),
            sort="name",
        ),
        Column("instrument", gettext_lazy("Questions"), sort="instrument__name"),
        Column("times", gettext_lazy("Rounds"), is_number=True, sort="times"),
        Column("latest", gettext_lazy("Last day of the latest"), sort="latest"),
    ),
    filters=InventoryFilters,
    empty_title=gettext_lazy("No inventory yet"),
    empty_text=gettext_lazy(
        "An inventory asks each municipality the same questions, shows what is missing, and is "
        "asked again later."
    ),
)


def _inventory(request, programme_key: str, key: str) -> Inventory:
    found = Inventory.objects.visible_to(request.actor).select_related(
        "programme__owner", "instrument"
    )
    return get_object_or_404(found, programme__public_key=programme_key, public_key=key)


@require_safe
def inventory_list(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    context = {
        "programme": programme,
        "title": _("Inventories"),
        "intro": _("How the municipalities do something, beside one another, and what changes."),
    }
    if permissions.may_write(request.actor, programme):
        context["action_url"] = reverse("inventories:create", args=[programme_key])
        context["action_label"] = _("New inventory")
    find = partial(queries.inventories_of, request.actor, programme)
    return INVENTORIES.answer(request, find, "toolkit/list_page.html", context)


def create(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_write(request.actor, programme):
        raise PermissionDenied
    usable = queries.instruments_to_use(request.actor)
    form = NewInventoryForm(sent(request), instruments=usable)
    if form.is_valid():
        try:
            made = actions.create_inventory(
                programme=programme, **form.cleaned_data, by=request.actor
            )
        except actions.NameTaken as refused:
            form.add_error("name", str(refused))
        else:
            return redirect("inventories:detail", programme_key, made.public_key)
    back = reverse("inventories:list", args=[programme_key])
    return _form_page(request, form, _("New inventory"), back, lacks=not usable.exists())


def edit(request, programme_key, key):
    inventory = _inventory(request, programme_key, key)
    if not permissions.may_write(request.actor, inventory.programme):
        raise PermissionDenied
    form = InventoryForm(sent(request), initial=fields_of(inventory))
    if form.is_valid():
        try:
            actions.change_inventory(
                inventory=inventory, values=form.cleaned_data, by=request.actor
            )
        except actions.NameTaken as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("It is saved."))
            return redirect("inventories:detail", programme_key, key)
    back = reverse("inventories:detail", args=[programme_key, key])
    return _form_page(request, form, _("Change the inventory"), back)


def ask(request, programme_key, key):
    """A new round: every municipality is ticked, and can be unticked."""
    inventory = _inventory(request, programme_key, key)
    if not permissions.may_ask(request.actor, inventory):
        raise PermissionDenied
    places = queries.municipalities_of(inventory.programme)
    initial = {
        "opens_on": today(),
        "organisations": [each.public_key for each in places],
        "is_shared": True,
    }
    form = NewRoundForm(sent(request), municipalities=places, initial=initial)
    if form.is_valid():
        try:
            made = actions.open_round(
                inventory=inventory, **form.cleaned_data, on=today(), by=request.actor
            )
        except (Refused, actions.NotPublished) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The round is open. Give each its link."))
            return redirect("instruments:round", made.public_key)
    back = reverse("inventories:detail", args=[programme_key, key])
    return _form_page(request, form, _("Open a round"), back, submit=_("Open the round"))


def _form_page(request, form, title, back, **besides):
    context = {"form": form, "title": title, "back_url": back, **besides}
    status = 422 if form.is_bound else 200
    return render(request, "inventories/form.html", context, status=status)


@require_safe
def detail(request, programme_key, key):
    inventory = _inventory(request, programme_key, key)
    rounds = queries.read_rounds(request.actor, inventory)
    context = {
        "inventory": inventory,
        "programme": inventory.programme,
        "may_write": permissions.may_write(request.actor, inventory.programme),
        "may_ask": permissions.may_ask(request.actor, inventory),
        "asked_in_words": request.GET.urlencode(),
    }
    if rounds:
        found = seen(rounds, request.GET, get_language())
        context |= {
            "seen": found,
            "runs": may_run(request.actor, found.now),
            "columns": [(place, name_of(place)) for place in found.shown.organisations],
            "silent": [name_of(place) for place in found.whole.silent],
        }
    return render(request, "inventories/inventory.html", context)


@require_safe
def export(request, programme_key, key):
    """What the page shows, narrowed in the same way; a workbook has the changes beside."""
    inventory = _inventory(request, programme_key, key)
    rounds = queries.read_rounds(request.actor, inventory)
    if not rounds:
        raise Http404
    found = seen(rounds, request.GET, get_language())
    name = slugify(f"{inventory.name} {found.now.name}") or "samverka"
    sheet = matrix_sheet(found)
    if request.GET.get("format") == "csv":
        return attachment(csv(sheet.columns, sheet.rows), f"{name}.csv", CSV_TYPE)
    book = workbook([sheet, changes_sheet(found)])
    return attachment(book, f"{name}.xlsx", XLSX_TYPE)


@require_safe
def answer(request, programme_key, key, organisation_key, question):
    """What a municipality answered to a question, in each round, in its own wording."""
    inventory = _inventory(request, programme_key, key)
    rounds = queries.read_rounds(request.actor, inventory)
    asked = [
        one for one in queries.asked_in(rounds) if one.organisation.public_key == organisation_key
    ]
    given_in = {one.round_id: one for one in asked}
    rows = [
        row
        for each in rounds
        if each.pk in given_in and (row := _row(each, given_in[each.pk], question))
    ]
    if not rows:
        raise Http404
    context = {
        "inventory": inventory,
        "programme": inventory.programme,
        "place": asked[0].organisation,
        "rows": rows,
    }
    return render(request, "inventories/answer.html", context)


def _row(each, asked, name: str) -> dict | None:
    """Of one round; None where its version does not ask it."""
    form = each.version.form
    question = next((one for one in questions(form) if one.key == name), None)
    if question is None:
        return None
    one = given(form, asked)
    state = one.state(question)
    language = one.language or form.languages[0].code
    row = {
        "round": each,
        "state": state_text(state),
        "asked": asked_as(form, question, language),
        "on": one.on,
        "here": asked_as(form, question, get_language()),
    }
    if state == State.ANSWERED:
        value = question.value(one.answers)
        row["answer"] = answered(form, question, value, language)
        row["here_answer"] = answered(form, question, value, get_language())
    return row
