"""By mail, by text message and on paper."""

import io
import socket
from smtplib import SMTPServerDisconnected

import pikepdf
import pytest

from samverka.delivery.invitations import actions
from samverka.delivery.invitations.models import InvitationLetter, Sending
from samverka.delivery.invitations.queries import paper_of
from samverka.delivery.retention.models import Hold
from samverka.register.people.models import Person
from samverka.toolkit.text_messages import NotTaken
from tests.gateway import gateway
from tests.people import TODAY

from .factories import SITE, a_minute_later, colleague, invitation, invited, sent
from .reading import at

__all__ = ["gateway"]


def test_a_text_message_says_nothing_of_what_it_is_about(cast, day, gateway, client):
    """Somebody else may read the telephone."""
    made = invitation(cast, day)
    one = invited(cast, made, colleague(cast, "Amanda", phone="0701234567"))
    assert one.way == "sms"
    sent(cast, made)
    (message,) = gateway.texts
    assert (message["to"], message["token"]) == ("+46701234567", "Bearer hemlig")
    words, _space, link = message["text"].rpartition(" ")
    assert words == "You have an invitation. Read it and answer:"
    for told in (day.title, day.place, cast.gr.name, "Amanda"):
        assert told not in message["text"]
    path = link.removeprefix("https://samverka.example")
    assert day.title in client.get(path).text
    file = client.get(f"{path}kalender.ics")
    assert file["Content-Type"].startswith("text/calendar")
    assert b"BEGIN:VEVENT" in file.content


def test_a_number_that_leads_nowhere_comes_back_and_a_busy_gateway_is_tried_later(
    cast, day, gateway, olga
):
    made = invitation(cast, day)
    invited(cast, made, colleague(cast, "Amanda", phone="0700000000"))
    invited(cast, made, colleague(cast, "Bashir", phone="0701234567"))
    sending = actions.send(invitation=made, kind="invitation", site=SITE, by=cast.olga)
    Sending.objects.update(leaves_at=made.made_at)
    gateway.is_busy = True
    with pytest.raises(NotTaken):
        actions.deliver.call(sending.pk)
    assert not InvitationLetter.objects.exclude(state="waiting").exists()
    gateway.is_busy = False
    olga.post(at("go_on", day, sending.public_key))
    a_minute_later()
    assert [message["to"] for message in gateway.texts] == ["+46701234567"]
    states = InvitationLetter.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["returned", "sent"]


def test_whoever_answers_the_letter_by_mail_reaches_whoever_invited(cast, asked, letters):
    sent(cast, asked)
    assert {letter["Reply-To"] for letter in letters} == {"olga@example.org"}


def test_a_mail_server_that_says_nothing_stops_the_sending_and_holds_no_worker(
    cast, day, settings
):
    """It takes the call and is silent: the worker gives up, and the letters wait."""
    made = invitation(cast, day)
    invited(cast, made, colleague(cast, "Amanda", email="amanda@example.org"))
    sending = actions.send(invitation=made, kind="invitation", site=SITE, by=cast.olga)
    Sending.objects.update(leaves_at=made.made_at)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        settings.EMAIL_TIMEOUT /= 1000
        with pytest.raises(SMTPServerDisconnected):
            actions.deliver.call(sending.pk)
    assert not InvitationLetter.objects.exclude(state="waiting").exists()


def test_without_a_gateway_nobody_is_written_to_by_telephone(cast, day):
    made = invitation(cast, day)
    assert invited(cast, made, colleague(cast, "Amanda", phone="0701234567")).way == "paper"


def test_letters_on_paper_are_one_tagged_file_with_a_page_for_each(cast, day, olga):
    made = invitation(cast, day)
    for name, language in (("Amanda", "en"), ("Bashir", "ar")):
        invited(cast, made, colleague(cast, name), language=language)
    sent(cast, made)
    answer = olga.get(at("paper", day))
    with pikepdf.open(io.BytesIO(answer.content)) as file:
        assert len(file.pages) == 2
        assert file.Root.MarkInfo.Marked
        assert file.Root.StructTreeRoot is not None


def test_no_letter_is_printed_to_whoever_asked_that_their_data_are_not_used(cast, day):
    made = invitation(cast, day)
    for name in ("Amanda", "Bashir"):
        invited(cast, made, colleague(cast, name), paper=True)
    Hold.objects.create(
        kind=Hold.Kind.RESTRICTION,
        person=Person.objects.get(given_name="Bashir"),
        organisation=cast.gr,
        placed_on=TODAY,
    )
    (only,) = paper_of(cast.olga, made)
    assert only.person.given_name == "Amanda"
