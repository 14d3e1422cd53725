import datetime as dt
from collections.abc import Callable

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from samverka.delivery.plans import permissions, queries
from samverka.delivery.plans.forms import PartnerFilters
from samverka.delivery.plans.models import Plan
from samverka.delivery.plans.queries import PartnerLine
from samverka.delivery.programmes.models import Participation
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.lists.columns import NOTHING
from samverka.toolkit.templatetags.look import dated, status
from samverka.toolkit.texts import amount, listed

from .fetching import programme_seen


def _state(line: PartnerLine) -> str:
    if line.plan is None:
        return _("Not begun")
    if line.is_approved and line.plan.state != Plan.State.APPROVED:
        return _("Approved, being revised")
    return line.plan.get_state_display()


def _drawn_state(line: PartnerLine) -> str:
    kind = "neutral" if line.plan is None else line.plan.status_kind
    return status(kind, _state(line))


def _parts(line: PartnerLine) -> str:
    return listed(str(Participation.Part(part).label) for part in line.parts)


def _of_plan(name: str) -> Callable[[PartnerLine], int | None]:
    """A number of the plan; nothing, rather than a nought, where there is no plan."""
    return lambda line: getattr(line, name) if line.plan else None


def _drawn(value: Callable[[PartnerLine], int | dt.date | None]) -> Callable[[PartnerLine], str]:
    """That it is not begun says it once: the rest of the row is empty, not dashes."""

    def draw(line: PartnerLine) -> str:
        found = value(line)
        if found is None:
            return NOTHING if line.plan else ""
        return dated(found) if isinstance(found, dt.date) else amount(found)

    return draw


def _approved_on(line: PartnerLine) -> dt.date | None:
    return line.approved.approved_on if line.approved else None


PARTNERS = Listing(
    key="plans",
    title=gettext_lazy("Activity plans"),
    columns=(
        Column(
            "name",
            gettext_lazy("Partner"),
            value=lambda line: line.organisation.name,
            opens=lambda line: line.url,
            sort="name",
        ),
        Column("state", gettext_lazy("Plan"), value=_state, show=_drawn_state, sort="state"),
        Column(
            "revision",
            gettext_lazy("Revision"),
            value=lambda line: line.plan.revision if line.plan else None,
            is_number=True,
            at_first=False,
        ),
        Column(
            "lines",
            gettext_lazy("Lines"),
            _of_plan("lines"),
            show=_drawn(_of_plan("lines")),
            sort="lines",
            is_number=True,
        ),
        Column(
            "lacking",
            gettext_lazy("Something missing"),
            _of_plan("lacking"),
            show=_drawn(_of_plan("lacking")),
            sort="lacking",
            is_number=True,
        ),
        Column(
            "in_place",
            gettext_lazy("In place"),
            _of_plan("in_place"),
            show=_drawn(_of_plan("in_place")),
            sort="in",
            is_number=True,
        ),
        Column(
            "approved_on",
            gettext_lazy("Approved"),
            value=_approved_on,
            show=_drawn(_approved_on),
            sort="approved_on",
        ),
        Column("parts", gettext_lazy("Takes part as"), value=_parts, at_first=False),
    ),
    empty_title=gettext_lazy("Nobody takes part yet"),
    empty_text=gettext_lazy("Say first who takes part in the programme."),
    filters=PartnerFilters,
    per_page=50,
)


@require_safe
def overview(request, programme_key):
    """All partners, and how far their plans are."""
    programme = programme_seen(request, programme_key)
    actor = request.actor
    lines = queries.overview(programme, actor, on=today())
    for line in lines:
        line.url = _address(programme_key, line)
    listing = PARTNERS.of(request, lambda q, state: _narrowed(lines, q, state))
    if listing.response:
        return listing.response
    own = [line for line in lines if line.organisation.pk == actor.organisation_id]
    context = {
        "programme": programme,
        "listing": listing,
        "partners": len(lines),
        "begun": any(line.plan for line in lines),
        "approved": sum(line.is_approved for line in lines),
        "waiting": sum(bool(line.plan) and line.plan.state == Plan.State.SENT for line in lines),
        "own": own[0] if own and permissions.writes_own(actor) else None,
        "may_approve": permissions.may_approve(actor, programme),
    }
    return render(request, "plans/overview.html", context)


def _address(programme_key: str, line: PartnerLine) -> str:
    """The plan one may read; where there is none, the partner, whom one can ask for it."""
    if line.opens:
        return reverse("plans:detail", args=[programme_key, line.opens.public_key])
    return reverse("organisation:detail", args=[line.organisation.public_key])


def _narrowed(lines: list[PartnerLine], words: str, state: str) -> list[PartnerLine]:
    keeps = {
        "approved": lambda line: line.is_approved,
        "lacking": lambda line: not line.is_approved,
        "sent": lambda line: line.plan is not None and line.plan.state == Plan.State.SENT,
    }
    keep = keeps.get(state, lambda line: True)
    return [
        line for line in lines if keep(line) and words.lower() in line.organisation.name.lower()
    ]
