"""An invitation to a training day, and those it is for."""

from django_tasks_db.models import DBTaskResult

from samverka.delivery.activities.models import Activity
from samverka.delivery.activities.tests.factories import training_day
from samverka.delivery.invitations import actions
from samverka.delivery.invitations.candidates import Candidate, way_to
from samverka.delivery.invitations.models import (
    CONTEXT,
    Addressee,
    Invitation,
    InvitationLetter,
    Sending,
)
from samverka.register.people.models import Person
from samverka.toolkit import sealing
from samverka.toolkit.clock import now
from tests.people import Cast, person
from tests.post import do_what_waits

SITE = "https://samverka.example/"


def invitation(
    cast: Cast, activity: Activity, text: str = "Välkommen att lära mer."
) -> Invitation:
    return actions.write_invitation(
        activity=activity, texts={"sv": text}, contact_phone="0701234567", by=cast.olga
    )


def colleague(
    cast: Cast, given_name: str, *, email: str = "", phone: str = "", title: str = "Handläggare"
) -> Person:
    """Somebody at Kungälv whom the organiser knows."""
    made = person(given_name, cast.kungalv, cast.gr, title=title)
    Person.objects.filter(pk=made.pk).update(email=email, phone=phone)
    made.refresh_from_db()
    return made


def invited(
    cast: Cast, to: Invitation, who: Person, *, language: str = "en", paper: bool = False
) -> Addressee:
    one = Candidate(who.public_key, cast.kungalv, "Handläggare", way_to(who), person=who)
    (added,) = actions.invite(
        invitation=to, chosen=[one], language=language, paper=paper, by=cast.olga
    )
    return added


def sent(cast: Cast, of: Invitation, kind: str = "invitation") -> Sending:
    """It has left, and the minute to regret is over."""
    sending = actions.send(invitation=of, kind=kind, site=SITE, by=cast.olga)
    a_minute_later()
    sending.refresh_from_db()
    return sending


def a_minute_later() -> None:
    Sending.objects.update(leaves_at=now())
    DBTaskResult.objects.update(run_after=now())
    do_what_waits()
    DBTaskResult.objects.all().delete()


def full_invited(cast: Cast, who: Person, *, name: str, phone: str) -> None:
    """Somebody who was asked as a function, answered, and is the contact of another invitation."""
    made = Invitation.objects.create(
        activity=training_day(cast), contact=who.user, contact_phone=phone
    )
    addressee = Addressee.objects.create(
        invitation=made,
        person=who,
        organisation=cast.kungalv,
        name=name,
        address_sealed=sealing.seal("plantpost@example.org", context=CONTEXT),
        way="mail",
        language="sv",
        answer="yes",
        answered_at=now(),
    )
    sending = Sending.objects.create(
        invitation=made,
        kind="invitation",
        leaves_at=now(),
        site=SITE,
        told=made.activity.as_told(),
    )
    InvitationLetter.objects.create(sending=sending, addressee=addressee, state="sent")
