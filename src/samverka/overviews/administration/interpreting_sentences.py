"""The verbs of interpreters and explanations, as people say them."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "explanations.asked": _("Asked whether an explanation is understood"),
    "explanations.published": _("Published an explanation"),
    "explanations.questions_written": _("Wrote questions to an explanation"),
    "explanations.reviewed": _("Reviewed an explanation in a language"),
    "explanations.text_written": _("Wrote an explanation in a language"),
    "explanations.version_begun": _("Began a new version of an explanation"),
    "explanations.withdrawn": _("Took an explanation back"),
    "explanations.written": _("Wrote down a service to explain"),
    "interpreting.agency_written": _("Wrote down an agency of interpreters"),
    "interpreting.ask_withdrawn": _("Took a request to an interpreter back"),
    "interpreting.asked": _("Asked an interpreter or an agency"),
    "interpreting.booked": _("Booked an interpreter"),
    "interpreting.came_back": _("Took an interpreter into the pool again"),
    "interpreting.cancelled": _("Cancelled the booking of an interpreter"),
    "interpreting.confirmed": _("An interpreter took a booking, and declared"),
    "interpreting.declined": _("An interpreter or an agency said no to a booking"),
    "interpreting.days_off_brought_back": _("An interpreter is off on days after all"),
    "interpreting.days_off_marked": _("An interpreter marked days off"),
    "interpreting.days_off_taken_back": _("An interpreter took days off back"),
    "interpreting.deleted_in_time": _(
        "Deleted interpreters and bookings that need not be kept any longer"
    ),
    "interpreting.deviation_answered": _("Answered what did not go as it should"),
    "interpreting.deviation_closed": _("Closed what did not go as it should"),
    "interpreting.deviation_opened": _("Opened again what did not go as it should"),
    "interpreting.deviation_reported": _("Reported what did not go as it should"),
    "interpreting.language_set": _("Wrote down a language of an interpreter"),
    "interpreting.left": _("Took an interpreter out of the pool"),
    "interpreting.outcome_noted": _("Noted whether an interpreter was used"),
    "interpreting.passed_on": _("An agency passed a booking on to an interpreter"),
    "interpreting.person_forgotten": _("Took a person who was erased out of the pool"),
    "interpreting.person_moved": _("Moved an interpreter to the person who stayed"),
    "interpreting.taken_in": _("Took an interpreter into the pool"),
}
