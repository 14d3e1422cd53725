"""Giving, correcting and revoking certificates; many at once as a task."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urljoin

from django.db import transaction
from django.urls import reverse
from django_tasks import task

from samverka.delivery.programmes.queries import acts_still, who_asked
from samverka.delivery.retention.queries import is_restricted
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.foundation.work import actions as work
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit.clock import local_now, today
from samverka.toolkit.public_key import new_key
from samverka.toolkit.sealed_body import sealed_anew
from samverka.toolkit.sealing import current_key

from . import problems
from .attended import attended
from .models import AttendanceCertificate, Giving, Language, new_code
from .paper import as_pdf
from .permissions import may_give
from .queries import hash_of, persons_seen
from .said import Said, read, said_of, sealed
from .subject import Subject, subject_of

WhyRevoked = AttendanceCertificate.WhyRevoked


@transaction.atomic
def give(
    *, subject: Subject, person: Person, language: str, site: str, on: dt.date, by: Actor
) -> AttendanceCertificate:
    """The person's certificate; whoever has one that holds keeps it.

    :raises CertificateProblem: it is not over, or the person did not come
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    there = (
        AttendanceCertificate.objects.in_force().filter(person=person, **subject.columns).first()
    )
    if there:
        return there
    said = _what_to_say(subject, person, by.organisation, on=on)
    made = _make(subject, person, said, by.organisation, language=language, site=site, on=on)
    trail.note(by=by, verb="certificates.given", about=made, person_id=person.pk)
    return made


def _what_to_say(subject: Subject, person: Person, giver: Organisation, *, on: dt.date) -> Said:
    if not subject.has_been(at=local_now()):
        raise problems.HasNotBeen
    if is_restricted(person):
        raise problems.IsRestricted
    came = attended(subject, on=on, persons=[person.pk]).get(person.pk)
    if came is None or person.is_forgotten:
        raise problems.DidNotCome
    return said_of(str(person), subject.title, subject.programme.name, giver.name, came)


def _make(
    subject: Subject,
    person: Person,
    said: Said,
    giver: Organisation,
    *,
    language: str,
    site: str,
    on: dt.date,
) -> AttendanceCertificate:
    """Draw it, and keep what was drawn. Protected identity: no code, so no page knows of it."""
    code = "" if person.is_protected else new_code()
    number = f"{on.year}-{new_key()}"
    url = urljoin(site, reverse("certificate:verify", args=[code])) if code else ""
    file = as_pdf(said, number=number, language=language, given_on=on, url=url)
    said = replace(said, code=code, sha256=hashlib.sha256(file).hexdigest())
    made = AttendanceCertificate(
        number=number,
        programme=subject.programme,
        person=person,
        giver=giver,
        language=language,
        given_on=on,
        said_sealed=sealed(said),
        code_hash=hash_of(code) if code else "",
        **subject.columns,
    )
    made.close(file)
    made.save()
    return made


def _held(certificate: AttendanceCertificate) -> AttendanceCertificate:
    """Locked, as long as it holds.

    :raises HasEnded: it was replaced or revoked meanwhile
    """
    rows = AttendanceCertificate.objects.select_for_update(of=("self",)).in_force().defer("body")
    held = rows.select_related("person", "activity", "series", "giver", "programme")
    found = held.filter(pk=certificate.pk).first()
    if found is None:
        raise problems.HasEnded
    return found


@transaction.atomic
def correct(
    *, certificate: AttendanceCertificate, language: str, site: str, on: dt.date, by: Actor
) -> AttendanceCertificate:
    """Another with its own number, by the marks and the name as they are now.

    :raises CertificateProblem: it ended meanwhile, or a new one would say the same
    """
    held = _held(certificate)
    subject = subject_of(held)
    said = _what_to_say(subject, held.person, held.giver, on=on)
    before = read(held)
    # Whose identity has become protected, or is so no more, needs another paper all the same.
    is_as_public = bool(before.code) != held.person.is_protected
    if said.says_as(before) and language == held.language and is_as_public:
        raise problems.SaysTheSame
    _end(held, on=on)
    made = _make(subject, held.person, said, held.giver, language=language, site=site, on=on)
    held.replaced_by = made
    held.save(update_fields=["replaced_by"])
    trail.note(by=by, verb="certificates.corrected", about=made, person_id=held.person_id)
    return made


def _end(held: AttendanceCertificate, *, on: dt.date, why: str = "") -> None:
    held.is_in_force, held.ended_on, held.why_revoked = False, on, why
    held.save(update_fields=["is_in_force", "ended_on", "why_revoked"])


@transaction.atomic
def revoke(*, certificate: AttendanceCertificate, why: str, on: dt.date, by: Actor) -> None:
    """It holds no more, and its page says so. A new one can be given.

    :raises HasEnded: it was replaced or revoked meanwhile
    """
    held = _held(certificate)
    _end(held, on=on, why=WhyRevoked(why))
    trail.note(by=by, verb="certificates.revoked", about=held, person_id=held.person_id)


# --- Many at once -------------------------------------------------------------------------------


@transaction.atomic
def give_many(
    *, subject: Subject, persons: Sequence[str], language: str, site: str, on: dt.date, by: Actor
) -> Giving:
    """Begin a task that gives a certificate to each; `persons` are their public keys.

    :raises CertificateProblem: it is not over, or nobody is chosen
    """
    if not subject.has_been(at=local_now()):
        raise problems.HasNotBeen
    keys = persons_seen(by, subject).filter(public_key__in=persons).values_list("pk", flat=True)
    chosen = sorted(keys)
    if not chosen:
        raise problems.NobodyChosen
    giving = Giving.objects.create(
        programme=subject.programme,
        giver=by.organisation,
        language=Language(language),
        begun_on=on,
        **subject.columns,
    )
    begun = give_to_all.enqueue(
        giving.pk,
        chosen,
        site=site,
        user_id=by.user_id,
        role=str(by.role),
        organisation_id=by.organisation_id,
    )
    giving.task_id = begun.id
    giving.save(update_fields=["task_id"])
    trail.note(by=by, verb="certificates.giving_begun", about=giving)
    return giving


@task()
def give_to_all(
    giving_id: int, persons: list[int], site: str, user_id: int, role: str, organisation_id: int
) -> None:
    """One after the other; begun anew if the worker ends, it passes those who have theirs."""
    rows = Giving.objects.select_related("activity", "series", "programme")
    giving = rows.filter(pk=giving_id, is_done=False).first()
    if giving is None:
        return
    by = who_asked(user_id=user_id, role=role, organisation_id=organisation_id)
    subject = subject_of(giving)
    if not (acts_still(by, giving.programme, on=today()) and may_give(by, subject)):
        end_giving(giving=giving, given=0, chosen=0, problem=str(problems.MayNoLonger()), by=by)
        return
    # Asked again: somebody's identity may have become protected meanwhile.
    seen = list(persons_seen(by, subject).filter(pk__in=persons).order_by("pk"))
    given = 0
    for done, person in enumerate(seen, start=1):
        given += _given_one(giving, subject, person, site, by)
        if giving.task_id:
            work.report_progress(task_id=giving.task_id, done=done, total=len(seen))
    end_giving(giving=giving, given=given, chosen=len(persons), by=by)


def _given_one(giving: Giving, subject: Subject, person: Person, site: str, by: Actor) -> bool:
    try:
        give(
            subject=subject,
            person=person,
            language=giving.language,
            site=site,
            on=today(),
            by=by,
        )
    except problems.CertificateProblem:
        return False
    return True


@transaction.atomic
def end_giving(*, giving: Giving, given: int, chosen: int, by: Actor, problem: str = "") -> None:
    """Note how it went."""
    giving.given, giving.left_out = given, chosen - given
    giving.is_done, giving.problem = True, problem
    giving.save(update_fields=["given", "left_out", "is_done", "problem"])
    trail.note(by=by, verb="certificates.giving_ended", about=giving)


# --- Keys ---------------------------------------------------------------------------------------


@transaction.atomic
def seal_certificates_anew(*, at_most: int, by: Actor) -> int:
    """Seal some with the current key, words and file; answers how many, none when all are."""
    done = len(sealed_anew(AttendanceCertificate, at_most=at_most))
    words = AttendanceCertificate.objects.select_for_update().defer("body")
    old = words.exclude(said_sealed__startswith=f"{current_key()}:").order_by("pk")[:at_most]
    for row in old:
        row.said_sealed = sealed(read(row))
        row.save(update_fields=["said_sealed"])
        done += 1
    return done
