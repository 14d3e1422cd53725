"""What this module holds of somebody with an account, for whoever asks what is kept of them."""

from django.utils.translation import gettext as _

from samverka.foundation.accounts.models import User
from samverka.toolkit.personal_data import Disclosed, disclosed

from .models import Answer, Question


def disclose_user(*, user: User) -> list[Disclosed]:
    """What a user asked and answered."""
    asked = Question.objects.filter(asked_by=user).select_related("programme")
    return [
        disclosed(
            _("Questions you asked"),
            asked.order_by("asked_at"),
            of=Question,
            fields="programme title text asked_at",
        ),
        disclosed(
            _("Answers you gave"),
            Answer.objects.filter(answered_by=user).order_by("answered_on", "pk"),
            of=Answer,
            fields="text source answered_on function",
        ),
    ]
