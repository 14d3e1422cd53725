"""The invitation to the training day on 27 March: sent, partly answered, one came back."""

import datetime as dt
from collections.abc import Iterable

from samverka.delivery.activities.models import Activity
from samverka.delivery.invitations import actions
from samverka.delivery.invitations.candidates import Candidate, way_to
from samverka.delivery.invitations.models import Addressee, Invitation, InvitationLetter, Sending
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import SYSTEM, Actor
from samverka.register.people import actions as people
from samverka.register.people.models import KnownTo, Person, Position
from samverka.toolkit.clock import at, stopped_at

from .county import SITE

HELD_ON = dt.date(2026, 3, 27)
SENT_AT = at(dt.date(2026, 3, 9), dt.time(9))
ANSWERED_AT = at(dt.date(2026, 3, 11), dt.time(13, 20))
TEXTS = {
    "sv": "Välkommen till en dag om bemötande. Ta gärna med ett exempel ur din vardag.",
    "en": "Welcome to a day about how we meet people. Bring an example of your own.",
    "ar": "أهلاً بك في يوم عن كيفية التعامل مع الناس. أحضر معك مثالاً من عملك اليومي.",
}
# So many of those who have a place, and of those who have none.
COMING, OTHERS = 5, 6


def invite_to_training_day(programme: Programme, actors: dict[str, Actor]) -> None:
    """No letter leaves for made-up people: it is told as it would have gone."""
    olga = actors["Olga"]
    day = Activity.objects.get(
        programme=programme, sessions__held_on=HELD_ON, kind=Activity.Kind.TRAINING_DAY
    )
    with stopped_at(SENT_AT):
        made = actions.write_invitation(
            activity=day, texts=TEXTS, contact_phone="031-000 00 00", by=olga
        )
        rows = _addressees(made, day, olga)
        sending = actions.send(invitation=made, kind="invitation", site=SITE, by=olga)
        sending.letters.update(state=InvitationLetter.State.SENT)
        Sending.objects.filter(pk=sending.pk).update(
            state=Sending.State.SENT, public_key="utskick90326"
        )
    with stopped_at(ANSWERED_AT):
        for row in rows[:COMING]:
            actions.note_answer(addressee=row, answer="yes", by=SYSTEM)
        actions.note_answer(addressee=rows[COMING], answer="no", by=SYSTEM)
    # Somebody changed employer, and the mailbox is no more.
    returned = InvitationLetter.objects.filter(addressee=rows[COMING + 1])
    returned.update(state=InvitationLetter.State.RETURNED)


def _addressees(made: Invitation, day: Activity, by: Actor) -> list[Addressee]:
    """By e-mail, but for the last, who has none."""
    placed = day.registrations.in_force().order_by("pk").values_list("person", flat=True)
    known = KnownTo.objects.filter(organisation=day.organiser).values("person")
    others = (
        Person.objects.filter(pk__in=known, is_protected=False, forgotten_on=None, user=None)
        .exclude(pk__in=day.registrations.values("person"))
        .exclude(positions=None)
        .order_by("pk")
    )
    keys = _spread(placed, COMING) + _spread(others.values_list("pk", flat=True), OTHERS)
    chosen = [_candidate(Person.objects.get(pk=key), by, key == keys[-1]) for key in keys]
    actions.invite(invitation=made, chosen=chosen, language="sv", paper=False, by=by)
    rows = list(made.addressees.order_by("pk"))
    for number, row in enumerate(rows, start=10):
        row.public_key = f"inbjuden{number:04}"
        row.save(update_fields=["public_key"])
    return rows


def _spread(keys: Iterable[int], count: int) -> list[int]:
    """So many of all municipalities, which stand in order."""
    every = list(keys)
    return every[:: max(len(every) // count, 1)][:count]


def _candidate(person: Person, by: Actor, is_last: bool) -> Candidate:
    if not person.email and not is_last:
        address = f"person{person.pk}@example.org"
        people.correct_person(person=person, email=address, by=by)
        person.refresh_from_db()
    position = Position.objects.filter(person=person).select_related("organisation").first()
    if position is None:
        raise LookupError("Whoever is invited works somewhere.")
    return Candidate(
        person.public_key, position.organisation, position.title, way_to(person), person=person
    )
