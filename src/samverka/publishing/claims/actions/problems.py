"""Why a claim does not do what was asked of it."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.toolkit.texts import whole_month


class ClaimProblem(Exception):
    """What was asked cannot be done; the message says why and what one can do."""


class OneAtATime(ClaimProblem):
    """What is not claimed yet belongs to one claim."""

    def __init__(self):
        super().__init__(
            _("There is a claim to the fund that is not sent. Send it before the next is begun.")
        )


class BegunSince(ClaimProblem):
    """Another claim stands where the one that was taken away stood."""

    def __init__(self):
        super().__init__(
            _("The claim cannot be brought back: the next one was begun since. Write in that one.")
        )


class NoFirstMonth(ClaimProblem):
    """Nothing says where the first claim begins."""

    def __init__(self):
        super().__init__(
            _(
                "It is not known when the programme began. Whoever leads it writes its first day "
                "among the programme's facts."
            )
        )


class EndsTooEarly(ClaimProblem):
    """A claim begins where the one before it ended."""

    def __init__(self, first: dt.date):
        super().__init__(
            _("The claim begins with %(month)s. Choose that month or a later one.")
            % {"month": whole_month(first)}
        )


class EndsTooLate(ClaimProblem):
    """No claim holds months after the programme's last one (S109)."""

    def __init__(self, last: dt.date):
        super().__init__(
            _("The programme's last month is %(month)s. Choose that month or an earlier one.")
            % {"month": whole_month(last)}
        )


class IsNotOpen(ClaimProblem):
    """What is made ready does not change."""

    def __init__(self):
        super().__init__(_("The claim is not open. Open it again, and change it then."))


class IsNotReady(ClaimProblem):
    """Somebody else has opened it, or it is on its way."""

    def __init__(self):
        super().__init__(_("The claim is not ready, or is being sent already. Open it to see."))


class SomethingHinders(ClaimProblem):
    """Months that are not sent, costs that are not accepted."""

    def __init__(self, count: int):
        super().__init__(
            ngettext(
                "%(count)s thing hinders the claim. It is listed on the claim's page.",
                "%(count)s things hinder the claim. They are listed on the claim's page.",
                count,
            )
            % {"count": count}
        )


class HasChanged(ClaimProblem):
    """What would be sent is not what was made ready."""

    def __init__(self):
        super().__init__(
            _(
                "Nothing was sent: the facts have changed since the claim was made ready. Open it "
                "again, look it through, and make it ready once more."
            )
        )


class MayNoLonger(ClaimProblem):
    """Whoever sent it has lost the role since."""

    def __init__(self):
        super().__init__(
            _(
                "Nothing was sent: you no longer have the role that you sent the claim in. Ask an "
                "administrator for it, or somebody who has it to send the claim."
            )
        )
