"""What travels with Samverka, there whatever other tests have emptied."""

import datetime as dt

from samverka.guidance.pathways.models import Occupation, Pathway, PathwayFact
from samverka.guidance.pathways.shipped import occupations

SINCE = dt.date(2026, 1, 1)
SOURCED = {
    "source": "Myndighetens sida",
    "source_url": "https://example.org/regler",
    "read_on": SINCE,
    "is_verified": True,
}


def shipped() -> None:
    for told, pathways, facts in occupations():
        occupation, is_new = Occupation.objects.get_or_create(name=told["name"], defaults=told)
        if is_new:
            Pathway.objects.bulk_create(Pathway(occupation=occupation, **row) for row in pathways)
            PathwayFact.objects.bulk_create(
                PathwayFact(occupation=occupation, **row) for row in facts
            )


def occupation(name: str = "Snöskottare", **values) -> Occupation:
    made = Occupation.objects.create(code="9622", name=name, words="skottare")
    Pathway.objects.create(
        occupation=made,
        **{"regulation": "none", "form": "industry", "valid_from": SINCE, **SOURCED, **values},
    )
    return made


def fact(of: Occupation, about: str = "how", **values) -> PathwayFact:
    told = {"text": "Visa vad du kan.", "valid_from": SINCE, **SOURCED, **values}
    return PathwayFact.objects.create(occupation=of, about=about, **told)
