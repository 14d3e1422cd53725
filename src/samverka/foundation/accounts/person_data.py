"""What happens to the account of somebody who is forgotten, or who asks what is kept."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from samverka.toolkit.personal_data import Disclosed, disclosed

from .actions import send_invitation
from .actor import Actor
from .models import User


@transaction.atomic
def forget_user(*, user: User, by: Actor) -> None:
    """Close an account and empty it. The row stays: the trail names who acted by its number.

    The note in the trail is the caller's, since the trail stands above accounts.
    """
    _end_sessions(user)
    # A letter that did not arrive leaves the address in the task's account of what went wrong.
    DBTaskResult.objects.filter(
        task_path=send_invitation.module_path, args_kwargs__kwargs__user_id=user.pk
    ).delete()
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    user.name = ""
    user.email = f"{user.public_key}@removed.invalid"
    user.set_unusable_password()
    user.is_active = False
    user.last_login = None
    user.list_columns = {}
    user.save()


def _end_sessions(user: User) -> None:
    """A session holds the address that was signed in with. Whose it is stands inside it."""
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()


def disclose_user(*, user: User) -> list[Disclosed]:
    """What accounts hold of a user."""
    fields = "name email is_active joined_at last_login list_columns"
    return [disclosed(_("Your account"), [user], of=User, fields=fields)]
