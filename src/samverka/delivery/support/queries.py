"""Support by municipality and theme, and how far a new municipality has come."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Participation, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.toolkit.lists import holding

from .models import (
    Onboarding,
    OnboardingStep,
    OnboardingTask,
    SupportGiven,
    SupportRequest,
    SupportTheme,
)


def requests_of(
    actor: Actor, programme: Programme, *, q: str = "", state: str = "", theme: str = ""
) -> QuerySet[SupportRequest]:
    """What the actor may see of a programme's support, the newest first, with its minutes."""
    found = (
        SupportRequest.objects.visible_to(actor)
        .filter(programme=programme)
        .select_related("programme", "organisation", "theme")
        .annotate(minutes=Sum("given__minutes", default=0))
        .order_by("-asked_on", "-pk")
    )
    if q:
        found = found.filter(
            Q(text__icontains=q) | Q(organisation__name__icontains=q) | Q(result__icontains=q)
        )
    if state:
        found = found.filter(closed_on__isnull=state == "open")
    return found.filter(theme__name=theme) if theme else found


def themes_of(programme: Programme) -> QuerySet[SupportTheme]:
    return SupportTheme.objects.filter(programme=programme).order_by("name")


@dataclass(frozen=True)
class HoursRow:
    """One municipality's minutes, under each theme and in all."""

    organisation: Organisation
    cells: list[int]
    total: int


@dataclass(frozen=True)
class HoursTable:
    """Minutes of support, municipality by theme; the sums are those of the cells."""

    themes: list[str]
    rows: list[HoursRow]

    @property
    def sums(self) -> list[int]:
        return [sum(row.cells[n] for row in self.rows) for n in range(len(self.themes))]

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)


def hours_table(actor: Actor, programme: Programme) -> HoursTable:
    """The minutes that the actor may see, of each municipality under each theme."""
    requests = SupportRequest.objects.visible_to(actor).filter(programme=programme)
    given = (
        SupportGiven.objects.filter(request__in=requests)
        .values_list("request__organisation", "request__theme__name")
        .annotate(sum=Sum("minutes"))
    )
    minutes: dict[int, dict[str, int]] = defaultdict(dict)
    for organisation_id, theme, spent in given:
        minutes[organisation_id][theme] = spent
    themes = sorted({theme for cells in minutes.values() for theme in cells})
    organisations = Organisation.objects.filter(pk__in=minutes).order_by("name")
    rows = []
    for organisation in organisations:
        cells = [minutes[organisation.pk].get(theme, 0) for theme in themes]
        rows.append(HoursRow(organisation, cells, sum(cells)))
    return HoursTable(themes, rows)


def askers(actor: Actor, programme: Programme, *, for_any: bool) -> QuerySet[Organisation]:
    """For whom the actor may ask: every partner, or the actor's own organisation."""
    partners = Participation.objects.filter(programme=programme).values("organisation")
    found = Organisation.objects.filter(pk__in=partners).order_by("name")
    return found if for_any else found.filter(pk=actor.organisation_id)


def onboardings_of(
    actor: Actor, programme: Programme, *, q: str = "", state: str = ""
) -> QuerySet[Onboarding]:
    """Each with how many of its steps are done, of how many, and in whole percent."""
    done = Count("tasks", filter=Q(tasks__done_on__isnull=False))
    found = (
        Onboarding.objects.visible_to(actor)
        .filter(holding(q, "organisation__name", "mentor__name"), programme=programme)
        .select_related("organisation", "mentor", "programme")
        .annotate(steps=Count("tasks"), done=done)
        .order_by("-started_on", "organisation__name")
    )
    if state == "done":
        return found.filter(done=F("steps"))
    return found.filter(done__lt=F("steps")) if state else found


def tasks_of(onboarding: Onboarding) -> QuerySet[OnboardingTask]:
    return onboarding.tasks.select_related("onboarding").order_by("number")


def whole_percent(done: int, steps: int) -> int:
    """How far it has come, rounded down: a hundred only when everything is done."""
    return 100 * done // steps if steps else 0


def steps_of(programme: Programme) -> list[str]:
    """The programme's own steps; until it has written any, the usual ones."""
    own = OnboardingStep.objects.filter(programme=programme).order_by("number")
    return [step.text for step in own] or usual_steps()


def usual_steps() -> list[str]:
    return [
        _("The decision to take part is made and kept in the municipality's own records"),
        _("A contact function is named, and somebody stands in for it"),
        _("The agreement on reception and education is signed"),
        _("The mentor municipality and the new one have met"),
        _("Those who will work with it have accounts and have signed in"),
        _("The activity plan is written and sent"),
        _("The first activity is on the calendar"),
    ]
