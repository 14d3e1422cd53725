import datetime as dt

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from samverka.delivery.groups import actions, permissions, queries
from samverka.delivery.groups.forms import GroupForm
from samverka.delivery.groups.models import Group
from samverka.delivery.programmes.permissions import may_change, may_set_up, seen_programme
from samverka.foundation.accounts.models import Role
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Filters, Listing, Search, holding
from samverka.toolkit.templatetags.look import status
from samverka.toolkit.texts import whole_number

from .pages import form_page, group_of, group_run, names_read, posted

# Those that shall reach every municipality, and may become projects.
COVERS = (Group.Kind.NETWORK, Group.Kind.MEETING_PLACE)


class GroupFilters(Filters):
    q = Search()
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("", gettext_lazy("All kinds")), *Group.Kind.choices],
    )


def _seats(group) -> str:
    if not group.seats_in_all:
        return "–"
    text = _("%(filled)s of %(seats)s") % {"filled": group.filled, "seats": group.seats_in_all}
    if group.filled < group.seats_in_all:
        return format_html("{} {}", text, status("waiting", _("Vacant seat")))
    return text


def _late(group) -> str:
    return status("late", str(group.late)) if group.late else "–"


def _listing(programme_key: str) -> Listing:
    def opens(group):
        return reverse("groups:detail", args=[programme_key, group.public_key])

    return Listing(
        key="groups",
        title=_("Groups"),
        columns=(
            Column("name", _("Group"), opens=opens, sort="name"),
            Column("kind", _("Kind"), lambda row: row.get_kind_display(), sort="kind"),
            Column(
                "field",
                _("Field"),
                lambda row: str(row.field or ""),
                sort="field__name",
                at_first=False,
            ),
            Column("convener", _("Calls the meetings"), lambda row: str(row.convener)),
            Column("seats", _("Seats held"), "filled", show=_seats, is_number=True),
            Column("next_on", _("Next meeting"), sort="next_on"),
            Column("late", _("Decisions overdue"), show=_late, is_number=True),
        ),
        filters=GroupFilters,
        empty_title=_("No groups yet"),
        empty_text=_(
            "A steering group, a working group or a network: its seats, meetings and decisions "
            "stand here."
        ),
    )


@require_safe
def group_list(request, programme_key):
    programme = seen_programme(request.actor, programme_key)

    def find(q="", kind=""):
        groups = queries.groups_with_facts(programme, on=today()).filter(holding(q, "name"))
        return groups.filter(kind=kind) if kind else groups

    context: dict[str, object] = {
        "intro": _("Who meets in the programme, who sits there, and what is decided."),
    }
    if permissions.may_lead(request.actor, programme):
        context["action_url"] = reverse("groups:create", args=[programme_key])
        context["action_label"] = _("New group")
    listing = _listing(programme_key).of(request, find)
    if listing.response:
        return listing.response
    context |= {"listing": listing, "programme": programme}
    return render(request, "groups/group_list.html", context)


def group_create(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_lead(request.actor, programme):
        raise PermissionDenied
    form = GroupForm(posted(request), programme=programme)
    return form_page(
        request,
        form,
        lambda told: actions.set_group(programme=programme, by=request.actor, **told),
        title=_("New group"),
        submit=_("Make the group"),
        back=reverse("groups:list", args=[programme_key]),
        back_label=_("Groups"),
    )


def group_edit(request, programme_key, key):
    group = group_run(request, programme_key, key)
    form = GroupForm(posted(request), instance=group, programme=group.programme)
    return form_page(
        request,
        form,
        lambda told: actions.set_group(
            programme=group.programme, group=group, by=request.actor, **told
        ),
        title=_("Change the group"),
        submit=_("Save"),
        back=_address(group),
        back_label=str(group),
    )


def _address(group: Group) -> str:
    return reverse("groups:detail", args=[group.programme.public_key, group.public_key])


@require_safe
def group_detail(request, programme_key, key):
    group = group_of(request, programme_key, key)
    on = today()
    year = whole_number(request.GET.get("year", "")) or on.year
    year = year if dt.MINYEAR < year < dt.MAXYEAR else on.year
    seats = queries.seats_on(group, on=on)
    held = [row.term for row in seats if row.term]
    shown = [row.shown for row in seats if row.shown]
    runs = permissions.may_run(request.actor, group)
    became = queries.became(group, request.actor)
    context = {
        "group": group,
        "programme": group.programme,
        "seats": seats,
        "named": names_read(request, group, shown),
        "vacant": sum(row.is_vacant for row in seats),
        "meetings": queries.meetings_of(group)[:12],
        "tasks": queries.tasks_of(group),
        "periods": [(period, period.is_missed(on)) for period in queries.calendar(group, year)],
        "year": year,
        "next_day": queries.next_day_proposed(group, on=on),
        "may_run": runs,
        "came_of": queries.came_of(group),
        "became": became,
        "may_take_back": became and may_change(request.actor, became[0].later.programme),
        "may_become": runs and _may_begin_project(request.actor, group),
        "reads_texts": permissions.may_read_texts(request.actor, group),
        "sits": any(term.person and term.person.user_id == request.actor.user_id for term in held),
        "own_organisation": _names_members_of(request),
        "today": on,
        "coverage": _coverage(group, year, on),
    }
    return render(request, "groups/group_detail.html", context)


def _may_begin_project(actor, group: Group) -> bool:
    """Whether a network is offered to become a project; the workflow asks again."""
    return may_set_up(actor) and group.kind in COVERS


def _names_members_of(request) -> int | None:
    """The organisation whose own seats the actor may fill without running the group."""
    actor = request.actor
    is_head = actor.is_one_of(Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.UNIT_HEAD)
    return actor.organisation_id if is_head else None


def _coverage(group: Group, year: int, on: dt.date) -> dict | None:
    """For those that shall reach every municipality: who was there, and who has no member."""
    if group.kind not in COVERS:
        return None
    return {
        "attendance": queries.attendance_by_municipality(group, year, on=on),
        "professions": queries.attendance_by_profession(group, year, on=on),
        "without": {each.pk for each in queries.municipalities_without_member(group, on=on)},
        "lack_seat": queries.municipalities_without_seat(group, on=on).exists(),
    }


@require_safe
def levels(request, programme_key):
    """Meetings within one organisation and between several (S126)."""
    programme = seen_programme(request.actor, programme_key)
    context = {"programme": programme, "levels": queries.levels(programme)}
    return render(request, "groups/levels.html", context)
