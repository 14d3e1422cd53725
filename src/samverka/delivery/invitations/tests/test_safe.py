"""Nobody is reached where it is not safe, and hostile text and links do nothing."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.models import Activity, Registration
from samverka.delivery.groups.models import Group, Seat, Term
from samverka.delivery.invitations import actions
from samverka.delivery.invitations.actions.sending import _begin, _next_of
from samverka.delivery.invitations.models import Addressee, InvitationLetter, Sending
from samverka.register.people.actions import give_children_role
from samverka.register.people.models import Access, Person
from tests.people import LONG_AGO, TODAY

from .factories import a_minute_later, colleague, invitation, invited, sent
from .reading import at, files, link_in, times_in

Kind = Sending.Kind


@pytest.mark.parametrize("by", ["function", "group", "organisation"])
def test_no_list_invites_somebody_with_protected_identity(cast, day, olga, by):
    """By name, whoever is on the access list invites them: by a letter that is handed over."""
    invitation(cast, day)
    hidden = colleague(cast, "Hanna", email="hanna@example.org", title="Samordnare")
    Person.objects.filter(pk=hidden.pk).update(is_protected=True)
    Access.objects.create(person=hidden, user=cast.olga.user, since=LONG_AGO)
    group = Group.objects.create(
        programme=cast.programme, name="Nätverk", kind="network", convener=cast.gr
    )
    seat = Seat.objects.create(group=group, number=1, organisation=cast.kungalv)
    Term.objects.create(seat=seat, organisation=cast.kungalv, person=hidden, valid_from=LONG_AGO)
    values = {
        "function": "Samordnare",
        "group": group.public_key,
        "organisation": cast.kungalv.public_key,
    }
    page = olga.get(at("choose", day), {"by": by, "value": values[by]}).text
    assert "Hanna Exempel" not in page
    (found,) = olga.get(at("choose", day), {"by": "person", "value": "Hanna"}).context["found"]
    assert found.way == Addressee.Way.PAPER
    Access.objects.all().delete()
    assert not olga.get(at("choose", day), {"by": "person", "value": "Hanna"}).context["found"]


def test_a_child_who_is_invited_is_told_of_to_those_with_the_role_only(cast, day):
    child = colleague(cast, "Hanna", email="hanna@example.org")
    one = invited(cast, invitation(cast, day), child)
    assert one in Addressee.objects.visible_to(cast.olga)
    Person.objects.filter(pk=child.pk).update(is_child=True)
    assert one not in Addressee.objects.visible_to(cast.olga)
    give_children_role(
        user=cast.olga.user, organisation=cast.gr, reason="Samordnar", on=TODAY, by=cast.ada
    )
    assert one in Addressee.objects.visible_to(cast.olga)


def test_text_that_would_be_a_head_line_is_text(cast, day, letters):
    hostile = "Tolk\r\nBcc: eve@example.org\r\n\r\nX"
    Activity.objects.filter(pk=day.pk).update(title=hostile, place=f"{hostile}\nEND:VCALENDAR")
    day.refresh_from_db()
    made = invitation(cast, day, text="<script>alert(1)</script>\n.\nQUIT")
    invited(cast, made, colleague(cast, "Amanda", email="amanda@example.org"))
    sent(cast, made)
    (letter,) = letters
    assert letter["Bcc"] is None
    assert letter["Subject"] == "Invitation: Tolk Bcc: eve@example.org X"
    event = times_in(files(letter)["REQUEST"])
    assert str(event["SUMMARY"]) == "Tolk Bcc: eve@example.org X"
    page = Client().get(link_in(letter)).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_link_that_is_forged_or_over_opens_nothing_and_tells_nothing(
    cast, day, asked, letters, client, settings
):
    sent(cast, asked)
    link = link_in(letters[0])
    forged = f"{link[:-2]}{'0' if link[-2] != '0' else '1'}/"
    unsent = invited(cast, asked, colleague(cast, "Ivar", email="ivar@example.org"))
    answers = [client.get(forged), client.get("/svar/abc/"), client.get("/svar/ö-ö/")]
    answers.append(client.post(forged, {"answer": "yes"}))
    answers.append(client.get(reverse("invitations:answer", args=[f"{unsent.public_key}-x"])))
    answers.append(client.get(f"{forged}kalender.ics"))
    settings.FIXED_TODAY = "2026-04-07"
    answers.append(client.get(link))
    assert {answer.status_code for answer in answers} == {404}
    pages = {re.sub(r'value="/svar/[^"]*"', "", answer.text) for answer in answers}
    assert len(pages) == 1, "one page for all of them"
    assert day.title not in pages.pop()
    assert not Registration.objects.exists()


def test_after_the_last_day_one_can_say_no_more_yes(cast, day, asked, letters, client, settings):
    sent(cast, asked)
    settings.FIXED_TODAY = "2026-03-31"
    page = client.post(link_in(letters[0]), {"answer": "yes"}).text
    assert "The last day to register was" in page
    assert not Registration.objects.exists()


def test_a_worker_that_dies_sends_no_letter_twice(cast, asked, letters):
    sending = actions.send(
        invitation=asked, kind="invitation", site="https://samverka.example/", by=cast.olga
    )
    Sending.objects.update(leaves_at=asked.made_at)
    _next_of(_begin(sending_id=sending.pk))
    a_minute_later()
    assert len(letters) == 1
    states = InvitationLetter.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["leaving", "sent"]
