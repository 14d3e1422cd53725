"""The tables that rows go from, as people say them."""

from django.utils.translation import gettext_lazy as _

TABLES = {
    "cycles.ProcessLeader": _("Process leaders of units"),
    "supply.LeaderLog": _("Logs of process leaders"),
    "supply.Nomination": _("Process leaders of municipalities"),
    "supply.Successor": _("Who is to take over a role"),
    "training.ProposedPlace": _("Places proposed in training"),
    "activities.Attendance": _("Marks of attendance"),
    "activities.AttendanceVersion": _("Corrections of marks"),
    "activities.Need": _("What people need to take part"),
    "activities.Registration": _("Registrations"),
    "competence.AgreedLevel": _("Levels that were agreed on"),
    "competence.OwnLevel": _("Levels people said themselves"),
    "certification.Certificate": _("Certificates"),
    "certification.SignedPaper": _("Signed papers"),
    "claims.ClaimFile": _("Files of claims"),
    "claims.ClaimedCertificate": _("Certificates claimed"),
    "certification.CertifiedLine": _("Lines of certificates"),
    "groups.ConflictOfInterest": _("Conflicts of interest"),
    "groups.PresentSeat": _("Seats at meetings"),
    "groups.ReportedTime": _("Time given to groups"),
    "groups.Term": _("Terms in groups"),
    "certificates.AttendanceCertificate": _("Attendance certificates"),
    "certificates.Giving": _("Times when many were given certificates"),
    "invitations.Addressee": _("Those invited"),
    "invitations.Invitation": _("Invitations"),
    "invitations.InvitationLetter": _("Letters of invitations"),
    "newsletters.Delivery": _("Letters being sent"),
    "newsletters.Subscriber": _("Subscribers"),
    "participants.Participant": _("Participants"),
    "participants.ParticipantVersion": _("Earlier facts of participants"),
    "programmes.Contact": _("Functions"),
    "programmes.ProgrammeRole": _("Roles in the programme"),
    "questions.Answer": _("Answers"),
    "questions.Question": _("Questions"),
    "statements.Row": _("Rows sent"),
    "statements.SentFile": _("Files sent"),
    "working_time.Allocation": _("Shares of full time"),
    "working_time.HourlyRate": _("What an hour of somebody costs"),
    "working_time.TimeEntry": _("Days of working time"),
    "working_time.TimeReport": _("Months of working time"),
}


def table_name(table: str) -> str:
    return str(TABLES.get(table, table))
