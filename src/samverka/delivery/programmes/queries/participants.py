"""What the funds of a programme ask of a participant, by the rules in force on a day (S2)."""

import datetime as dt

from samverka.delivery.programmes.models import (
    AgeBand,
    FundRule,
    ProgrammeFund,
    in_common,
    read_bands,
)
from samverka.toolkit.periods import in_force
from samverka.toolkit.prepared import Given, Prepared
from samverka.toolkit.together import Ask


def asked_with_bands(
    programme_id: int, *, on: dt.date
) -> tuple[dict[str, FundRule], list[AgeBand]]:
    """What is asked, each with a rule that asks it, and the age groups that serve all the funds.

    Nothing where no fund says so. One question.
    """
    subjects = (FundRule.Subject.PARTICIPANTS, FundRule.Subject.AGE_BANDS)
    funds = ProgrammeFund.objects.filter(programme_id=programme_id).values("fund")
    rules = FundRule.objects.filter(in_force(on), fund__in=funds, subject__in=subjects)
    found: dict[str, FundRule] = {}
    groupings = []
    for rule in rules.select_related("fund").order_by("fund__name"):
        if rule.subject == FundRule.Subject.AGE_BANDS:
            groupings.append(read_bands(rule.value))
        for asked in rule.asks:
            found.setdefault(asked, rule)
    return found, in_common(groupings)


def asked_of_participants(programme_id: int, *, on: dt.date) -> dict[str, FundRule]:
    return asked_with_bands(programme_id, on=on)[0]


def names_asked(programme_id: int, *, on: dt.date) -> Ask:
    """Only what is asked, to be asked for together with other things."""
    return Ask(
        lambda rows: {name for (asks,) in rows for name in asks},
        NAMES.part(programme=programme_id, on=on),
    )


NAMES = Prepared(
    lambda: (
        FundRule.objects.filter(
            in_force(Given("on")),
            fund__in=ProgrammeFund.objects.filter(programme=Given("programme")).values("fund"),
            subject=FundRule.Subject.PARTICIPANTS,
        )
        .values_list("asks")
        .order_by()
    )
)


def age_bands_of(programme_id: int, *, on: dt.date) -> list[AgeBand]:
    return asked_with_bands(programme_id, on=on)[1]
