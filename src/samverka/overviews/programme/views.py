from collections.abc import Sequence

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from samverka.delivery.activities.models import RUNS
from samverka.delivery.activities.permissions import may_create
from samverka.delivery.programmes import queries as programmes
from samverka.delivery.programmes.models import Participation, Precision, Programme
from samverka.delivery.programmes.permissions import may_change, may_set_up
from samverka.development.methods.queries import methods_beside
from samverka.publishing.final_reports.permissions import may_write_report
from samverka.publishing.final_reports.queries import led_by
from samverka.publishing.reports.permissions import may_read_months
from samverka.publishing.reports.queries import programme_sums, programmes_read_by
from samverka.toolkit.clock import today
from samverka.toolkit.texts import whole_day

from . import queries
from .presenting import (
    activity_list,
    coming_days,
    map_marks,
    measure_list,
    month_rows,
    with_itself,
)
from .regions import as_they_belong, as_they_take_part
from .telling import telling

SHOWN_NEXT = 5


@require_safe
def programme_list(request):
    actor = request.actor
    found = queries.programmes_seen(actor, on=today()) if actor else Programme.objects.none()
    theme = programmes.theme_called(request.GET.get("theme", ""))
    if theme:
        found = programmes.about_theme(found, theme.slug)
    context = {
        "programmes": found,
        "theme": theme,
        "may_set_up": may_set_up(actor),
    }
    return render(request, "programme/programme_list.html", context)


@require_safe
def programme_detail(request, programme_key):
    actor = request.actor
    programme = get_object_or_404(programmes_read_by(actor), public_key=programme_key)
    progress, partners, sums, goals = telling(programme, actor, on=today())
    # For those who can do something about it.
    may_tick = actor.is_one_of(*RUNS)
    context = {
        "programme": programme,
        "sees_all": sums.sees_all,
        "goals": [
            (
                goal,
                measure_list(programme, goal.measures),
                activity_list(programme, goal.activities),
            )
            for goal in goals
        ],
        "total": sums.total,
        "hours": sums.total.minutes // 60 if sums.total and sums.sees_all else None,
        "held": sum(line.held for line in progress.activities),
        "planned": sum(line.days for line in progress.activities),
        "marks": map_marks(programme, partners, sums),
        "hides_something": sums.total is None or None in sums.parts.values(),
        "next_day": progress.to_come[0] if progress.to_come else None,
        "next_days": coming_days(progress.to_come),
        "deadlines": programmes.coming_deadlines_of(programme, on=today())[:SHOWN_NEXT],
        "late": progress.number_waiting if may_tick else 0,
        "late_days": progress.waiting if may_tick else [],
        # A month's small groups are held back on its own page; the picture cannot leave gaps.
        "months": month_rows(programme, progress.taken_part.months) if sums.sees_all else [],
        "may_read_months": may_read_months(actor),
        "may_create": may_create(actor),
        "may_change": not goals and may_change(actor, programme),
    }
    return render(request, "programme/programme_detail.html", context)


@require_safe
def programme_about(request, programme_key):
    programme = get_object_or_404(programmes_read_by(request.actor), public_key=programme_key)
    participations = queries.participations_of(programme)
    relatives = programmes.lineage(programme)
    context = {
        "programme": programme,
        "participations": participations,
        "has_partners": any(row.part == Participation.Part.PARTICIPANT for row in participations),
        "leads": queries.leads_of(participations),
        "funds": queries.funds_of(programme),
        "fund_days": _parted(programmes.days_of_funds(programme, on=today())),
        "last_said": _last_said(programme),
        "length": programmes.length(
            programme.starts_on,
            programme.last_day,
            (programme.starts_precision, programme.ends_precision, programme.extended_precision),
        ),
        "sub_regions": programmes.sub_regions_of(programme),
        "matrix": programmes.work_matrix(programme),
        "fields": programmes.fields_of(programme),
        "contacts": programmes.contacts_of(programme),
        "lineage": with_itself(programme, relatives),
        "seen_keys": set(_seen(request).values_list("public_key", flat=True)),
        "findings": programmes.findings_of(programme),
        "methods": methods_beside(programme, relatives, request.actor),
        "themes": programme.themes.order_by("name"),
        "may_report": may_report_on(request.actor, programme),
    }
    return render(request, "programme/programme_about.html", context)


def _parted(days: Sequence[programmes.FundDays]) -> dict[str, list]:
    """The funds whose rules come to some day, and the names of those whose rules come to none."""
    said = [row for row in days if row.periods or row.kept_until]
    return {"said": said, "unsaid": [row.fund.name for row in days if row not in said]}


def _last_said(programme: Programme) -> str:
    """The last day, as exactly as it is told."""
    if programme.extended_to and programme.extended_precision != Precision.DAY:
        return programme.extended_text
    if not programme.extended_to and programme.ends_precision != Precision.DAY:
        return programme.ends_text
    return whole_day(programme.last_day) if programme.last_day else ""


@require_safe
def by_region(request, programme_key):
    programme = get_object_or_404(programmes_read_by(request.actor), public_key=programme_key)
    progress = queries.Progress(programme, on=today())
    participations = queries.participations_of(programme)
    told = progress.taken_part
    sums = programme_sums(programme, request.actor, told.parts, told.total)
    # Sums of a few could be worked out from those of a region: they are for who sees them all.
    shown = progress.marks if sums.sees_all else []
    context = {
        "programme": programme,
        "via": as_they_take_part(participations, shown),
        "home": as_they_belong(participations, shown, on=today()),
        "total": sums.total,
        "sees_all": sums.sees_all,
    }
    return render(request, "programme/by_region.html", context)


def may_report_on(actor, programme):
    return may_write_report(actor) and led_by(actor).filter(pk=programme.pk).exists()


def _seen(request):
    return Programme.objects.visible_to(request.actor)


@require_safe
def taken_part(request, programme_key, organisation_key):
    """What the map says of an organisation, and the months that it is made of."""
    programme = get_object_or_404(programmes_read_by(request.actor), public_key=programme_key)
    partners = queries.organisations_in(programme)
    organisation = get_object_or_404(partners, public_key=organisation_key)
    told = queries.Progress(programme, on=today()).taken_part
    sums = programme_sums(programme, request.actor, told.parts, told.total)
    months = told.months_of(organisation.pk) if sums.sees_all else {}
    context = {
        "programme": programme,
        "organisation": organisation,
        "has_any": organisation.pk in sums.parts,
        "part": sums.parts.get(organisation.pk),
        "sees_all": sums.sees_all,
        "months": month_rows(programme, months, organisation.public_key),
    }
    return render(request, "programme/taken_part.html", context)
