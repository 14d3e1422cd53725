"""What is told to somebody who asks what is kept of them."""

from django.utils.translation import gettext as _

from samverka.foundation.accounts.models import User
from samverka.toolkit.personal_data import Disclosed, disclosed

from .models import ProcessLeader

FIELDS = "programme unit valid_from valid_to"


def disclose_user(*, user: User) -> list[Disclosed]:
    """The units a user is or was process leader of."""
    held = ProcessLeader.objects.filter(user=user).select_related("programme", "unit")
    return [disclosed(_("Units you support"), held, of=ProcessLeader, fields=FIELDS)]
