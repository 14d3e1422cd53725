"""The unit head's matrix, and the talk in which levels are agreed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samverka.development.competence import actions, permissions, queries
from samverka.development.competence.forms import LevelsForm
from samverka.foundation.audit import trail
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

from .fetching import answer_form, mapping_seen


def _headed(request, programme_key, key):
    mapping = mapping_seen(request, programme_key, key)
    if not permissions.may_agree(request.actor):
        raise PermissionDenied
    return mapping


@require_safe
def unit(request, programme_key, key):
    """Agreed levels of one's own staff, and nothing that anybody answered."""
    mapping = _headed(request, programme_key, key)
    found = queries.unit_of(request.actor, mapping)
    trail.note_read(
        by=request.actor, about=mapping, person_ids=[one.pk for one, _title in found.people]
    )
    context = {
        "programme": mapping.programme,
        "mapping": mapping,
        "unit": found,
        "scale": queries.scale_on(today()),
    }
    return render(request, "competence/unit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def talk(request, programme_key, key, person_key):
    mapping, on = _headed(request, programme_key, key), today()
    person = get_object_or_404(
        queries.persons_asked_at(request.actor, mapping), public_key=person_key
    )
    competences = queries.mapped(mapping)
    trail.note_read(by=request.actor, about=mapping, person_ids=[person.pk])
    form = LevelsForm(
        sent(request),
        competences=competences,
        scale=queries.scale_on(on).choices,
        there=queries.agreed_of(mapping, person),
    )
    if form.is_valid():
        actions.agree_levels(
            mapping=mapping, person=person, levels=form.levels(), on=on, by=request.actor
        )
        messages.success(request, _("What you agreed on is saved."))
        return redirect("competence:unit", programme_key, key)
    context = {
        "programme": mapping.programme,
        "title": str(person),
        "intro": _(
            "Set the levels together, in the talk. Whoever it is about sees them in their own "
            "profile. They are not used for pay or dismissal."
        ),
        "back_url": reverse("competence:unit", args=[programme_key, key]),
        "back_label": _("My unit"),
    }
    return answer_form(request, "competence/levels.html", form, **context)
