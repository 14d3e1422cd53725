"""A mapping: made, who is asked, and what it came to."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from samverka.development.competence import actions, permissions, queries
from samverka.development.competence.forms import MappingForm, WhomForm
from samverka.development.competence.models import Competence, Mapping
from samverka.register.instruments.actions import NameTaken, Refused
from samverka.register.instruments.permissions import may_run
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

from .fetching import answer_form, mapping_seen, programme_changed

FORM = "competence/form.html"
NOT_DONE = (actions.NothingToAsk, actions.NobodyToAsk, NameTaken, Refused)


def _what_others_see() -> str:
    return _(
        "You alone read what you answer. Your manager sees only the level that the two of you "
        "agree on in your talk. Whoever plans the training sees sums, nothing that fewer than "
        "five have answered, what you write in your own words without your name, and which "
        "training is proposed for you. The mapping is about which training the work needs. It is "
        "not used for pay or dismissal."
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request, programme_key):
    programme = programme_changed(request, programme_key)
    form = MappingForm(
        sent(request),
        organisations=queries.participants_of(programme),
        functions=queries.functions_of(request.actor, programme, on=today()),
        initial={"opens_on": today(), "others_see": _what_others_see()},
    )
    if form.is_valid():
        try:
            made = actions.make_mapping(
                programme=programme, on=today(), by=request.actor, **form.cleaned_data
            )
        except NOT_DONE as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("competence:mapping", programme_key, made.public_key)
    context = {
        "programme": programme,
        "title": _("New mapping"),
        "intro": _(
            "The questions are written from the programme's competences, in Swedish and "
            "Arabic, and do not change once the mapping is made."
        ),
        "submit": _("Make the mapping"),
    }
    return answer_form(request, FORM, form, **context)


@require_safe
def detail(request, programme_key, key):
    """Sums alone: who reads them does not read anybody's answers."""
    mapping = mapping_seen(request, programme_key, key)
    actor, on = request.actor, today()
    if not permissions.may_ask(actor, mapping.programme):
        raise PermissionDenied
    reads = permissions.may_read_result(actor, mapping)
    context = {
        "programme": mapping.programme,
        "mapping": mapping,
        "round": mapping.round,
        "reads": reads,
        "runs": may_run(actor, mapping.round),
        "result": queries.result(mapping, _weights(request, mapping)) if reads else None,
        "rates": [] if reads else queries.rates(mapping, actor.organisation),
        "weights": Competence.Importance.choices,
        "is_open": mapping.round.is_open(on),
        "is_over": mapping.round.is_over(on),
    }
    return render(request, "competence/mapping.html", context)


def _weights(request, mapping: Mapping) -> dict[int, int]:
    """Those chosen on the page; anything else is as the programme says."""
    known = {str(value) for value in Competence.Importance.values}
    return {
        one.pk: int(chosen)
        for one in queries.mapped(mapping)
        if (chosen := request.GET.get(one.item, "")) in known
    }


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, programme_key, key):
    """More of those who work with the partners: a sub-project leader asks their own."""
    mapping = mapping_seen(request, programme_key, key)
    actor = request.actor
    if not permissions.may_ask(actor, mapping.programme):
        raise PermissionDenied
    places = queries.participants_of(mapping.programme)
    if not permissions.may_change(actor, mapping.programme):
        places = places.filter(pk=actor.organisation_id)
    form = WhomForm(
        sent(request),
        organisations=places,
        functions=queries.functions_of(actor, mapping.programme, on=today()),
    )
    if form.is_valid():
        try:
            count = actions.ask_staff(mapping=mapping, on=today(), by=actor, **form.cleaned_data)
        except NOT_DONE as refused:
            form.add_error(None, str(refused))
        else:
            told = ngettext("%(count)s more is asked.", "%(count)s more are asked.", count)
            messages.success(request, told % {"count": count})
            return redirect("competence:mapping", programme_key, key)
    context = {
        "programme": mapping.programme,
        "title": _("Ask more people"),
        "intro": _(
            "Whoever holds the mapping sees who is asked and who has answered, but not what."
        ),
        "submit": _("Ask them"),
        "back_url": reverse("competence:mapping", args=[programme_key, key]),
        "back_label": str(mapping),
    }
    return answer_form(request, FORM, form, **context)
