"""Why a certificate is not given, corrected or revoked: what happened, then what one can do."""

from django.utils.translation import gettext as _


class CertificateProblem(Exception):
    """The message is a sentence for whoever asked."""


class HasNotBeen(CertificateProblem):
    def __str__(self) -> str:
        return _("It is not over yet. Certificates can be given when all of its days have been.")


class DidNotCome(CertificateProblem):
    def __str__(self) -> str:
        return _(
            "No attendance is marked, so there is nothing to certify. Look at the sheet first."
        )


class SaysTheSame(CertificateProblem):
    def __str__(self) -> str:
        return _(
            "A new one would say the same. Correct the attendance or the name first, or choose "
            "the other language."
        )


class HasEnded(CertificateProblem):
    def __str__(self) -> str:
        return _("It was replaced or revoked meanwhile. Look at the newest one.")


class IsRestricted(CertificateProblem):
    def __str__(self) -> str:
        return _(
            "The use of what is kept about the person is restricted, so no certificate is given."
        )


class NobodyChosen(CertificateProblem):
    def __str__(self) -> str:
        return _("Nobody is chosen. Tick those who get a certificate.")


class MayNoLonger(CertificateProblem):
    def __str__(self) -> str:
        return _("Whoever asked does not run it any more, so no further certificates were given.")
