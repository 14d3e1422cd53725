"""The trail's verbs of matching rounds. Their notes are about rounds and cases, not persons."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "matching.audit_file_fetched": _("Fetched the audit file of a scenario"),
    "matching.audit_run": _("Computed a scenario once more to check it"),
    "matching.case_changed": _("Changed a household of a matching round"),
    "matching.case_entered": _("Entered a household in a matching round"),
    "matching.case_left": _("Let a household leave a matching round"),
    "matching.case_put_in": _("Put a household in a matching round"),
    "matching.deleted_in_time": _("Deleted households of matching rounds, in time"),
    "matching.fact_added": _("Added a fact to an offer"),
    "matching.fact_removed": _("Took a fact away from an offer"),
    "matching.home_changed": _("Changed a home in an offer"),
    "matching.home_withdrawn": _("Withdrew a home from an offer"),
    "matching.homes_added": _("Added homes to an offer"),
    "matching.household_held": _("Held a household fast in a scenario, or let it go"),
    "matching.part_ended": _("Ended somebody's part in a matching round"),
    "matching.part_given": _("Gave somebody a part in a matching round"),
    "matching.person_forgotten": _("Deleted a person from their household"),
    "matching.person_moved": _("Moved a household to the person who stayed"),
    "matching.place_written": _("Wrote what a municipality offers"),
    "matching.receiver_added": _("Noted who is told of a household"),
    "matching.receiver_ended": _("Ended that somebody is told of a household"),
    "matching.round_changed": _("Changed a matching round"),
    "matching.round_opened": _("Opened a matching round"),
    "matching.scenario_begun": _("Began to compute a scenario of a matching round"),
    "matching.scenario_chosen": _("Chose the scenario that proposals come from"),
    "matching.scenario_computed": _("Computed a scenario of a matching round"),
    "matching.scenario_deleted": _("Deleted a scenario of a matching round"),
    "matching.scenario_stopped": _("Stopped a scenario of a matching round"),
}
