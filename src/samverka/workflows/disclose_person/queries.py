from django.utils.translation import gettext as _

from samverka.delivery.activities import person_data as activities
from samverka.delivery.certification import person_data as certification
from samverka.delivery.check_in import person_data as check_in
from samverka.delivery.groups import person_data as groups
from samverka.delivery.interpreting import person_data as interpreting
from samverka.delivery.invitations import person_data as invitations
from samverka.delivery.participants import person_data as participants
from samverka.delivery.programmes import person_data as programmes
from samverka.delivery.programmes.models import ProgrammeRole
from samverka.delivery.questions import person_data as questions
from samverka.delivery.retention import person_data as retention
from samverka.delivery.working_time import person_data as working_time
from samverka.development.competence import person_data as competence
from samverka.development.cycles import person_data as cycles
from samverka.development.supply import person_data as supply
from samverka.development.training import person_data as training
from samverka.foundation.accounts import person_data as accounts
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role, User
from samverka.foundation.audit.models import Event
from samverka.foundation.deeds import person_data as deeds
from samverka.foundation.drafts import person_data as drafts
from samverka.guidance.matching import person_data as matching
from samverka.publishing.calendars import person_data as calendars
from samverka.publishing.certificates import person_data as certificates
from samverka.publishing.newsletters import person_data as newsletters
from samverka.publishing.statements import person_data as statements
from samverka.register.instruments import person_data as instruments
from samverka.register.partners.models import Appointment, Organisation
from samverka.register.people import person_data as people
from samverka.register.people.models import Person
from samverka.register.requests import person_data as requests
from samverka.toolkit.clock import SWEDEN
from samverka.toolkit.personal_data import Disclosed

# What of the trail only looked; everything else wrote.
READS = {"read", "people.identity_shown", "people.extract_made"}


def everything_about(person: Person, *, to: Actor | None = None) -> list[Disclosed]:
    """What every module holds of somebody, tables without a row left out.

    :param to: who takes it out; without it is told what the person may know
    """
    found = people.disclose_person(person=person)
    if person.user is not None:
        found += accounts.disclose_user(user=person.user)
        found.append(_roles(person.user))
        found += programmes.disclose_user(user=person.user)
        found += matching.disclose_user(user=person.user)
        found += cycles.disclose_user(user=person.user)
        found += questions.disclose_user(user=person.user)
        found += calendars.disclose_user(user=person.user)
        found += drafts.disclose_user(user=person.user)
        found += deeds.disclose_user(user=person.user)
    found += activities.disclose_person(person=person)
    found += check_in.disclose_person(person=person)
    found += participants.disclose_person(person=person)
    found += certification.disclose_person(person=person)
    found += groups.disclose_person(person=person)
    found += working_time.disclose_person(person=person)
    found += statements.disclose_person(person=person)
    found += certificates.disclose_person(person=person)
    found += newsletters.disclose_person(person=person)
    found += invitations.disclose_person(person=person)
    found += interpreting.disclose_person(person=person)
    found += instruments.disclose_person(person=person)
    found += matching.disclose_person(person=person, to=to)
    found += competence.disclose_person(person=person)
    found += training.disclose_person(person=person)
    found += supply.disclose_person(person=person)
    found += retention.disclose_person(person=person)
    found += requests.disclose_person(person=person)
    found.append(_who_read(person, to))
    return [table for table in found if table.rows]


def _roles(user: User) -> Disclosed:
    appointments = Appointment.objects.filter(user=user).select_related("organisation")
    in_programmes = ProgrammeRole.objects.filter(user=user).select_related(
        "organisation", "programme"
    )
    rows = [*appointments.order_by("valid_from"), *in_programmes.order_by("valid_from")]
    return Disclosed(
        title=_("Your roles"),
        ground=str(Appointment.personal_data.ground),
        keep=str(Appointment.personal_data.keep),
        rows=[
            {
                _("Role"): str(row.get_role_display()),
                _("Organisation"): row.organisation.name,
                _("Programme"): str(getattr(row, "programme", "")),
                _("From"): row.valid_from.isoformat(),
                _("To"): row.valid_to.isoformat() if row.valid_to else "",
            }
            for row in rows
        ],
    )


def _who_read(person: Person, to: Actor | None) -> Disclosed:
    """When, by which organisation and in what role. Who the user was is the organisation's own.

    What may have been read in a matching round the person alone is told: matching says so there.
    """
    names = dict(Organisation.objects.values_list("pk", "name"))
    roles = dict(Role.choices)
    events = Event.objects.filter(person_id__in=_numbers_of(person)).order_by("happened_at", "pk")
    if matching.is_taken_out_for(person, to):
        events = events.exclude(pk__in=matching.reads_in_rounds(events).values("pk"))
    return Disclosed(
        title=_("Who read or changed this"),
        ground=str(Event.personal_data.ground),
        keep=str(Event.personal_data.keep),
        rows=[
            {
                _("When"): f"{event.happened_at.astimezone(SWEDEN):%Y-%m-%d %H:%M}",
                _("Organisation"): names.get(event.organisation_id or 0, ""),
                _("Role"): str(roles.get(event.role, event.role)),
                _("What"): _("Read") if event.verb in READS else _("Changed"),
            }
            for event in events
        ],
    )


def _numbers_of(person: Person) -> set[int]:
    """The person's number in the trail, and those of persons who were merged into this one."""
    found: set[int] = set()
    new = {person.pk}
    while new:
        found |= new
        joined = Event.objects.filter(
            verb="people.person_moved", about=Person._meta.label, about_id__in=map(str, new)
        )
        new = {number for number in joined.values_list("person_id", flat=True) if number} - found
    return found
