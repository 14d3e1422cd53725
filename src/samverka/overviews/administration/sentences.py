"""The trail's verbs as people say them. A verb without a sentence fails test_sentences."""

from collections.abc import Iterable
from functools import cache

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "read": _("Looked at"),
    "accounts.closed": _("Closed an account"),
    "accounts.invited_again": _("Sent a new link to choose a password"),
    "accounts.opened": _("Opened an account"),
    "accounts.password_chosen": _("Chose a password"),
    "accounts.reopened": _("Opened a closed account again"),
    "accounts.second_factor_asked": _("Asked a second factor of a role"),
    "accounts.second_factor_not_asked": _("Stopped asking a second factor of a role"),
    "accounts.second_factor_removed": _("Removed somebody's second factor"),
    "accounts.sign_in_failed": _("Tried to sign in with a wrong password"),
    "accounts.signed_in": _("Signed in"),
    "accounts.user_forgotten": _("Erased a user's name and address"),
    "activities.activity_cancelled": _("Cancelled an activity"),
    "activities.activity_corrected": _("Corrected an activity"),
    "activities.activity_created": _("Made an activity"),
    "activities.activity_restored": _("Restored a cancelled activity"),
    "activities.attendance_recorded": _("Recorded attendance"),
    "activities.person_forgotten": _("Erased a person from activities"),
    "activities.person_moved": _("Joined a person's activities to another's"),
    "activities.registered": _("Registered somebody for an activity"),
    "activities.registration_cancelled": _("Cancelled a registration"),
    "audit.trail_taken_out": _("Took out the trail as a file"),
    "partners.appointed": _("Gave a role at an organisation"),
    "partners.appointment_ended": _("Ended a role at an organisation"),
    "partners.organisation_added": _("Added an organisation"),
    "people.access_granted": _("Gave access to a person with protected identity"),
    "people.access_withdrawn": _("Withdrew access to a person with protected identity"),
    "people.extract_made": _("Made an extract of what is kept about a person"),
    "people.identity_set": _("Wrote down a personal number"),
    "people.identity_shown": _("Had a personal number shown"),
    "people.made_known": _("Made a person known to an organisation"),
    "people.person_corrected": _("Corrected facts about a person"),
    "people.person_forgotten": _("Erased a person"),
    "people.person_moved": _("Joined two records of one person"),
    "people.person_registered": _("Registered a person"),
    "people.position_added": _("Added a person's function"),
    "people.position_ended": _("Ended a person's function"),
    "people.no_longer_employs": _("A former employer sees the person no longer"),
    "people.protected": _("Marked a person as having protected identity"),
    "people.protection_ended": _("Ended a person's protection"),
    "people.user_linked": _("Linked a person to an account"),
    "programmes.fact_added": _("Added something to a programme"),
    "programmes.fact_corrected": _("Corrected something in a programme"),
    "programmes.fact_removed": _("Took something away from a programme"),
    "programmes.fact_restored": _("Put something back in a programme"),
    "programmes.role_ended": _("Ended a role in a programme"),
    "programmes.role_given": _("Gave a role in a programme"),
    "reports.month_downloaded": _("Downloaded a month"),
    "work.key_added": _("Added a key to the key file"),
    "work.keys_dropped": _("Dropped old keys from the key file"),
    "work.keys_rotated": _("Sealed personal numbers with a new key"),
    "plans.activity_linked": _("Linked an activity to a line of a plan"),
    "plans.activity_unlinked": _("Took an activity off a line of a plan"),
    "plans.approval_withdrawn": _("Withdrew the approval of a plan"),
    "plans.item_added": _("Added a line to a plan"),
    "plans.item_corrected": _("Changed a line of a plan"),
    "plans.item_removed": _("Took a line away from a plan"),
    "plans.item_restored": _("Put a line back into a plan"),
    "plans.items_copied": _("Copied lines into a plan"),
    "plans.plan_approved": _("Approved a plan"),
    "plans.plan_revised": _("Began a new revision of a plan"),
    "plans.plan_sent": _("Sent a plan for approval"),
    "plans.plan_sent_back": _("Sent a plan back"),
    "plans.plan_started": _("Began a plan"),
    "plans.plan_taken_back": _("Took back a plan that was sent"),
    "plans.progress_reported": _("Noted how a line of a plan goes"),
    "plans.start_noted": _("Noted what is in place before implementation"),
    "plans.start_point_added": _("Added what must be in place before implementation"),
    "plans.start_taken_back": _("Took back a note of what is in place"),
}

# What a note is about, where it has no name that could be told.
THINGS = {
    "accounts.SecondFactorRule": _("rule about the second factor"),
    "activities.Activity": _("activity"),
    "activities.Session": _("session"),
    "partners.Appointment": _("role"),
    "partners.Organisation": _("organisation"),
    "people.Position": _("function"),
    "programmes.Programme": _("programme"),
    "programmes.ProgrammeRole": _("role"),
    "plans.Plan": _("activity plan"),
}


def field_names(about: str, fields: Iterable[str]) -> str:
    """What changed, in the words that stand on the forms."""
    names = _names_of_fields()
    return ", ".join(str(names.get((about, field), field)) for field in fields)


@cache
def _names_of_fields() -> dict[tuple[str, str], str | Promise]:
    return {
        (model._meta.label, field.name): field.verbose_name
        for model in apps.get_models()
        for field in model._meta.fields
    }
