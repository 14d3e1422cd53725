"""S43: themes with notes, needs agreed per municipality, taken into its own plan."""

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.groups import actions as groups
from samverka.delivery.groups.models import AgreedNeed, Meeting
from samverka.delivery.groups.tests.factories import group, meeting, seat, sits
from samverka.delivery.plans import actions as plans
from samverka.delivery.plans.models import Plan, PlanItem
from samverka.delivery.programmes.models import Theme
from tests.people import TODAY, Cast, person

THEMES = ("Samverkan", "Förtroende", "Sprida information")


@pytest.fixture
def held(cast) -> Meeting:
    """A network day with the three themes of the row; Kungälv has two needs, Partille none."""
    made = meeting(cast, group(cast, "Nätverket", "network"))
    for name in THEMES:
        theme = Theme.objects.create(slug=name.casefold().replace(" ", "-"), name=name)
        cast.programme.themes.add(theme)
        groups.add_item(meeting=made, title=f"Om {name}", theme=theme, by=cast.petra)
    return made


def client_of(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.actor(who).user)
    return client


def url(cast: Cast, held: Meeting, name: str = "needs_to_plan:take") -> str:
    return reverse(name, args=[cast.programme.public_key, held.public_key])


def write_needs(cast: Cast, held: Meeting) -> None:
    theme = Theme.objects.get(name=THEMES[0])
    told = {"organisation": cast.kungalv.pk, "theme": theme.pk, "needs": "En lots\nFler tolkar"}
    assert client_of(cast, "petra").post(url(cast, held, "groups:needs"), told).status_code == 302


def write_notes(cast: Cast, held: Meeting, count: int) -> None:
    for item in list(held.items.order_by("number"))[:count]:
        groups.correct_item(
            item=item,
            title=item.title,
            papers="",
            said="Alla vill mötas oftare.",
            is_open_question=False,
            theme=item.theme,
            by=cast.petra,
        )


def test_each_municipality_leaves_with_its_needs_also_when_it_has_none(cast, held):
    write_needs(cast, held)
    page = client_of(cast, "sara").get(url(cast, held, "groups:meeting")).text
    for told in ("En lots", "Fler tolkar", "Partille kommun", "No note yet"):
        assert told in page


def test_minutes_are_not_signed_while_a_theme_lacks_a_note(cast, held):
    term = sits(cast, seat(cast, held.group, cast.kungalv), person("Amanda", cast.kungalv))
    groups.note_present(meeting=held, terms=[term], by=cast.petra)
    write_notes(cast, held, 2)
    told = {"signed_by": "Ordföranden", "day": TODAY.isoformat()}
    refused = client_of(cast, "petra").post(url(cast, held, "groups:sign"), told)
    assert refused.status_code == 422
    assert THEMES[2] in refused.text
    write_notes(cast, held, 3)
    assert client_of(cast, "petra").post(url(cast, held, "groups:sign"), told).status_code == 302
    with pytest.raises(groups.Signed):
        groups.agree_needs(meeting=held, organisation=cast.kungalv, needs=["Mer"], by=cast.petra)


def test_the_needs_become_lines_of_the_municipalitys_own_plan_once(cast, held):
    write_needs(cast, held)
    karin = client_of(cast, "karin")
    assert url(cast, held) in karin.get(url(cast, held, "groups:meeting")).text
    ticked = {"needs": list(AgreedNeed.objects.values_list("public_key", flat=True))}
    page = karin.post(url(cast, held), ticked, follow=True)
    assert "En lots" in page.text
    lines = PlanItem.objects.filter(plan__organisation=cast.kungalv).order_by("number")
    assert [(line.activity, line.aim) for line in lines] == [
        ("En lots", THEMES[0]),
        ("Fler tolkar", THEMES[0]),
    ]
    assert "Nothing to take" in karin.get(url(cast, held)).text
    assert karin.post(url(cast, held), ticked).status_code == 422
    assert lines.count() == 2


def test_an_approved_plan_is_revised_with_why(cast, held):
    write_needs(cast, held)
    plan = plans.start_plan(programme=cast.programme, organisation=cast.kungalv, by=cast.karin)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED, approved_on=TODAY)
    need = AgreedNeed.objects.first()
    client_of(cast, "karin").post(url(cast, held), {"needs": [need.public_key]})
    revised = Plan.objects.get(revision=2)
    assert "Nätverket" in revised.reason
    assert [item.activity for item in revised.items.all()] == [need.text]


def test_needs_of_another_municipality_are_not_taken(cast, held):
    groups.agree_needs(meeting=held, organisation=cast.partille, needs=["Lokal"], by=cast.petra)
    ticked = {"needs": [AgreedNeed.objects.get().public_key]}
    assert client_of(cast, "karin").post(url(cast, held), ticked).status_code == 422
    assert not Plan.objects.exists()
