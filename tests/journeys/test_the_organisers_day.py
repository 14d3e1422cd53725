"""The organiser's whole day in a browser: from forty letters to a certificate that is verified.

Olga invites forty in five municipalities; letters arrive, and three answer, one of them in Arabic
on a telephone. On the day the network goes and the server is killed while she ticks. Those who
came say what they thought by the code on the screen, and are given certificates. What she and the
others saw is kept as pictures in .local/pictures/.
"""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from samverka.delivery.activities import actions
from samverka.delivery.activities.models import Attendance, Registration
from samverka.delivery.activities.tests.factories import only_session, training_day
from samverka.delivery.feedback.limits import code_shown
from samverka.delivery.feedback.models import FeedbackRound
from samverka.delivery.invitations.models import Addressee
from samverka.delivery.invitations.tests.factories import a_minute_later
from samverka.delivery.invitations.tests.reading import files, link_in, times_in
from samverka.delivery.programmes.models import Participation
from samverka.publishing.certificates.models import AttendanceCertificate
from samverka.publishing.certificates.said import read
from samverka.register.people.models import Person
from tests.killed.served import ALL, serving
from tests.people import TODAY, municipality, person
from tests.post import do_what_waits

from .steps import PHONE, by_the_bar, follow, looks_right, picture, press, press_button
from .test_attendance_sheet import radio, row, wait_until_saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BEFORE, AFTER = TODAY - dt.timedelta(days=14), TODAY + dt.timedelta(days=1)
ELSEWHERE = {"1415": "Stenungsund", "1480": "Göteborg", "1481": "Mölndal"}
NAMES = {"1482": "Kungälv", "1402": "Partille", **ELSEWHERE}
GIVEN = ("Amanda", "Bashir", "Cecilia", "Dalia", "Ermias", "Farah", "Gun", "Hodan")
INVITED = 40
# Who answers by the browser, and who besides them comes.
ARABIC, SWEDISH, SAYS_NO = "amanda.kungalv", "bashir.partille", "cecilia.molndal"
OTHERS = ("amanda.partille", "dalia.molndal", "ermias.goteborg", "farah.stenungsund")


@pytest.fixture
def event(cast):
    """Eight in each of five municipalities: seven are found by what they do, one by where."""
    homes = {"kungalv": cast.kungalv, "partille": cast.partille}
    for code, name in ELSEWHERE.items():
        homes[ascii_of(name)] = home = municipality(code, name)
        Participation.objects.create(
            programme=cast.programme,
            organisation=home,
            part=Participation.Part.PARTICIPANT,
            valid_from=cast.programme.starts_on,
        )
    for where, home in homes.items():
        for name in GIVEN:
            title = "Kurator" if name == GIVEN[-1] else "Socialsekreterare"
            made = person(name, home, cast.gr, title=title)
            made.family_name = home.municipality.name
            made.email = f"{name.lower()}.{where}@example.org"
            made.save(update_fields=["family_name", "email"])
    return training_day(
        cast, TODAY, place="Kungälvsrummet", seats=40, registration_closes_on=TODAY
    )


def ascii_of(name: str) -> str:
    return name.lower().translate(str.maketrans("åäö", "aao"))


def full_name(address: str) -> str:
    return str(Person.objects.get(email=f"{address}@example.org"))


def invite(page: Page, event) -> None:
    """By what they do and by where they work; then the letters are read through and leave."""
    page.goto(reverse("invitations:write", args=[event.public_key]))
    page.fill("#id_text_sv", "Välkommen att lära mer om att arbeta med tolk.")
    press(page.get_by_role("button", name="Spara", exact=True))
    follow(page, "Välj vilka som bjuds in")
    choose(page, "function", "Socialsekreterare", INVITED - len(NAMES))
    looks_right(page, "day-1-whom-to-invite")
    press_button(page, "Lägg till")
    for name in NAMES.values():
        follow(page, "Välj vilka som bjuds in")
        home = page.locator("#by-organisation option").filter(has_text=name)
        choose(page, "organisation", home.first.get_attribute("value"), 1)
        press_button(page, "Lägg till")
    here = page.url
    follow(page, "Se brevet")
    looks_right(page, "day-2-the-letter")
    page.goto(here)
    press_button(page, f"Skicka {INVITED} inbjudningar")
    expect(page.locator("main")).to_contain_text(f"{INVITED} brev")
    page.goto("/")
    a_minute_later()


def choose(page: Page, by: str, value: str, count: int) -> None:
    page.locator(f"#by-{by}").select_option(value)
    press(page.locator(f"form:has(#by-{by}) button"))
    expect(page.locator("#found input[name=who]:checked")).to_have_count(count)
    expect(page.locator("#found [data-ticks]")).to_be_checked()


def arrived(letters) -> dict[str, str]:
    """The link in each of the last letters, by the address it came to."""
    return {one["To"].removesuffix("@example.org"): link_in(one) for one in letters}


def answer(page_of, links: dict[str, str]) -> list[Page]:
    """Yes in Arabic on a telephone, yes in Swedish, and no."""
    phone = page_of(None, links[ARABIC], language="ar", width=PHONE)
    expect(phone.locator("html")).to_have_attribute("dir", "rtl")
    looks_right(phone, "day-3-answer-ar-360")
    phone.fill("[name=needs]", "مكان قريب من الشاشة")
    press(phone.locator("[name=answer][value=yes]"))
    expect(phone.locator(".lead")).to_be_visible()
    looks_right(phone, "day-4-answered-ar-360")
    desk = page_of(None, links[SWEDISH])
    press_button(desk, "Ja, jag kommer")
    expect(desk.locator("main")).to_contain_text("Du har en plats.")
    desk.goto(links[SAYS_NO])
    press_button(desk, "Nej, jag kan inte komma")
    expect(desk.locator("main")).to_contain_text("Du har svarat nej.")
    return [phone, desk]


def remind(page: Page, event) -> None:
    """The page counts who is missing; each number opens those it counts."""
    page.goto(reverse("invitations:detail", args=[event.public_key]))
    press(page.locator("a.figure", has_text="har svarat ja"))
    expect(page.locator("main tbody tr")).to_have_count(2)
    looks_right(page, "day-5-who-said-yes")
    press_button(page, f"Påminn {INVITED - 3} som inte har svarat")
    page.goto("/")
    a_minute_later()


def tick_without_network(page_of, cast, session, folder) -> None:
    """The network goes while she ticks, and the server dies; all arrives, and they disagree."""
    here = [full_name(address) for address in (ARABIC, SWEDISH, *OTHERS)]
    with serving(folder) as served:
        url = f"http://127.0.0.1:{served.port}"
        sheet = reverse("activities:sheet", args=[session.public_key])
        page = page_of(cast.olga, sheet, url=url)
        expect(page.locator(".sheet-row")).to_have_count(len(here))
        radio(page, here[0], "here").check()
        wait_until_saved(page)
        page.context.set_offline(True)
        for name in here[1:]:
            radio(page, name, "here").check()
        expect(page.locator("[data-state=waiting]")).to_be_visible()
        picture(page, "day-6-without-network")
        served.kill(ALL)
        assert Attendance.objects.count() == 1
        said_by_petra(cast, session, OTHERS[-1])
        page.context.set_offline(False)
        conflict = row(page, here[-1]).locator(".sheet-conflict")
        expect(conflict).to_contain_text("Petra Exempel")
        picture(page, "day-7-they-disagree")
        conflict.locator("[name=instead]").click()
        expect(conflict).to_have_count(0)
        wait_until_saved(page)
        page.context.close()
    marks = Attendance.objects.values_list("mark", "minutes")
    assert list(marks) == [(Attendance.Mark.HERE, session.minutes)] * len(here)


def said_by_petra(cast, session, address: str) -> None:
    """Somebody else has ticked meanwhile that one of them was not here."""
    key = session.activity.registrations.get(person__email=f"{address}@example.org").public_key
    marks = [actions.Mark(key, Attendance.Mark.ABSENT)]
    actions.record_attendance(session=session, marks=marks, on=TODAY, by=cast.petra)


def ask_by_the_screen(page: Page, page_of, cast, event) -> Page:
    """The code on the wall is of this half minute; each telephone that reads it answers once."""
    keys = [cast.programme.public_key, event.public_key]
    page.goto(reverse("feedback:activity", args=keys))
    press_button(page, "Fråga via skärmen")
    follow(page, "Visa koden")
    looks_right(page, "day-8-the-code")
    # What a camera reads: the drawing is of this address for half a minute.
    code = code_shown(FeedbackRound.objects.get())
    phone = page_of(None, reverse("feedback_answer:in_the_room", args=[code]), width=PHONE)
    for number in (1, 2, 3):
        phone.locator(f"input[name='a.statement_{number}'][value='5']").check()
    looks_right(phone, "day-9-feedback-360")
    press_button(phone, "Skicka")
    expect(phone.locator("h1")).to_have_text("Tack")
    return phone


def give(page: Page, event, count: int) -> str:
    """To all who came, at once; the code of the first."""
    page.goto(reverse("activities:detail", args=[event.public_key]))
    follow(page, "Deltagarintyg")
    expect(page.locator("main input[name=person]:checked")).to_have_count(count)
    looks_right(page, "day-10-who-came")
    press_button(page, "Ge intyg till")
    by_the_bar(page, do_what_waits)
    follow(page, "Se listan")
    looks_right(page, "day-11-given")
    press(page.locator("main tbody a"))
    follow(page, "Sidan där det kontrolleras")
    return page.url


def test_forty_are_invited_the_network_goes_and_a_certificate_is_verified(
    cast, event, page_of, letters, settings, tmp_path
):
    settings.LANGUAGE_CODE, settings.FIXED_TODAY = "sv", BEFORE.isoformat()
    session = only_session(event)
    olga = page_of(cast.olga, "/")
    invite(olga, event)
    assert len({one["To"] for one in letters}) == len(letters) == INVITED
    told = times_in(files(letters[0])["REQUEST"])
    assert (told["DTSTART"].dt, str(told["LOCATION"])) == (session.starts_at, "Kungälvsrummet")
    links = arrived(letters)
    letters.clear()
    readers = answer(page_of, links)
    remind(olga, event)
    reminded = arrived(letters)
    assert reminded.keys() == links.keys() - {ARABIC, SWEDISH, SAYS_NO}
    for one in OTHERS:
        assert Client().post(reminded[one], {"answer": "yes"}).status_code == 302
    assert Addressee.objects.exclude(answer="").count() == 3 + len(OTHERS)
    assert Registration.objects.filter(state="registered").count() == 2 + len(OTHERS)

    settings.FIXED_TODAY = TODAY.isoformat()
    tick_without_network(page_of, cast, session, tmp_path)
    readers.append(ask_by_the_screen(olga, page_of, cast, event))

    settings.FIXED_TODAY = AFTER.isoformat()
    verifying = give(olga, event, 2 + len(OTHERS))
    anybody = page_of(None, verifying, width=PHONE)
    looks_right(anybody, "day-12-verified-360")
    of = read(AttendanceCertificate.objects.get(person__email=f"{ARABIC}@example.org"))
    expect(anybody.locator("main")).to_contain_text(of.initials)
    assert "Amanda" not in anybody.content()
    assert anybody.complaints == []
    anybody.goto(verifying.replace(of.code, of.code[::-1]))
    expect(anybody.locator("h1")).to_have_text("Inget intyg finns här")
    assert [page.complaints for page in (olga, *readers)] == [[]] * (1 + len(readers))
