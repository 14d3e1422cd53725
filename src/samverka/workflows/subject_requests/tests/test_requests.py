"""What persons ask about their own data is written down, answered in time, and seen when late."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.retention.models import Hold
from samverka.register.people import actions as people
from samverka.register.people.models import KnownTo, Person
from samverka.register.people.permissions import may_forget, may_read_extract
from samverka.register.requests import actions as requests
from samverka.register.requests.limits import ANSWER, last_day, limit
from samverka.register.requests.models import SubjectRequest
from samverka.register.requests.tests.factories import asked
from tests.people import LONG_AGO, TODAY, person

pytestmark = pytest.mark.django_db


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def test_the_law_gives_a_month_and_says_where_that_is_written():
    assert last_day(ANSWER, dt.date(2026, 1, 31)) == dt.date(2026, 2, 28)
    assert last_day(ANSWER, dt.date(2026, 12, 5)) == dt.date(2027, 1, 5)
    assert "2016/679" in limit(ANSWER, TODAY).source


def test_a_request_is_written_down_on_the_page_of_the_person_and_stands_in_the_register(cast):
    amanda = person("Amanda", cast.kungalv)
    karin = signed_in(cast.karin)
    url = reverse("subject_requests:of_person", args=[amanda.public_key])
    assert url in karin.get(reverse("person:detail", args=[amanda.public_key])).content.decode()
    karin.post(url, {"kind": "erasure", "received_on": "2026-03-10"})
    made = SubjectRequest.objects.get()
    assert (made.due_on, made.organisation) == (dt.date(2026, 4, 10), cast.kungalv)
    text = karin.get(reverse("subject_requests:register")).content.decode()
    assert "Amanda Exempel" in text
    refused = karin.post(url, {"kind": "erasure", "received_on": "2026-03-11"})
    assert "has asked this already" in refused.content.decode()
    to_come = karin.post(url, {"kind": "access", "received_on": "2099-01-01"})
    assert "That day is to come" in to_come.content.decode()


def test_somebody_asks_on_their_own_page_and_does_not_answer_themselves(cast):
    sara = person("Sara", cast.kungalv)
    people.link_user(person=sara, user=cast.sara.user, by=cast.ada)
    client = signed_in(cast.sara)
    url = reverse("subject_requests:of_person", args=[sara.public_key])
    made = client.post(url, {"kind": "access", "received_on": str(TODAY)})["Location"]
    assert client.get(made).status_code == 200
    assert client.post(made, {"answer": "done"}).status_code == 403
    assert SubjectRequest.objects.get().is_open


def test_the_extract_leads_back_to_the_request_that_it_answers(cast):
    amanda = person("Amanda", cast.kungalv)
    karin = signed_in(cast.karin)
    url = reverse("subject_requests:of_person", args=[amanda.public_key])
    made = karin.post(url, {"kind": "access", "received_on": "2026-03-10"})["Location"]
    extract = reverse("disclose_person:extract", args=[amanda.public_key])
    step = f"{extract}?request={SubjectRequest.objects.get().public_key}"
    assert step in karin.get(made).content.decode()
    assert f'href="{made}"' in karin.get(step).content.decode()
    assert made not in karin.get(f"{extract}?request=forged").content.decode()


def test_what_is_late_comes_first_and_the_home_page_tells(cast):
    amanda, bo = person("Amanda", cast.kungalv), person("Bo", cast.kungalv)
    asked(cast, bo, received_on=TODAY)
    asked(cast, amanda, kind="rectification", received_on=dt.date(2026, 1, 5))
    karin = signed_in(cast.karin)
    text = karin.get(reverse("subject_requests:register")).content.decode()
    assert "1 is late." in text
    assert text.index("Amanda Exempel") < text.index("Bo Exempel")
    late = karin.get(reverse("subject_requests:register") + "?state=late").content.decode()
    assert "Bo Exempel" not in late
    home = karin.get("/").content.decode()
    assert home.count("Answer a person") == 2
    assert "Answer a person" not in signed_in(cast.olga).get("/").content.decode()


def test_the_administrator_finds_the_register_and_reads_no_name(cast):
    asked(cast, person("Amanda", cast.kungalv))
    SubjectRequest.objects.update(organisation=cast.gr)
    ada = signed_in(cast.ada)
    assert reverse("subject_requests:register") in ada.get("/administration/").content.decode()
    text = ada.get(reverse("subject_requests:register")).content.decode()
    assert "Somebody you do not see" in text
    assert "Amanda" not in text


def test_it_may_take_two_more_months_if_the_person_is_told_within_the_first(cast):
    request = asked(cast, person("Amanda", cast.kungalv), received_on=dt.date(2026, 3, 1))
    requests.extend(request=request, on=TODAY, by=cast.karin)
    request.refresh_from_db()
    assert (request.due_on, request.is_extended) == (dt.date(2026, 6, 1), True)
    with pytest.raises(requests.TooLateToExtend):
        requests.extend(request=request, on=TODAY, by=cast.karin)
    late = asked(cast, person("Bo", cast.kungalv), received_on=dt.date(2026, 1, 1))
    with pytest.raises(requests.TooLateToExtend):
        requests.extend(request=late, on=TODAY, by=cast.karin)


def test_a_refusal_names_its_ground_and_an_answer_is_given_once(cast):
    request = asked(cast, person("Amanda", cast.kungalv))
    karin, url = (
        signed_in(cast.karin),
        reverse("subject_requests:detail", args=[request.public_key]),
    )
    assert "on what ground" in karin.post(url, {"answer": "refused"}).content.decode()
    karin.post(url, {"answer": "refused", "ground": "not_known"})
    request.refresh_from_db()
    assert (request.answer, request.ground, request.answered_on) == ("refused", "not_known", TODAY)
    with pytest.raises(requests.AnsweredAlready):
        requests.answer(request=request, answer="done", on=TODAY, by=cast.karin)


def test_a_restriction_that_is_granted_holds_what_is_kept_and_the_page_says_so(cast):
    amanda = person("Amanda", cast.kungalv)
    request = asked(cast, amanda, kind="restriction")
    karin = signed_in(cast.karin)
    karin.post(reverse("subject_requests:detail", args=[request.public_key]), {"answer": "done"})
    assert Hold.objects.get().kind == "restriction"
    text = karin.get(reverse("person:detail", args=[amanda.public_key])).content.decode()
    assert "it is kept, and not used" in text


def test_an_erased_person_stands_in_the_register_without_a_name(cast):
    amanda = person("Amanda", cast.kungalv)
    request = asked(cast, amanda, kind="erasure")
    karin = signed_in(cast.karin)
    url = reverse("subject_requests:detail", args=[request.public_key])
    assert (
        reverse("forget_person:forget", args=[amanda.public_key])
        in karin.get(url).content.decode()
    )
    karin.post(reverse("forget_person:forget", args=[amanda.public_key]))
    karin.post(url, {"answer": "done"})
    text = karin.get(reverse("subject_requests:register")).content.decode()
    assert "An erased person" in text


def test_of_somebody_whom_nobody_employs_any_who_know_them_answer(cast):
    newcomer = Person.objects.create(given_name="Bilal", family_name="Exempel")
    KnownTo.objects.create(
        person=newcomer, organisation=cast.gr, reason=KnownTo.Reason.ACTIVITY, since=LONG_AGO
    )
    assert may_read_extract(cast.petra, newcomer)
    assert may_forget(cast.petra, newcomer)
    assert not may_read_extract(cast.karin, newcomer)
    assert not may_forget(cast.olga, newcomer)


def test_the_register_takes_as_many_questions_for_many_requests(
    cast, django_assert_max_num_queries
):
    karin = signed_in(cast.karin)
    asked(cast, person("Amanda", cast.kungalv))
    url = reverse("subject_requests:register") + "?state=open"
    with django_assert_max_num_queries(14) as few:
        karin.get(url)
    for number in range(5):
        asked(cast, person(f"Bo{number}", cast.kungalv))
    with django_assert_max_num_queries(len(few)):
        karin.get(url)
