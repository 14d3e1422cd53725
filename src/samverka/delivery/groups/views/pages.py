"""What the pages of groups share: finding things within a programme, and one page for forms."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from samverka.delivery.activities import actions as activities
from samverka.delivery.groups import actions
from samverka.delivery.groups.models import Group, Meeting, Seat, Term
from samverka.delivery.groups.permissions import may_read_texts, may_run
from samverka.delivery.groups.queries import named
from samverka.delivery.groups.written_forms import NoPersonField
from samverka.foundation.audit import trail
from samverka.toolkit.sent import sent
from samverka.toolkit.texts import listed

# What an action may refuse; its sentence is shown above the form, which keeps what was typed.
REFUSED = (
    actions.AlreadyMeets,
    actions.NeedsTimes,
    actions.NobodyPresent,
    actions.NoOutcome,
    actions.SeatIsUsed,
    actions.SeatTaken,
    actions.Signed,
    actions.SignedTooEarly,
    actions.ThemeWithoutNote,
    activities.HasMarks,
    activities.IsTooEarly,
    activities.TimesDoNotFit,
    activities.Refused,
)


def posted(request):
    """What a form is filled with: nothing ticked is something said, where it was sent."""
    return sent(request)


def group_of(request, programme_key: str, key: str) -> Group:
    groups = Group.objects.visible_to(request.actor).select_related(
        "programme__owner", "field", "convener"
    )
    return get_object_or_404(groups, programme__public_key=programme_key, public_key=key)


def group_run(request, programme_key: str, key: str) -> Group:
    return allowed(request, group_of(request, programme_key, key))


def allowed(request, group: Group) -> Group:
    if not may_run(request.actor, group):
        raise PermissionDenied
    return group


def meeting_of(request, programme_key: str, key: str) -> Meeting:
    meetings = Meeting.objects.visible_to(request.actor).select_related(
        "group__programme__owner", "group__convener", "session__activity"
    )
    return get_object_or_404(meetings, group__programme__public_key=programme_key, public_key=key)


def meeting_run(request, programme_key: str, key: str) -> Meeting:
    meeting = meeting_of(request, programme_key, key)
    allowed(request, meeting.group)
    return meeting


def names_read(request, group: Group, terms: list[Term]) -> set[int]:
    """Whose names of these terms the page shows; the trail says that they were read."""
    seen = named(request.actor, group)
    own = request.actor.user_id
    others = {
        term.person.pk for term in terms if term.person and term.person.user_id != own
    } & seen
    trail.note_read(by=request.actor, about=group, person_ids=sorted(others))
    return seen


def texts_read(request, meeting: Meeting) -> bool:
    """Whether the page shows what is written of a meeting; the trail says so, about children."""
    group = meeting.group
    reads = may_read_texts(request.actor, group)
    if reads and group.is_about_children:
        trail.note(by=request.actor, verb="groups.children_read", about=meeting)
    return reads


def with_fields(told: dict) -> dict:
    """What an action takes of a form that lets one tick the fields that something joins."""
    return {"fields" if name == "joined" else name: value for name, value in told.items()}


def seat_name(seat: Seat, term: Term | None, names: set[int]) -> str:
    """A seat in one line: whose it is, in what function, and who holds it as far as one sees."""
    parts = [str(term.organisation if term else seat.organisation or _("Rotates"))]
    if seat.function:
        parts.append(seat.function)
    if term and term.person_id in names:
        parts.append(str(term.person))
    return listed(parts)


def guarded(form, group: Group):
    """The form, which can say that something is no person where cases are discussed."""
    if group.discusses_cases:
        form.fields["no_person"] = NoPersonField()
    return form


def tell_places(form, refused: actions.Identifying) -> None:
    """Say at each field what was found where; ask whether it is no person, if it can be."""
    form.add_error(None, str(refused))
    for place in refused.places:
        form.add_error(place.field if place.field in form.fields else None, str(place))
    if refused.may_be_said_no_person:
        form.fields["no_person"].ask()


def form_page(
    request,
    form,
    do: Callable[[dict], Any],
    *,
    title: str,
    submit: str,
    back: str,
    then: Callable[[Any], str] | None = None,
    **context,
):
    """A page with one form: what it says is carried out by `do`, then one is back.

    Where something is made that one goes on with, `then` tells its address.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = do(form.cleaned_data)
        except actions.Identifying as refused:
            tell_places(form, refused)
        except REFUSED as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(then(made) if then else back)
    context |= {"form": form, "title": title, "submit": submit, "back_url": back}
    status = 422 if request.method == "POST" else 200
    return render(request, "groups/form.html", context, status=status)
