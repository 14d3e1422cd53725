"""One day from its invitation to what the fund is told: the numbers agree everywhere (S10)."""

from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.actions import Mark, record_attendance
from samverka.delivery.activities.models import Attendance, Registration
from samverka.delivery.activities.tests.factories import training_day
from samverka.delivery.feedback.actions import ask
from samverka.delivery.invitations.actions import note_answer
from samverka.delivery.invitations.models import Addressee
from samverka.delivery.invitations.tests.factories import colleague, invitation, invited
from samverka.publishing.reports.queries import month_report, programmes_read_by
from tests.people import TODAY

NAMES = ("Amina", "Bo", "Cia", "Didrik", "Ebba", "Farid", "Gun", "Hodan")
SAID_YES, CAME, ANSWERED = 7, 6, 5
GRADES = {"a.statement_1": 5, "a.statement_2": 4, "a.statement_3": 4}


def test_s10_eight_are_invited_seven_come_on_the_list_six_are_there_and_five_answer(cast):
    activity = training_day(cast)
    letter = invitation(cast, activity)
    for number, name in enumerate(NAMES):
        asked = invited(cast, letter, colleague(cast, name, email=f"{name}@example.org"))
        note_answer(addressee=asked, answer="yes" if number < SAID_YES else "no", by=cast.olga)
    places = Registration.objects.filter(activity=activity, state="registered").order_by("pk")
    assert (Addressee.objects.count(), places.count()) == (len(NAMES), SAID_YES)

    session = activity.sessions.get()
    here, absent = Attendance.Mark.HERE, Attendance.Mark.ABSENT
    marks = [
        Mark(key=place.public_key, mark=here if number < CAME else absent)
        for number, place in enumerate(places)
    ]
    record_attendance(session=session, marks=marks, on=TODAY, by=cast.olga)

    link = ask(session=session, by_slips=False, on=TODAY, by=cast.olga)
    for _answer in range(ANSWERED):
        url = reverse("feedback_answer:answer", args=[link.public_key])
        assert Client().post(url, GRADES).status_code == 302

    olga = Client()
    olga.force_login(cast.olga.user)
    keys = [cast.programme.public_key, activity.public_key]
    figures = olga.get(reverse("feedback:activity", args=keys)).context["sessions"][0].figures
    told = month_report(programmes_read_by(cast.erik).get(), TODAY.replace(day=1), cast.erik)
    assert (figures.here, figures.answered) == (CAME, ANSWERED)
    assert (told.total.persons, told.total.minutes) == (CAME, CAME * session.minutes)
