"""The file to AMIF holds what the fund's handbook says that the list of participants must hold.

Migrationsverket, Handbok för stödmottagare, AMIF 2021–2027: the list on individual level. How the
authority's own form lays it out could not be read; what it must hold is known.
"""

import datetime as dt
import io

import pytest
from python_calamine import CalamineWorkbook

from samverka.delivery.participants.tests.factories import rule
from samverka.delivery.programmes.models import FundRule
from samverka.publishing.statements.actions import Hindered
from samverka.publishing.statements.layouts import FOLDER, read_layout
from samverka.publishing.statements.models import Layout
from samverka.publishing.statements.tests.factories import (
    JANUARY,
    NUMBERS,
    participant,
    sent,
    series,
)

SEEN_ON, LEFT_ON = dt.date(2026, 1, 7), dt.date(2026, 1, 30)
# What the handbook asks for: the columns of the file that tell it, and what they say of Bo.
HANDBOOK = {
    "unique id: personal, co-ordination or LMA number": {
        "Person-, samordnings- eller LMA-nummer": NUMBERS[1]
    },
    "name and contact": {"Namn": "Bo Exempel", "Kontaktuppgift": "bo@example.org"},
    "sex: man, woman, non-binary": {"Kön": "Non-binary"},
    "age group at the first registration: under 18, 18–60, over 60": {"Åldersgrupp": "18 to 60"},
    "whether a child came alone": {"Ensamkommande barn": "No"},
    "start and end": {
        "Startdatum": JANUARY,
        "Slutdatum": LEFT_ON,
        "Avslutsorsak": "Flyttade",
    },
    "third-country status verified, when and how": {
        "Målgrupp verifierad": SEEN_ON,
        "Verifierad genom": "Uppehållstillstånd",
    },
}


@pytest.fixture
def amif() -> Layout:
    told = read_layout((FOLDER / "amif-participants.yaml").read_text())
    there = Layout.objects.filter(code=told.code).first()
    return there or Layout.objects.create(**told.kept, version=1)


def rows_of(version) -> list[dict]:
    """The rows of the first sheet by their headings."""
    body = version.files.get(kind="xlsx").opened()
    heading, *rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()
    )
    return [dict(zip(heading, row, strict=True)) for row in rows]


def test_the_export_equals_the_fields_of_the_handbook_and_tells_nobody_unverified(cast, amif):
    """S99."""
    rule(cast, FundRule.Subject.PARTICIPANTS, asks=("verification",))
    verified = {"verified_on": SEEN_ON, "verified_how": "Uppehållstillstånd"}
    bo = participant(
        cast,
        "Bo",
        NUMBERS[1],
        sex="non_binary",
        age_band="18-60",
        is_unaccompanied=False,
        ended_on=LEFT_ON,
        end_reason="Flyttade",
        **verified,
    )
    bo.person.email = "bo@example.org"
    bo.person.save()
    cecilia = participant(cast, "Cecilia", NUMBERS[2])
    of = series(cast, layout=amif)
    with pytest.raises(Hindered, match="1 participant is not verified"):
        sent(cast, of, JANUARY)
    cecilia.started_on = None
    cecilia.save()
    [row] = rows_of(sent(cast, of, JANUARY))
    asked = {heading: told for each in HANDBOOK.values() for heading, told in each.items()}
    assert row == {**asked, "Organisation": "Kungälv kommun"}
