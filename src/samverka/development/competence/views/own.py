"""One's own competence: what one answered, what was agreed, corrected and taken out."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samverka.development.competence import actions, queries
from samverka.development.competence.forms import LevelsForm
from samverka.register.instruments.queries import asked_of, token_of
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent
from samverka.toolkit.spreadsheet import download
from samverka.toolkit.texts import listed


@require_safe
def mine(request):
    actor = request.actor
    mappings = list(queries.own_mappings(actor)) if actor else []
    person = queries.oneself(actor)
    found = [queries.own_of(one, person) for one in mappings] if person else []
    rounds = {one.round_id: one for one in mappings}
    context = {
        "person": person,
        "found": found,
        "to_answer": [
            (rounds[asked.round_id], address("instruments_answer:begin", token_of(asked)))
            for asked in asked_of(actor, on=today())
            if asked.round_id in rounds
        ],
        "minutes": queries.minutes_of(person) if person else 0,
        "scale": queries.scale_on(today()),
    }
    return render(request, "competence/mine.html", context)


def _own(request, key):
    mapping = get_object_or_404(queries.own_mappings(request.actor), public_key=key)
    person = queries.oneself(request.actor)
    if person is None:
        raise Http404
    return queries.own_of(mapping, person)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, key):
    """Say anew where one stands: an answer that was wrong, or what one has learnt since."""
    own = _own(request, key)
    there = {row.competence.pk: row.answered if row.own is None else row.own for row in own.rows}
    form = LevelsForm(
        sent(request),
        competences=[row.competence for row in own.rows],
        scale=queries.scale_on(today()).choices,
        there=there,
    )
    if form.is_valid():
        levels = {one: level for one, level in form.levels().items() if level != there.get(one.pk)}
        actions.say_own_levels(
            mapping=own.mapping, person=own.person, levels=levels, on=today(), by=request.actor
        )
        messages.success(request, _("Your levels are saved."))
        return redirect("my_competence:mine")
    context = {
        "form": form,
        "title": _("Correct my levels"),
        "intro": _("Your answer stays as it was. What you say here counts instead."),
        "back_url": reverse("my_competence:mine"),
        "back_label": _("My competence"),
    }
    return render(request, "competence/levels.html", context, status=422 if form.errors else 200)


@require_safe
def export(request, key):
    own = _own(request, key)
    columns = (
        _("Area"), _("Competence"), _("Required level"), _("My answer"),
        _("My later word"), _("Said"), _("Agreed level"), _("Agreed"),
    )  # fmt: skip
    rows = [
        (
            row.competence.area.name, row.competence.name, row.required, row.answered,
            row.own, row.own_on, row.agreed, row.agreed_on,
        )
        for row in own.rows
    ]  # fmt: skip
    rows += [("", text, None, None, None, None, None, None) for text in own.texts.values()]
    title = listed([_("My competence"), own.mapping])
    return download(request, title, columns, rows)
