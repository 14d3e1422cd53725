"""School breaks of a programme."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.courses import actions, permissions, queries
from samverka.delivery.courses.forms import BreakFilters, BreakForm
from samverka.delivery.courses.models import SchoolBreak
from samverka.delivery.programmes.permissions import seen_programme
from samverka.toolkit.lists import Bulk, Column, Listing
from samverka.toolkit.sent import sent

from .templates import written_programme


def _place(row: SchoolBreak) -> str:
    return str(row.municipality or _("All municipalities"))


BREAKS = Listing(
    key="school_breaks",
    title=gettext_lazy("School breaks"),
    columns=(
        Column("name", gettext_lazy("School break"), sort="name"),
        Column("municipality", gettext_lazy("Municipality"), _place, sort="municipality__name"),
        Column("first_day", gettext_lazy("First day"), sort="first_day"),
        Column("last_day", gettext_lazy("Last day"), sort="last_day"),
    ),
    filters=BreakFilters,
    empty_title=gettext_lazy("No school break yet"),
    empty_text=gettext_lazy(
        "Public holidays are passed over without being written here. "
        "Write the school breaks of the municipalities, and courses go round them too."
    ),
)


@require_safe
def break_list(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    may_write = permissions.may_write(request.actor, programme)
    context = {
        "programme": programme,
        "title": _("School breaks"),
        "intro": _("Days on which no course is proposed."),
        "back_url": reverse("courses:list", args=[programme_key]),
        "back_label": _("Courses"),
    }
    bulk = []
    if may_write:
        context["action_url"] = reverse("courses:add_break", args=[programme_key])
        context["action_label"] = _("Add a school break")
        bulk = [Bulk(_("Take away"), reverse("courses:drop_breaks", args=[programme_key]))]
    find = partial(queries.breaks_of, request.actor, programme)
    return BREAKS.answer(request, find, "toolkit/list_page.html", context, bulk=bulk)


def create(request, programme_key):
    programme = written_programme(request, programme_key)
    form = BreakForm(sent(request), programme=programme)
    if form.is_valid():
        actions.add_break(programme=programme, **form.cleaned_data, by=request.actor)
        messages.success(request, _("The school break is noted."))
        return redirect("courses:breaks", programme_key)
    context = {
        "form": form,
        "title": _("Add a school break"),
        "back_url": reverse("courses:breaks", args=[programme_key]),
    }
    return render(request, "courses/form.html", context, status=422 if form.is_bound else 200)


@require_POST
def drop_many(request, programme_key):
    programme = written_programme(request, programme_key)

    def do(rows):
        actions.drop_breaks(breaks=rows, by=request.actor)
        said = ngettext(
            "%(count)s school break is taken away.",
            "%(count)s school breaks are taken away.",
            len(rows),
        )
        return said % {"count": len(rows)}

    return BREAKS.carry_out(
        request,
        partial(queries.breaks_of, request.actor, programme),
        do,
        back=reverse("courses:breaks", args=[programme_key]),
        undo="courses:bring_breaks_back",
        within=[programme_key],
    )


@require_POST
def bring_back(request, programme_key, token):
    programme = written_programme(request, programme_key)

    def do(rows):
        actions.bring_breaks_back(breaks=[each for each, _was in rows], by=request.actor)
        return _("The school breaks are as they were.")

    rows = SchoolBreak.objects.visible_to(request.actor).filter(programme=programme)
    back = reverse("courses:breaks", args=[programme_key])
    return BREAKS.take_back(request, token, rows, do, back=back)
