"""A programme is set up on its pages, by whoever leads it, from nothing."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.programmes.models import (
    Contact,
    Field,
    Fund,
    Gate,
    Goal,
    Measure,
    Participation,
    Phase,
    PhaseCriterion,
    Precision,
    Programme,
    ProgrammeFund,
    WorkArea,
)
from samverka.foundation.deeds.models import Deed

PAGES = (
    "set_up",
    "change",
    "partners",
    "add_partners",
    "goals",
    "funds",
    "phases",
    "work",
    "contacts",
    "background",
    "carry_over",
)


@pytest.fixture
def petra(cast):
    client = Client()
    client.force_login(cast.petra.user)
    return client


@pytest.fixture
def page(cast):
    def address(name, *keys, programme=cast.programme):
        return reverse(f"programmes:{name}", args=[programme.public_key, *keys])

    return address


@pytest.fixture
def write(petra, page):
    """Fill in a form for a new fact; refuses to go on if the form was not taken."""

    def send(part, query="", **values):
        answer = petra.post(page("add_part", part) + query, values)
        assert answer.status_code == 302, answer.context["form"].errors
        return answer

    return send


def test_a_programme_begins_with_a_name_and_what_is_known_of_its_period(petra, cast):
    answer = petra.post(
        reverse("programmes:new"),
        {"name": "Öppna dörrar", "kind": "project", "starts": "2026-09", "ends": "2028"},
        follow=True,
    )
    programme = Programme.objects.get(name="Öppna dörrar")
    assert (programme.owner, programme.slug) == (cast.gr, "oppna-dorrar")
    assert (programme.starts_on, programme.starts_precision) == (
        dt.date(2026, 9, 1),
        Precision.MONTH,
    )
    assert (programme.ends_on, programme.ends_text) == (dt.date(2028, 12, 31), "2028")
    assert programme.participations.get().organisation == cast.gr
    assert "Set up the programme" in answer.content.decode()


def test_a_programme_is_set_up_like_an_earlier_one_with_nothing_that_happened(petra, cast, full):
    """S127: set-up from template."""
    earlier = cast.programme
    petra.post(
        reverse("programmes:new"),
        {"name": "Nästa", "kind": "project", "like": earlier.public_key},
    )
    made = Programme.objects.get(name="Nästa")
    for model, facts in (
        (Goal, ("number", "title")),
        (Measure, ("code", "title", "definition", "unit", "counts")),
        (Phase, ("number", "name", "parent__number")),
        (Field, ("number", "name")),
        (WorkArea, ("number", "title", "is_common")),
    ):
        rows = model.objects.filter(programme=made).order_by("pk").values_list(*facts)
        before = model.objects.filter(programme=earlier).order_by("pk").values_list(*facts)
        assert sorted(rows) == sorted(before)
        assert rows
    assert set(Measure.objects.filter(programme=made).values_list("target", flat=True)) == {None}
    assert set(Goal.objects.filter(programme=made).values_list("owner", flat=True)) == {cast.gr.pk}
    assert [row.organisation for row in made.participations.all()] == [cast.gr]
    assert not Contact.objects.filter(programme=made).exists()
    assert not Gate.objects.filter(phase__programme=made).exclude(outcome="").exists()
    rules = PhaseCriterion.objects.filter(phase__programme=made)
    assert rules.count() == PhaseCriterion.objects.filter(phase__programme=earlier).count()
    assert not rules.exclude(met_on=None).exists()


def test_two_programmes_may_have_the_same_name(petra):
    for _again in range(2):
        petra.post(reverse("programmes:new"), {"name": "Språkcafé", "kind": "ordinary"})
    slugs = Programme.objects.filter(name="Språkcafé").values_list("slug", flat=True)
    assert set(slugs) == {"sprakcafe", "sprakcafe-2"}


@pytest.mark.parametrize("typed", ["2026-0", "2026-00", "2026-09-00", "2026-02-30"])
def test_a_day_or_month_that_does_not_exist_is_refused_and_not_read_as_a_longer_time(petra, typed):
    answer = petra.post(
        reverse("programmes:new"), {"name": "Nollte", "kind": "project", "starts": typed}
    )
    assert answer.status_code == 422
    assert "starts" in answer.context["form"].errors
    assert not Programme.objects.filter(name="Nollte").exists()


def test_what_was_typed_is_kept_when_the_end_comes_before_the_start(petra):
    answer = petra.post(
        reverse("programmes:new"),
        {"name": "Bakvänt", "kind": "project", "starts": "2026-09-01", "ends": "2026-08"},
    )
    assert answer.status_code == 422
    assert "Bakvänt" in answer.content.decode()
    assert "This is before the day it starts." in answer.content.decode()
    assert not Programme.objects.filter(name="Bakvänt").exists()


def test_every_page_of_setting_up_opens_for_an_empty_programme(petra, page):
    for name in PAGES:
        assert petra.get(page(name)).status_code == 200, name


def test_several_organisations_are_added_at_once(petra, page, cast):
    petra.post(
        page("add_partners"),
        {
            "organisations": [cast.osby.public_key],
            "part": "participant",
            "valid_from": "2026-04-01",
        },
    )
    row = Participation.objects.get(organisation=cast.osby)
    assert (row.programme, row.valid_from) == (cast.programme, dt.date(2026, 4, 1))


def test_a_search_shows_only_organisations_that_are_not_in_yet(petra, page):
    shown = petra.get(page("add_partners"), {"q": "kommun"}).content.decode()
    assert "Osby kommun" in shown
    assert "Partille kommun" not in shown


@pytest.fixture
def full(cast, write):
    """One of everything, written on the pages."""
    write("delregion", name="Norra", lead=cast.kungalv.pk)
    write("mal", number="1", title="Fler får stöd", owner=cast.gr.pk)
    write("mal", number="1.1", title="Handläggare kan", owner=cast.gr.pk, parent="1")
    write(
        "matt",
        goal="1.1",
        title="Utbildningsdagar",
        definition="Dagar där någon var med",
        counts="training_days",
        target="4",
    )
    write("del-av-mal", measure="utbildningsdagar", number="1", title="Norra", target="2")
    write("finansiering", new_name="Byfonden", administered_by="Byalaget", reference="B 1")
    write(
        "regel",
        fund="byfonden",
        subject="retention",
        value="Tio år",
        source="Handboken, s. 4",
        valid_from="2021-01-01",
    )
    write("fas", number="1", name="Uppstart", starts="2025-09", ends="2026-01")
    write("beslut", phase="1", decided_by="Byfonden")
    write("kriterium", phase="1", kind="exit", number="1", text="Planer finns")
    write("omrade", number="1", title="Språk")
    write("falt", name="Vård", number="1", coordinator=cast.gr.pk)
    write("kontakt", organisation=cast.gr.pk, function="Processledare")
    write("resultat", number="1", kind="lesson", text="Börja med språket")
    write("forstudie", question="Går det?", recommendation="Ja")
    write("oppen-punkt", number="1", text="Om planeringen ingår i de tre åren")


def test_every_page_of_setting_up_shows_what_is_there(petra, page, full):
    for name in (*PAGES, "decide"):
        assert petra.get(page(name)).status_code == 200, name


WRITTEN = {
    "mal": "1.1",
    "matt": "utbildningsdagar",
    "del-av-mal": "utbildningsdagar~1",
    "finansiering": "byfonden",
    "finansiar": "byfonden",
    "regel": "byfonden~retention~2021-01-01",
    "fas": "1",
    "beslut": "1",
    "kriterium": "1~exit~1",
    "omrade": "1",
    "resultat": "1",
    "oppen-punkt": "1",
}


def test_what_was_written_is_shown_again_and_saved_unchanged(petra, page, full):
    for part, key in WRITTEN.items():
        address = page("change_part", part, key)
        values = shown_in(petra.get(address).context["form"])
        sent = {name: value for name, value in values.items() if value not in (None, False)}
        answer = petra.post(address, sent)
        assert answer.status_code == 302, (part, answer.context["form"].errors)
        assert shown_in(petra.get(address).context["form"]) == values


def shown_in(form):
    return {field.html_name: field.value() for field in form}


def test_a_measure_of_what_is_counted_gets_its_unit(full):
    measure = Measure.objects.get()
    assert (measure.unit, measure.goal.number) == (Measure.Unit.DAYS, "1.1")


def test_a_number_that_is_taken_is_refused(petra, page, full, cast):
    answer = petra.post(
        page("add_part", "mal"), {"number": "1", "title": "Annat", "owner": cast.gr.pk}
    )
    assert answer.status_code == 422
    assert "There is one of these already." in answer.content.decode()
    assert Goal.objects.get(number="1").title == "Fler får stöd"


def test_what_is_taken_away_is_put_back_by_undo(petra, page, full):
    petra.post(page("remove_part", "mal", "1"))
    assert not Goal.objects.exists()
    petra.post(undo())
    assert [goal.number for goal in Goal.objects.order_by("number")] == ["1", "1.1"]
    assert Measure.objects.get().parts.get().title == "Norra"


def undo() -> str:
    """The address that the latest message offered."""
    return Deed.objects.latest("pk").told()["address"]


def test_undo_leaves_what_others_have_written_meanwhile(petra, page, full, cast):
    petra.post(page("remove_part", "mal", "1"))
    Goal.objects.create(programme=cast.programme, number="1", title="Nytt mål", owner=cast.gr)
    answer = petra.post(undo(), follow=True)
    assert "cannot be put back" in answer.content.decode()
    assert Goal.objects.get().title == "Nytt mål"


def test_undo_gives_back_a_link_and_nothing_else_of_what_only_lost_it(petra, page, full, cast):
    goal = Goal.objects.get(number="1")
    contact = Contact.objects.create(
        programme=cast.programme, organisation=cast.gr, function="Samordnare", goal=goal
    )
    petra.post(page("remove_part", "mal", "1"))
    Contact.objects.filter(pk=contact.pk).update(email="ny@example.org")
    petra.post(undo())
    contact.refresh_from_db()
    assert (contact.goal, contact.email) == (goal, "ny@example.org")


def test_a_fund_that_pays_for_others_too_is_not_changed_by_one_of_them(
    petra, page, full, write, cast
):
    write("finansiering", new_name="Stadsfonden")
    theirs = Programme.objects.create(slug="osby", name="Osbys eget", owner=cast.osby)
    ProgrammeFund.objects.create(programme=theirs, fund=Fund.objects.get(code="stadsfonden"))
    named = page("change_part", "finansiar", "stadsfonden")
    answer = petra.post(named, {"name": "Annat"}, follow=True)
    assert "pays for programmes of others too" in answer.content.decode()
    assert Fund.objects.get(code="stadsfonden").name == "Stadsfonden"
    facts = {"fund": "stadsfonden", "subject": "hours", "hours": "exact", "source": "Jag"}
    assert petra.post(page("add_part", "regel"), facts).status_code == 422


def test_that_the_owner_takes_part_cannot_be_taken_away(petra, page, cast):
    petra.post(page("remove_part", "deltagande", f"{cast.gr.public_key}~owner"))
    assert Participation.objects.filter(organisation=cast.gr).exists()


def test_a_fund_is_changed_for_another_and_nothing_else_is_lost(petra, page, full, write):
    write("finansiering", new_name="Stadsfonden")
    write(
        "regel",
        fund="stadsfonden",
        subject="participants",
        value="Ålder och kommun",
        source="Beslutet",
        valid_from="2021-01-01",
    )
    petra.post(page("remove_part", "finansiering", "byfonden"))
    shown = petra.get(page("funds")).content.decode()
    assert "Ålder och kommun" in shown
    assert "Tio år" not in shown
    assert ProgrammeFund.objects.get().fund.name == "Stadsfonden"
    assert Goal.objects.count() == 2
    assert Contact.objects.get().function == "Processledare"


def test_nobody_else_sets_up_a_programme(cast, page):
    for actor, expected in ((cast.karin, 403), (cast.erik, 403), (cast.eve, 404)):
        client = Client()
        client.force_login(actor.user)
        assert client.get(page("set_up")).status_code == expected
        assert client.post(page("add_part", "mal"), {"number": "1"}).status_code == expected


def test_what_is_not_of_the_programme_is_not_found(petra, page, cast):
    other = Programme.objects.create(slug="annat", name="Annat", owner=cast.osby)
    Goal.objects.create(programme=other, number="7", title="Deras", owner=cast.osby)
    assert petra.get(page("change_part", "mal", "7")).status_code == 404
    assert petra.get(page("change_part", "kriterium", "1~exit~ett")).status_code == 404
    assert petra.get(page("add_part", "ingenting")).status_code == 404


def test_a_name_whose_address_is_a_public_page_is_refused_and_what_was_typed_stays(petra):
    typed = {"name": "Personuppgifter", "kind": "project", "summary": "Om samtycke"}
    answer = petra.post(reverse("programmes:new"), typed)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "The address “personuppgifter” is another public page" in shown
    assert "Om samtycke" in shown
    assert not Programme.objects.filter(name="Personuppgifter").exists()
