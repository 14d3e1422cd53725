"""Why a group is proposed, in sentences."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from samverka.toolkit.texts import isolate

from .proposing import BELOW, ENOUGH, FAR, JOINS, TOGETHER


def sentences(reasons: Sequence[Sequence]) -> list[str]:
    return [_said(kind, facts) for kind, facts in reasons]


def _said(kind: str, facts: dict) -> str:
    said = {
        ENOUGH: _(
            "In one municipality at least %(least)s want it: enough for a group (%(source)s)."
        ),
        TOGETHER: _(
            "In none of the municipalities %(least)s want it (%(source)s). Together with the "
            "nearest, in the county or within %(km)s km, they are enough."
        ),
        JOINS: _(
            "Where fewer than %(least)s want it, they join the nearest group, in the county or "
            "within %(km)s km."
        ),
        FAR: _(
            "In each municipality fewer than %(least)s want it (%(source)s), and no group is in "
            "the county or within %(km)s km."
        ),
        BELOW: _(
            "All together they are fewer than %(least)s: wait for more, or hold it with fewer."
        ),
    }
    return said[kind] % (facts | {"source": isolate(facts["source"])})
