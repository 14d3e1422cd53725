"""Opening and closing accounts, and the letters about them.

The trail stands above accounts, so the workflow that calls these writes the note.
"""

from urllib.parse import urljoin

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from samverka.toolkit import sealing

from .actor import Actor
from .adapter import CONTEXT
from .models import User


@transaction.atomic
def open_account(*, email: str, name: str, site: str, by: Actor) -> User:
    """Make an account without password; its owner gets a letter with a link to choose one."""
    user = User.objects.create_user(email=email, name=name)
    send_invitation.enqueue(user_id=user.pk, site=site)
    return user


@transaction.atomic
def invite_again(*, user: User, site: str, by: Actor) -> None:
    """Send the letter with a link to choose a password once more."""
    send_invitation.enqueue(user_id=user.pk, site=site)


@transaction.atomic
def set_open(*, user: User, is_open: bool, by: Actor) -> None:
    """Close an account, which ends its sessions at once, or open it again."""
    user.is_active = is_open
    user.save(update_fields=["is_active"])


@transaction.atomic
def seal_second_factors_anew(*, by: Actor) -> int:
    """Seal the secrets of second factors with the current key, after it was changed."""
    rows = list(Authenticator.objects.select_for_update())
    for row in rows:
        row.data = {name: _sealed_anew(value) for name, value in row.data.items()}
    Authenticator.objects.bulk_update(rows, ["data"])
    return len(rows)


def _sealed_anew(value):
    """Secrets are texts, or lists of texts; numbers and counts lie open."""
    if isinstance(value, list):
        return [_sealed_anew(one) for one in value]
    if isinstance(value, str):
        return sealing.seal(sealing.unseal(value, context=CONTEXT), context=CONTEXT)
    return value


@task()
def send_invitation(user_id: int, site: str) -> None:
    """The link is made here, so that the queue never holds it."""
    user = User.objects.get(pk=user_id)
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    facts = {
        "user": user,
        "choose_url": urljoin(site, reverse("account_reset_password_from_key", kwargs=key)),
        "forgotten_url": urljoin(site, reverse("account_reset_password")),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string("account/email/invitation_subject.txt", facts).strip()
        text = render_to_string("account/email/invitation_message.txt", facts)
    send_mail(subject, text, None, [user.email])
