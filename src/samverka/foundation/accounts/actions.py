"""Opening and closing accounts, and the letters about them.

The trail stands above accounts, so the workflow that calls these writes the note.
"""

import datetime as dt
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
from samverka.toolkit.periods import in_force

from .actor import Actor
from .adapter import CONTEXT
from .models import SecondFactorRule, User


@transaction.atomic
def open_account(*, email: str, name: str, by: Actor, password: str | None = None) -> User:
    """Make an account. Without a password nobody signs in with it before one is chosen."""
    return User.objects.create_user(email=email, password=password, name=name)


@transaction.atomic
def invite(*, user: User, site: str, by: Actor) -> None:
    """Send a letter with a link to choose a password."""
    send_invitation.enqueue(user_id=user.pk, site=site)


@transaction.atomic
def set_open(*, user: User, is_open: bool, by: Actor) -> None:
    """Close an account, which ends its sessions at once, or open it again."""
    user.is_active = is_open
    user.save(update_fields=["is_active"])


@transaction.atomic
def remove_second_factor(*, user: User, by: Actor) -> None:
    """For somebody whose telephone is lost, and the recovery codes with it."""
    Authenticator.objects.filter(user=user).delete()


@transaction.atomic
def ask_second_factor(
    *, role: str, valid_from: dt.date, source: str, by: Actor
) -> SecondFactorRule:
    """Ask a second factor of everybody in a role, from a day on until further notice."""
    rule, _made = SecondFactorRule.objects.update_or_create(
        role=role, valid_from=valid_from, defaults={"source": source, "valid_to": None}
    )
    return rule


@transaction.atomic
def stop_asking_second_factor(*, role: str, on: dt.date, by: Actor) -> list[SecondFactorRule]:
    """End the rules that ask it of a role on a day, which is the first day without them."""
    rules = list(SecondFactorRule.objects.filter(in_force(on), role=role))
    for rule in rules:
        # A rule that began today has held no day, and a period ends after it starts.
        if rule.valid_from == on:
            rule.delete()
        else:
            rule.valid_to = on
            rule.save(update_fields=["valid_to"])
    return rules


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
