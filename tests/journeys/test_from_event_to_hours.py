"""S10 in a browser: from an event to the hours that its fund is told, and the numbers agree.

Olga invites seven; they answer by the link in their letters, on a phone. She ticks who came, asks
them what they thought, and shows the code. In April Karin certifies March, and Erik sends it.
Of those who do the same, one does it in the browser and the others by sending the same form.
"""

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from samverka.delivery.activities.models import Attendance, Registration
from samverka.delivery.activities.tests.factories import training_day
from samverka.delivery.certification.models import CertifiedLine
from samverka.delivery.certification.tests.factories import counts
from samverka.delivery.invitations.models import Addressee
from samverka.delivery.invitations.tests.factories import a_minute_later, colleague
from samverka.delivery.invitations.tests.reading import letter_to, link_in
from samverka.publishing.reports.queries import month_report, programmes_read_by
from samverka.publishing.statements.models import Version
from samverka.publishing.statements.tests import factories as statements
from samverka.publishing.statements.tests.factories import MARCH

from .steps import PHONE, by_the_bar, press, save, send_to
from .test_attendance_sheet import wait_until_saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY, APRIL = dt.date(2026, 3, 20), dt.date(2026, 4, 2)
COME = ("amanda", "bashir", "cecilia", "dalia", "ermias", "farah")
STAYS_AWAY, FALLS_ILL = "gun", "farah"
HERE = len(COME) - 1
FIELDS = ("organisation", "minutes", "whole_hours")


@pytest.fixture
def event(cast):
    for name in (*COME, STAYS_AWAY):
        colleague(cast, name.title(), email=f"{name}@example.org")
    return training_day(cast, DAY, place="Kungälvsrummet", seats=10)


def invite(page, event, where: str) -> None:
    """Words, everybody at one municipality, and off they go."""
    page.goto(reverse("invitations:write", args=[event.public_key]))
    page.fill("#id_text_sv", "Välkommen att lära mer om att arbeta med tolk.")
    save(page)
    choose = reverse("invitations:choose", args=[event.public_key])
    page.goto(f"{choose}?by=organisation")
    page.locator("#by-organisation").select_option(where)
    press(page.locator("form:has(#by-organisation) button"))
    expect(page.locator("#found input[name=who]:checked")).to_have_count(len(COME) + 1)
    press(page.locator("#found button[type=submit]"))
    send_to(page, "/skicka/invitation/")
    # The page would be asked for anew when the letters have left.
    page.goto("/")
    a_minute_later()


def answer(page, letters) -> None:
    """Each by their own link."""
    links = {name: link_in(letter_to(letters, name)) for name in (*COME, STAYS_AWAY)}
    page.goto(links.pop(COME[0]))
    press(page.locator("button[name=answer][value=yes]"))
    for name, link in links.items():
        said = "no" if name == STAYS_AWAY else "yes"
        assert Client().post(link, {"answer": said}).status_code == 302


def tick(page, session) -> None:
    page.goto(reverse("activities:sheet", args=[session.public_key]))
    rows = page.locator(".sheet-row")
    expect(rows).to_have_count(len(COME))
    for name in COME:
        mark = "absent" if name == FALLS_ILL else "here"
        rows.filter(has_text=name.title()).locator(f"input[value={mark}]").check()
    expect(page.locator(".sheet-count strong")).to_have_text(str(HERE))
    wait_until_saved(page)
    assert Attendance.objects.count() == len(COME)


def ask_them(page, phone, cast, event) -> None:
    """Five answer by a code on paper; the page says five of the five who were there."""
    keys = [cast.programme.public_key, event.public_key]
    page.goto(reverse("feedback:activity", args=keys))
    press(page.locator("main form[action$='/fraga/'] button[value=link]"))
    press(page.locator("main a[href$='/affisch/']"))
    code = page.locator(".wall-address").inner_text().strip()
    grades = {f"a.statement_{number}": "5" for number in (1, 2, 3)}
    phone.goto(code)
    for name, grade in grades.items():
        phone.locator(f"input[name='{name}'][value='{grade}']").check()
    press(phone.locator("main form.grades button[type=submit]"))
    for _other in range(HERE - 1):
        assert Client().post(urlsplit(code).path, grades).status_code == 302
    page.goto(reverse("feedback:activity", args=keys))
    expect(page.locator("main .lead").first).to_contain_text(
        f"{HERE} har svarat av {HERE} som var där"
    )


def certify(page) -> None:
    """Karin's word for each, and that nobody else pays for the hours."""
    for box in page.locator("main form.section input[type=checkbox]").all():
        box.check()
    page.locator("#id_function").fill("Delprojektledare")
    press(page.locator("main form.section button"))


def send(page) -> None:
    send_to(page, "/klar/")
    send_to(page, "/skicka/")
    by_the_bar(page, lambda: statements.work(Version.objects.get()))


def test_from_the_event_to_the_funds_month_the_numbers_agree_everywhere(
    cast, event, page_of, letters, settings
):
    settings.LANGUAGE_CODE = "sv"
    session = event.sessions.get()
    olga = page_of(cast.olga, "/")
    invite(olga, event, cast.kungalv.public_key)
    phone = page_of(None, "/", width=PHONE)
    answer(phone, letters)
    assert Registration.objects.filter(state="registered").count() == len(COME)
    assert Addressee.objects.exclude(answer="").count() == len(COME) + 1

    settings.FIXED_TODAY = DAY.isoformat()
    tick(olga, session)
    ask_them(olga, phone, cast, event)
    minutes = HERE * session.minutes
    assert sum(Attendance.objects.values_list("minutes", flat=True)) == minutes

    settings.FIXED_TODAY = APRIL.isoformat()
    counts(cast, event)
    key = cast.programme.public_key
    karin = page_of(cast.karin, reverse("certification:certify", args=[key, "esf", "2026-03"]))
    certify(karin)
    lines = CertifiedLine.objects.values_list("minutes", "claimed")
    assert list(lines) == [(session.minutes, session.minutes)] * HERE

    of = statements.series(cast, "hours", FIELDS, first_month=MARCH)
    erik = page_of(cast.erik, reverse("statements:month", args=[key, of.public_key, MARCH]))
    send(erik)
    told = Version.objects.get()
    assert (told.persons, told.minutes, told.claimed) == (HERE, minutes, minutes)
    expect(erik.locator("main .figures")).to_contain_text(re.compile(rf"{minutes // 60}\sh"))
    report = month_report(programmes_read_by(cast.erik).get(), MARCH, cast.erik)
    assert (report.total.persons, report.total.minutes) == (HERE, minutes)
    assert [page.complaints for page in (olga, phone, karin, erik)] == [[]] * 4
