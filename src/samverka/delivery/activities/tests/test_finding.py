"""Found by theme, function and municipality (S13); the same day for the same persons (S14)."""

import pytest
from django.urls import reverse

from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import Theme
from tests.people import TODAY

from .factories import TOMORROW, training_day


@pytest.fixture
def olga(cast, client):
    client.force_login(cast.olga.user)
    return client


def form(cast, day, **facts) -> dict:
    return {
        "programme": cast.programme.pk,
        "title": "Mötesplats",
        "kind": "meeting",
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "0",
        "form-0-day": day.isoformat(),
        "form-0-starts": "09:00",
        "form-0-ends": "12:00",
        **facts,
    }


@pytest.mark.parametrize(
    "asked",
    [{"theme": "vard-och-omsorg"}, {"function": "ÄLDREOMSORG"}, {"municipality": "1482"}],
    ids=str,
)
def test_an_activity_is_found_in_all_three_ways(cast, olga, asked):
    theme = Theme.objects.create(slug="vard-och-omsorg", name="Vård och omsorg")
    care = Theme.objects.create(slug="sfi", name="Sfi")
    cast.programme.themes.set([theme, care])
    training_day(
        cast, TOMORROW, title="Något annat", municipality=cast.partille.municipality, themes=[care]
    )
    sent = {
        "themes": [theme.pk],
        "functions": "Handläggare,  Chef i äldreomsorg, handläggare",
        "municipality": cast.kungalv.municipality.pk,
    }
    assert olga.post(reverse("activities:create"), form(cast, TOMORROW, **sent)).status_code == 302
    made = Activity.objects.get(title="Mötesplats")
    assert made.functions == "Handläggare, Chef i äldreomsorg"
    page = olga.get(reverse("activities:list"), asked).content.decode()
    assert "Mötesplats" in page
    assert "Något annat" not in page


def test_a_theme_taken_away_is_noted_and_a_form_without_change_notes_nothing(cast, olga):
    theme = Theme.objects.create(slug="sfi", name="Sfi")
    made = training_day(cast, TOMORROW, themes=[theme], functions="Lärare")
    url = reverse("activities:edit", args=[made.public_key])
    key = made.sessions.get().public_key
    sent = form(cast, TOMORROW, themes=[], **{"form-0-key": key, "form-INITIAL_FORMS": "1"})
    assert olga.post(url, sent).status_code == 302
    assert not made.themes.exists()


def test_two_activities_for_the_same_group_on_one_day_are_said_and_not_refused(cast, olga):
    first = training_day(cast, TOMORROW, title="Först", target_group="Socialsekreterare")
    training_day(cast, TODAY, title="En annan dag", target_group="Socialsekreterare")
    sent = form(cast, TOMORROW, functions="lärare, socialsekreterare")
    part = olga.post(reverse("activities:clashes"), sent).content.decode()
    assert "Först" in part
    assert "En annan dag" not in part
    answer = olga.post(reverse("activities:create"), sent, follow=True)
    page = answer.content.decode()
    assert reverse("activities:detail", args=[first.public_key]) in page
    # From the other side too; and what one writes does not meet itself.
    other = olga.get(reverse("activities:detail", args=[first.public_key])).content.decode()
    assert "Mötesplats" in other
    itself = reverse("activities:clashes") + f"?aktivitet={first.public_key}"
    assert "Först" not in olga.post(itself, sent).content.decode()


@pytest.mark.parametrize("group", ["Rektorer", ""])
def test_others_on_the_same_day_are_no_clash(cast, olga, group):
    training_day(cast, TOMORROW, title="Först", target_group=group)
    sent = form(cast, TOMORROW, target_group="Socialsekreterare", **{"form-1-day": "2026-02-3"})
    assert olga.post(reverse("activities:clashes"), sent).content.strip() == b""


def test_a_sensitive_activity_is_told_of_by_its_neutral_name(cast, olga):
    facts = {"target_group": "Föräldrar", "is_sensitive": True, "inner_title": "Hälsoskola"}
    training_day(cast, TOMORROW, title="Möte", **facts)
    sent = form(cast, TOMORROW, target_group="föräldrar")
    part = olga.post(reverse("activities:clashes"), sent).content.decode()
    assert "Möte" in part
    assert "Hälsoskola" not in part
