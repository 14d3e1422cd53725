import datetime as dt
from pathlib import Path

import pytest
from django.utils import translation

from samverka.delivery.activities.models import Activity, Session
from samverka.delivery.programmes.models import FundRule, Programme
from samverka.foundation.accounts.actor import SYSTEM
from samverka.foundation.audit.models import Event
from samverka.register.partners.models import Organisation
from samverka.workflows.programme_file.actions import load_programme
from samverka.workflows.programme_file.document import Unreadable
from samverka.workflows.programme_file.queries import facts_of

from .file import FILE

pytestmark = pytest.mark.django_db
WORKFLOWS = Path(__file__).parents[2]
TRUE_FILE = (
    WORKFLOWS / "programme_file" / "programmes" / "foraldrastod-for-nyanlanda.yaml"
).read_text(encoding="utf-8")
ADDITION = (
    WORKFLOWS / "demonstration" / "additions" / "foraldrastod-for-nyanlanda.yaml"
).read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def load(text, **options):
    return load_programme(facts=facts_of(text, **options), by=SYSTEM)


def test_a_file_becomes_a_programme_with_its_goals_partners_and_days():
    programme = load(FILE).programme
    assert (programme.starts_on, programme.ends_on) == (dt.date(2018, 9, 1), dt.date(2019, 12, 31))
    assert programme.extended_to == dt.date(2020, 5, 31)
    assert [goal.owner.name for goal in programme.goals.order_by("number")] == [
        "Göteborgsregionen",
        "Kungälvs kommun",
    ]
    session = Session.objects.get()
    assert (session.held_on, session.minutes) == (dt.date(2019, 2, 5), 360)


def test_a_last_day_is_the_day_before_somebody_is_gone():
    programme = load(FILE).programme
    partille = programme.participations.get(organisation__name="Partille kommun")
    assert (partille.valid_from, partille.valid_to) == (dt.date(2018, 10, 1), dt.date(2019, 7, 1))


def test_the_extent_and_languages_of_a_course_are_told():
    load(FILE)
    assert Activity.objects.get(title="Kurs").description == (
        "7 träffar à 2,5 timmar, sammanlagt 17,5 timmar. Ges på dari och tigrinja."
    )


def test_loading_the_same_file_twice_changes_nothing():
    load(FILE)
    noted = Event.objects.count()
    report = load(FILE)
    assert report.lines == []
    assert Event.objects.count() == noted


def test_a_changed_file_tells_row_by_row_what_changed():
    load(FILE)
    text = FILE.replace("lyder: Kurser", "lyder: Kurser för föräldrar").replace(
        "måltal: 4 dagar", "måltal: 5 dagar"
    )
    assert load(text).lines == [
        "Utbildningsdagar: target is now '5', was '4'.",
        "Goal 2: title is now 'Kurser för föräldrar', was 'Kurser'.",
    ]


def test_what_is_taken_out_of_the_file_stays_and_is_told():
    load(FILE)
    text = FILE[: FILE.index("  - nummer: 2")]
    report = load(text)
    assert report.notices == ["Kurser: is not in the file any more. It stays as it is."]
    assert report.programme.goals.count() == 2


def test_a_project_does_not_become_ordinary_work_by_its_file():
    """S53: there owners and shares are asked for."""
    programme = load(FILE).programme
    first, rest = FILE.split("\n", 1)
    report = load(f"{first}\nslag: ordinarie verksamhet\n{rest}")
    programme.refresh_from_db()
    assert programme.kind == Programme.Kind.PROJECT
    assert any("The kind stays." in notice for notice in report.notices)


def test_times_that_were_put_right_change_the_session_and_not_its_number():
    load(FILE)
    before = Session.objects.get()
    report = load(FILE.replace("klockan: 09.00–16.00", "klockan: 08.30–16.00"))
    assert report.lines == ["Länderkunskap: changed (days)."]
    assert Session.objects.get().public_key == before.public_key
    assert Session.objects.get().minutes == 390


def test_a_day_without_times_is_no_session_and_is_told():
    text = FILE.replace("            klockan: 09.00–16.00\n            rast: 60 minuter\n", "")
    report = load(text)
    assert not Session.objects.exists()
    assert report.notices == ["Länderkunskap: 2019-02-05 has no times, so it is no session yet."]


def test_moving_moves_every_day_but_not_the_law():
    programme = load(FILE, move_years=7).programme
    assert (programme.starts_on, programme.moved_years) == (dt.date(2025, 9, 1), 7)
    assert Session.objects.get().held_on == dt.date(2026, 2, 5)
    assert FundRule.objects.get().valid_from == dt.date(2018, 9, 1)


def test_a_municipality_that_is_there_is_used_again_whatever_its_name():
    Organisation.objects.create(
        name="Kungälv kommun", kind=Organisation.Kind.MUNICIPALITY, municipality_id="1482"
    )
    load(FILE)
    assert Organisation.objects.filter(municipality="1482").count() == 1


def test_nothing_is_loaded_from_a_file_with_a_problem():
    with pytest.raises(Unreadable):
        load(FILE.replace("måltal: 4 dagar", "måltal: 4 timmar"))
    assert not Programme.objects.exists()
    assert not Organisation.objects.exists()


def test_the_true_programme_has_eight_municipalities_and_goteborg_with_their_codes():
    programme = load(TRUE_FILE).programme
    codes = programme.participations.exclude(organisation__municipality=None)
    assert set(codes.values_list("organisation__municipality", flat=True)) == {
        *("1401", "1402", "1407", "1415", "1441", "1462", "1481", "1482"),
        "1480",
    }


def test_the_true_programme_says_no_times_that_its_source_does_not_say():
    load(TRUE_FILE)
    assert not Session.objects.exists()


def test_the_training_days_of_the_true_programme_get_their_made_up_times_from_the_addition():
    load(TRUE_FILE, addition=ADDITION)
    days = Session.objects.filter(activity__kind=Activity.Kind.TRAINING_DAY)
    assert list(days.order_by("held_on").values_list("held_on", flat=True)) == [
        dt.date(2019, 2, 5),
        dt.date(2019, 3, 27),
        dt.date(2019, 9, 11),
        dt.date(2019, 10, 22),
    ]
    assert "påhittade för demonstrationen" in days.first().activity.description
