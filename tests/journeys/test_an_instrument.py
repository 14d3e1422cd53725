"""Questions in a browser: written in Swedish and Arabic, asked in three ways, answered, and read.

Olga writes them and sees each language as it is met. One answer comes on paper and is typed in;
Amanda begins on her telephone in Arabic, stops, and goes on by her link; of an anonymous round
nobody sees anything until it is over.
"""

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from samverka.foundation.accounts.actor import Actor
from samverka.register.instruments import actions
from samverka.register.instruments.models import Asked, Instrument, Round
from samverka.register.instruments.queries import answers_of, token_of
from samverka.register.instruments.tests.factories import answered
from samverka.toolkit.clock import today
from tests.people import person

from .steps import PHONE, faults, fits, press, save, send_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SURE = ("Inte alls", "أبدًا"), ("Delvis", "جزئيًا"), ("Helt", "تمامًا")
ANSWERS = {"f1": "yes", "f2": 2}


def write(page, kind: str, texts: dict[str, str], lines=(), part: str = "choices") -> None:
    """One item; the preview has drawn the Arabic text before it is saved."""
    press(page.locator(f"main a[href*='/ny/{kind}/']").last)
    for code, text in texts.items():
        page.fill(f"#id_label_{code}", text)
    for number, (swedish, arabic) in enumerate(lines):
        page.fill(f"#id_{part}_{number}_sv", swedish)
        page.fill(f"#id_{part}_{number}_ar", arabic)
    expect(page.locator("#preview [dir=rtl]").first).to_contain_text(texts["ar"])
    for _swedish, arabic in lines:
        expect(page.locator("#preview")).to_contain_text(arabic)


def test_written_asked_answered_in_three_ways_and_read(page_of, cast):
    page = page_of(cast.olga, reverse("instruments:create"))
    page.fill("#id_name", "Språkstöd")
    page.locator("input[name=sphere][value=staff]").check()
    page.locator("input[name=languages][value=ar]").check()
    save(page)
    made = Instrument.objects.get(name="Språkstöd")
    draft = reverse("instruments:version", args=[made.public_key, 1])
    page.goto(draft)
    yes_no = (("Ja", "نعم"), ("Nej", "لا"))
    write(page, "single", {"sv": "Arbetar du?", "ar": "هل تعمل؟"}, yes_no)
    page.fill("#id_choices_0_name", "yes")
    page.fill("#id_choices_1_name", "no")
    page.fill("#id_name", "f1")
    page.locator("#id_required").check()
    save(page)
    page.goto(draft)
    write(page, "section", {"sv": "Om dig", "ar": "عنك"})
    page.fill("#id_name", "s")
    save(page)
    page.goto(draft)
    write(page, "scale", {"sv": "Hur säker är du?", "ar": "ما مدى ثقتك؟"}, SURE, "anchors")
    page.locator("#id_into").select_option("s")
    page.fill("#id_name", "f2")
    save(page)
    page.goto(draft)
    expect(page.locator(".items")).to_contain_text("Hur säker är du?")
    assert faults(page) == []
    save_publish(page)
    assert made.versions.get().is_published
    rounds = {way: opened(page, made, way, cast.olga) for way in ("link", "named", "anonymous")}
    on_paper(page, rounds["link"])
    on_a_telephone(page_of, cast, rounds["named"])
    without_a_name(page_of, cast, page, rounds["anonymous"])
    read(page, rounds["link"], "1 (100 %)")
    assert page.complaints == []


def save_publish(page) -> None:
    press(page.locator("header.page-head a.button"))
    save(page)


def opened(page, made: Instrument, way: str, reader: Actor) -> Round:
    page.goto(reverse("instruments:round_new", args=[made.public_key]))
    page.fill("#id_name", f"Våren, {way}")
    page.locator(f"input[name=way][value={way}]").check()
    page.fill("#id_closes_on", (today() + dt.timedelta(days=9)).isoformat())
    if way == "link":
        # Of fewer than five answers only who may read each of them reads the figures.
        page.locator("#id_reader_organisation").select_option(label=reader.organisation.name)
        page.locator("#id_reader_role").select_option(reader.role)
        page.locator("#id_reader_sees").select_option("answers")
    save(page)
    return Round.objects.get(way=way)


def on_paper(page, held: Round) -> None:
    """All at once, as quick as the paper is read."""
    page.goto(reverse("instruments:round", args=[held.public_key]))
    send_to(page, "/skriv-in/")
    page.locator("input[name='a.f1'][value=yes]").check()
    page.locator("input[name='a.f2'][value='2']").check()
    save(page)
    assert [one.answers for one in answers_of(held)] == [ANSWERS]


def on_a_telephone(page_of, cast, held: Round) -> None:
    """Amanda answers half, stops, and goes on by the same link; nothing is lost or too wide."""
    amanda = person("Amanda", cast.gr)
    actions.ask(asked_round=held, persons=[(amanda, cast.gr.pk)], on=today(), by=cast.olga)
    link = reverse("instruments_answer:begin", args=[token_of(held.asked.get())])
    phone = page_of(None, link, language="ar", width=PHONE)
    right_to_left(phone)
    press(phone.locator("button.button:not(.quiet)"))
    phone.locator("input[name='a.f1'][value=yes]").check()
    expect(phone.locator("[data-saved]")).not_to_be_empty()
    right_to_left(phone)
    press(phone.locator("button[value=leave]"))
    again = page_of(None, link, language="ar", width=PHONE)
    press(again.locator("button.button:not(.quiet)"))
    expect(again.locator("input[name='a.f1'][value=yes]")).to_be_checked()
    press(again.locator("button[value=next]"))
    expect(again.locator("h2 [lang=ar]")).to_contain_text("عنك")
    again.locator("input[name='a.f2'][value='2']").check()
    right_to_left(again)
    press(again.locator("button[value=next]"))
    assert [(one.language, one.answers) for one in answers_of(held)] == [("ar", ANSWERS)]
    again.goto(link)
    expect(again.locator("input[type=radio]")).to_have_count(0)
    assert phone.complaints == []


def right_to_left(phone) -> None:
    expect(phone.locator("html")).to_have_attribute("dir", "rtl")
    fits(phone)
    assert faults(phone) == []


def without_a_name(page_of, cast, page, held: Round) -> None:
    """Five answer, one of them in the browser; what they said is read when it is over."""
    names = ("Bashir", "Cecilia", "Dalia", "Ermias", "Farah")
    people = [(person(name, cast.gr), cast.gr.pk) for name in names]
    actions.ask(asked_round=held, persons=people, on=today(), by=cast.olga)
    first, *others = Asked.objects.filter(round=held).select_related("person")
    one = page_of(None, reverse("instruments_answer:begin", args=[token_of(first)]))
    one.locator("input[name=how][value=whole]").check()
    press(one.locator("button.button:not(.quiet)"))
    one.locator("input[name='a.f1'][value=no]").check()
    press(one.locator("button[value=next]"))
    for each in others:
        answered(each, ANSWERS)
    assert not held.responses.exclude(asked=None).exists()
    page.goto(reverse("instruments:results", args=[held.public_key]))
    expect(page.locator("#i-f1")).to_have_count(0)
    page.goto(reverse("instruments:round", args=[held.public_key]))
    send_to(page, "/stang/")
    read(page, held, "4 (80 %)")


def read(page, held: Round, said: str) -> None:
    page.goto(reverse("instruments:results", args=[held.public_key]))
    expect(page.locator("#i-f1")).to_contain_text(said)
    assert faults(page) == []
