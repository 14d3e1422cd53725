"""Who begins which stage from which month is said on the page of the phases (S113)."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.delivery.programmes.models import Phase, StageStart


@pytest.fixture
def pilots(cast):
    whole = Phase.objects.create(programme=cast.programme, number="2", name="Genomförande")
    days = [(dt.date(2025, 10, 15), dt.date(2025, 12, 31)), (dt.date(2026, 1, 1), None)]
    return [
        Phase.objects.create(
            programme=cast.programme,
            parent=whole,
            number=f"2.{number}",
            name=f"Pilot {number}",
            starts_on=starts,
            ends_on=ends,
        )
        for number, (starts, ends) in enumerate(days, start=1)
    ]


@pytest.fixture
def petra(cast, client):
    client.force_login(cast.petra.user)
    return client


def says(client, cast, **typed):
    typed = {"phase": "2.1", "organisation": cast.kungalv.pk, "begins_on": "2025-10", **typed}
    where = reverse("programmes:add_part", args=[cast.programme.public_key, "start"])
    return client.post(where, typed)


def test_the_month_is_whole_and_stands_under_its_stage(cast, petra, pilots):
    assert says(petra, cast).status_code == 302
    assert StageStart.objects.get().begins_on == dt.date(2025, 10, 1)
    for page in ("programmes:phases", "change_phase:phases"):
        content = petra.get(reverse(page, args=[cast.programme.public_key])).content.decode()
        first, second = content.split("Pilot 2", 1)
        assert "Kungälv kommun" in first
        assert "October 2025" in first
        assert "October 2025" not in second


def test_a_month_outside_the_stage_is_refused_and_stays_typed(cast, petra, pilots):
    for month in ("2025-09", "2026-01"):
        answer = says(petra, cast, begins_on=month)
        assert answer.status_code == 422
        assert "does not go on in that month" in answer.content.decode()
        assert f'value="{month}"' in answer.content.decode()
    assert not StageStart.objects.exists()


def test_nobody_begins_two_stages_in_a_month(cast, petra, pilots):
    Phase.objects.filter(number="2.2").update(starts_on=dt.date(2025, 10, 1))
    says(petra, cast)
    answer = says(petra, cast, phase="2.2")
    assert "begins another stage that month" in answer.content.decode()
    assert says(petra, cast, phase="2.2", begins_on="2026-02").status_code == 302


def test_only_a_phase_without_stages_is_begun(cast, petra, pilots):
    assert says(petra, cast, phase="2").status_code == 422


def test_it_is_corrected_and_taken_away_with_undo(cast, petra, pilots):
    says(petra, cast)
    key = f"2.1~{cast.kungalv.public_key}"
    where = [cast.programme.public_key, "start", key]
    page = petra.get(reverse("programmes:change_part", args=where)).content.decode()
    assert 'value="2025-10"' in page
    petra.post(reverse("programmes:change_part", args=where), {"begins_on": "2025-11"})
    assert StageStart.objects.get().begins_on == dt.date(2025, 11, 1)
    page = petra.post(reverse("programmes:remove_part", args=where), follow=True)
    assert not StageStart.objects.exists()
    undo = list(page.context["messages"])[-1].extra_tags
    petra.post(undo)
    assert StageStart.objects.get().begins_on == dt.date(2025, 11, 1)
