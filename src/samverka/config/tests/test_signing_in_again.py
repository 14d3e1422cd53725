"""What is sent when the session has ended waits for whoever typed it, and for nobody else."""

import datetime as dt
import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.tests.factories import training_day
from samverka.development.methods.models import Method
from samverka.foundation.accounts.models import Role
from samverka.foundation.drafts import actions
from samverka.foundation.drafts.models import Draft, HeldForm
from samverka.register.partners.models import Appointment
from samverka.toolkit.clock import now
from samverka.workflows.forget_person.actions import forget_person
from tests.people import LONG_AGO, TODAY, person
from tests.strict_html import hold_together

TEXT = "Samtal vid första besöket"


def token_on(page) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]


@pytest.fixture
def address(cast):
    return reverse("methods:add", args=[cast.programme.public_key])


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def typed(browser, cast, address):
    """What Petra has on the page she has open."""
    browser.force_login(cast.petra.user)
    token = token_on(browser.get(address))
    return {"csrfmiddlewaretoken": token, "name": TEXT, "description": "Så här", "owner": ""}


@pytest.fixture
def signed_out(browser, address, typed):
    """She sends it when her session has ended; the answer."""

    def send(extra=None, **headers):
        Session.objects.all().delete()
        return browser.post(address, {**typed, **(extra or {})}, headers=headers)

    return send


def held_texts(user):
    return [dict(one.told()["fields"])["name"] for one in HeldForm.objects.filter(user=user)]


def send_again(browser, page):
    """Press the button of the page that carries on."""
    fields = re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', page.text, re.DOTALL)
    held = page.context["held"].public_key
    data = {**dict(fields), "_carried_on": held, "csrfmiddlewaretoken": token_on(page)}
    return browser.post(page.context["told"]["address"], data)


def test_it_is_sent_once_by_whoever_typed_it(browser, cast, signed_out):
    answer = signed_out()
    where = reverse("drafts:carry_on", args=[HeldForm.objects.get().public_key])
    assert where in answer.url.replace("%2F", "/")
    assert not Method.objects.exists()
    browser.force_login(cast.petra.user)
    page = browser.get(where)
    assert TEXT in page.text
    for one in (page, browser.get(reverse("drafts:list"))):
        hold_together(one.text)
    assert send_again(browser, page).status_code == 302
    assert Method.objects.get().name == TEXT
    assert send_again(browser, page).url == reverse("drafts:list")
    assert Method.objects.count() == 1


def test_it_waits_once_more_where_the_session_ends_again(browser, cast, signed_out):
    signed_out()
    browser.force_login(cast.petra.user)
    page = browser.get(reverse("drafts:carry_on", args=[HeldForm.objects.get().public_key]))
    Session.objects.all().delete()
    assert send_again(browser, page).status_code == 302
    assert held_texts(cast.petra.user) == [TEXT]
    assert not Method.objects.exists()


def test_nobody_else_meets_it(browser, cast, signed_out):
    signed_out()
    browser.force_login(cast.karin.user)
    page = browser.get(reverse("drafts:carry_on", args=[HeldForm.objects.get().public_key]))
    assert page.status_code == 404
    assert TEXT not in page.text
    assert TEXT not in browser.get(reverse("drafts:list")).text


def test_a_form_that_another_site_sends_is_not_kept(browser, signed_out):
    signed_out({"csrfmiddlewaretoken": "x" * 64})
    signed_out({"csrfmiddlewaretoken": ""})
    signed_out(origin="https://example.com")
    assert not HeldForm.objects.exists()


def test_a_page_from_before_one_signed_in_anew_goes_on_and_another_persons_waits_for_her(
    browser, cast, address, typed
):
    browser.force_login(cast.petra.user)
    browser.cookies["csrftoken"] = "n" * 32
    answer = browser.post(address, {**typed, "_draft": address})
    assert Draft.objects.get().told()["address"] == address
    assert answer.url == reverse("drafts:carry_on", args=[HeldForm.objects.get().public_key])
    HeldForm.objects.all().delete()
    browser.force_login(cast.karin.user)
    assert browser.post(address, typed).status_code == 403
    assert held_texts(cast.petra.user) == [TEXT]
    assert not held_texts(cast.karin.user)


def test_a_part_of_a_page_leads_the_whole_page_to_sign_in(browser, signed_out):
    answer = signed_out(**{"HX-Request": "true", "HX-Current-URL": "http://testserver/partner/"})
    assert answer.status_code == 200
    assert "logga-in" in answer["HX-Redirect"]
    assert HeldForm.objects.count() == 1
    reading = browser.get("/", headers={"HX-Request": "true", "HX-Current-URL": "/partner/"})
    assert reading["HX-Redirect"].endswith("next=%2Fpartner%2F")


def test_what_a_page_asks_while_one_types_leads_nobody_away(browser, cast, typed):
    Session.objects.all().delete()
    asked = browser.post(reverse("people:likely"), typed, headers={"HX-Request": "true"})
    assert (asked.status_code, asked.content) == (204, b"")
    assert not HeldForm.objects.exists()


def test_one_goes_on_in_the_role_one_wrote_in(browser, cast, address):
    Appointment.objects.create(
        user=cast.petra.user, organisation=cast.osby, role=Role.ORGANISER, valid_from=LONG_AGO
    )
    browser.force_login(cast.petra.user)
    page = browser.get("/")
    other = next(one["id"] for one in page.context["frame"]["actors"] if not one["current"])
    browser.post(reverse("act_as"), {"actor": other, "csrfmiddlewaretoken": token_on(page)})
    token = token_on(browser.get("/"))
    Session.objects.all().delete()
    browser.post(reverse("activities:create"), {"csrfmiddlewaretoken": token, "title": TEXT})
    browser.force_login(cast.petra.user)
    page = browser.get(
        reverse("drafts:carry_on", args=[HeldForm.objects.get().public_key]), follow=True
    )
    current = next(one["id"] for one in page.context["frame"]["actors"] if one["current"])
    assert current == other


def test_passwords_numbers_and_files_are_not_kept(signed_out):
    secrets = {
        "password": "fyra skogar",
        "number": "19890630-2396",
        "note": "890630-2396",
        "who": "19890630 TF96",
        "amount": "1250000",
        "phone": "070-174 06 05",
    }
    signed_out(secrets)
    told = HeldForm.objects.get().told()
    kept = dict(told["fields"])
    assert not {"password", "number", "note", "who", "csrfmiddlewaretoken"} & kept.keys()
    assert (kept["amount"], kept["phone"]) == ("1250000", "070-174 06 05")
    assert told["lacks"]


def test_what_lies_in_the_table_cannot_be_read(signed_out):
    signed_out()
    held = HeldForm.objects.values().get()
    assert not [key for key, value in held.items() if TEXT in str(value)]


def test_it_lasts_an_hour_and_drafts_thirty_days(browser, cast, signed_out):
    signed_out({"_draft": "/aktiviteter/ny/"})
    HeldForm.objects.update(saved_at=now() - dt.timedelta(minutes=61))
    Draft.objects.update(saved_at=now() - dt.timedelta(days=29))
    browser.force_login(cast.petra.user)
    key = HeldForm.objects.get().public_key
    assert browser.get(reverse("drafts:carry_on", args=[key])).status_code == 404
    actions.forget_old(by=cast.petra)
    assert (HeldForm.objects.count(), Draft.objects.count()) == (0, 1)
    Draft.objects.update(saved_at=now() - dt.timedelta(days=31))
    actions.forget_old(by=cast.petra)
    assert not Draft.objects.exists()


def test_what_is_refused_waits_again(browser, cast, signed_out):
    signed_out()
    browser.force_login(cast.petra.user)
    held = HeldForm.objects.get()
    page = browser.get(reverse("drafts:carry_on", args=[held.public_key]))
    Appointment.objects.filter(user=cast.petra.user).delete()
    assert send_again(browser, page).status_code in {403, 404}
    assert held_texts(cast.petra.user) == [TEXT]


def test_what_is_saved_from_its_page_is_no_draft_and_waits_no_longer(
    browser, cast, address, typed, signed_out
):
    signed_out({"_draft": address})
    browser.force_login(cast.petra.user)
    token = token_on(browser.get(address))
    offered = browser.get(reverse("drafts:kept"), {"address": address}).json()
    assert ["name", TEXT] in offered["drafts"][0]["fields"]
    browser.post(address, {**typed, "csrfmiddlewaretoken": token, "_draft": address})
    assert Method.objects.get().name == TEXT
    assert (HeldForm.objects.count(), Draft.objects.count()) == (0, 0)


def test_what_carries_on_leads_to_no_other_site(signed_out):
    answer = signed_out(referer="http://testserver//example.com/")
    assert "example.com" not in answer.url
    assert HeldForm.objects.get().told()["page"] == "/"


def test_a_page_that_refuses_by_a_message_keeps_the_draft(cast):
    client = Client()
    client.force_login(cast.petra.user)
    late = training_day(cast, TODAY - dt.timedelta(days=60))
    keys = [cast.programme.public_key, late.public_key, late.sessions.get().public_key]
    address = reverse("feedback:ask", args=keys)
    actions.keep_draft(address="/om/", title="", fields=[("name", TEXT)], by=cast.petra.user)
    assert client.post(address, {"_draft": "/om/"}).status_code == 302
    assert Draft.objects.count() == 1


def test_a_form_that_is_refused_keeps_its_draft(browser, cast, address, typed):
    fields = [("name", TEXT)]
    actions.keep_draft(address=address, title="", fields=fields, by=cast.petra.user)
    assert browser.post(address, {**typed, "name": "", "_draft": address}).status_code == 422
    assert Draft.objects.count() == 1


def test_drafts_have_limits_that_are_said(client, cast, monkeypatch):
    client.force_login(cast.petra.user)
    keep = reverse("drafts:keep")
    long = client.post(keep, {"_draft": "/a/", "text": "x" * (actions.LONGEST_DRAFT + 1)})
    assert (long.status_code, "too long" in long.json()["said"]) == (413, True)
    monkeypatch.setattr(actions, "MOST_DRAFTS", 2)
    for number in range(2):
        assert client.post(keep, {"_draft": f"/{number}/", "text": TEXT}).status_code == 200
    assert "throw some of them away" in client.post(keep, {"_draft": "/2/"}).json()["said"]
    assert client.post(keep, {"_draft": "/1/", "text": TEXT}).status_code == 200
    for other_site in ("//example.com/", "/\\example.com/", "https://example.com/"):
        assert client.post(keep, {"_draft": other_site}).status_code == 400
    assert Draft.objects.count() == 2


def test_two_windows_with_the_same_form_are_two_drafts(browser, cast, address, typed):
    keep = {"csrfmiddlewaretoken": typed["csrfmiddlewaretoken"], "_draft": address}
    for page, text in (("a1", "Det första"), ("b2", "Det andra")):
        browser.post(reverse("drafts:keep"), {**keep, "draft_page": page, "description": text})
    offered = browser.get(reverse("drafts:kept"), {"address": address}).json()["drafts"]
    texts = [dict(one["fields"])["description"] for one in offered]
    assert (texts, [one["page"] for one in offered]) == (["Det andra", "Det första"], ["b2", "a1"])
    browser.post(address, {**typed, "_draft": address, "draft_page": "b2"})
    assert [dict(one.told()["fields"])["description"] for one in Draft.objects.all()] == [
        "Det första"
    ]


def test_whoever_is_forgotten_is_not_left_in_what_others_began_to_write(cast):
    amanda = person("Amanda", cast.kungalv)
    for about in (str(amanda), "någon annan"):
        fields = [("text", f"Träffade {about} i går")]
        actions.keep_draft(address=f"/{about}/", title="", fields=fields, by=cast.petra.user)
    actions.keep_draft(
        address="/om/", title=str(amanda), fields=[("text", "Ring")], by=cast.petra.user
    )
    forget_person(person=amanda, on=TODAY, by=cast.karin)
    [left] = Draft.objects.all()
    assert left.told()["fields"] == [["text", "Träffade någon annan i går"]]
