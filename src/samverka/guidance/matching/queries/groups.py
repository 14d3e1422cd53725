"""Groups that are followed beside a plan, with their sentences. None of them is in a score."""

from collections import defaultdict
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samverka.guidance.matching.models import Case, MatchingRound, Member

from .problem_facts import kinds_of, pseudonym

NAMES: Mapping[str, str | Promise] = {
    "all": _("Everybody"),
    "sex:woman": _("Women and girls"),
    "sex:man": _("Men and boys"),
    "sex:": _("Sex not said"),
    "kind:one": _("One adult alone"),
    "kind:one_with_children": _("One adult with children"),
    "kind:several": _("Several adults"),
    "kind:several_with_children": _("Several adults with children"),
    "language:wished": _("Wished for others who speak their language"),
    "language:not": _("Did not wish so"),
}
KIND_NAMES = {
    name.partition(":")[2]: said for name, said in NAMES.items() if name.startswith("kind:")
}


def groups_of(matching: MatchingRound) -> dict[str, dict[str, int]]:
    """{group: {pseudonym of a household: how many of its persons belong}}."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    kinds = kinds_of(matching)
    rows = Member.objects.filter(case__in=matching.cases.filter(state=Case.State.IN_ROUND))
    for case, sex, language in rows.values_list("case_id", "sex", "case__community_language"):
        key = pseudonym(case)
        wished = "language:wished" if language else "language:not"
        for group in ("all", f"sex:{sex}", f"kind:{kinds[case]}", wished):
            found[group][key] += 1
    return {name: dict(found[name]) for name in NAMES if name in found}
