"""What led to what: programmes before and after one another, and those about the same thing."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from samverka.delivery.programmes.models import Programme, ProgrammeLink, Theme


@dataclass(frozen=True)
class Relative:
    """A programme before (negative) or after the one we stand at, and the link between."""

    programme: Programme
    generation: int
    link: ProgrammeLink


def lineage(programme: Programme) -> list[Relative]:
    """All that led to a programme and all that came of it, the earliest first: one question."""
    links = list(ProgrammeLink.objects.select_related("earlier", "later"))
    before = _walk(links, programme, "later", "earlier", -1)
    after = _walk(links, programme, "earlier", "later", 1)
    # Where a chain comes back to where it began, what is before stands there only.
    known = {each.programme.pk for each in before}
    found = before + [each for each in after if each.programme.pk not in known]
    return sorted(found, key=lambda each: (each.generation, each.programme.name))


def _walk(
    links: list[ProgrammeLink], start: Programme, here: str, there: str, step: int
) -> list[Relative]:
    """One generation after another; one that is reached twice stands where it is nearest."""
    found: dict[int, Relative] = {}
    generation, at = 0, {start.pk}
    while at:
        generation += step
        reached = {
            getattr(link, there).pk: Relative(getattr(link, there), generation, link)
            for link in links
            if getattr(link, here).pk in at
        }
        at = reached.keys() - found.keys() - {start.pk}
        found |= {key: reached[key] for key in at}
    return list(found.values())


def theme_called(slug: str) -> Theme | None:
    return Theme.objects.filter(slug=slug).first()


def about_theme(programmes: QuerySet[Programme], slug: str) -> QuerySet[Programme]:
    return programmes.filter(themes__slug=slug)


def themes_in(programmes: Any) -> QuerySet[Theme]:
    """What the programmes are about: an activity of theirs has themes among these."""
    of_programmes = Programme.themes.through.objects.filter(programme__in=programmes)
    return Theme.objects.filter(pk__in=of_programmes.values("theme"))
