import datetime as dt

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from samverka.toolkit.periods import in_force

from .models import SecondFactorRule, User


def asks_second_factor(on: dt.date) -> Exists:
    """For annotating rows with a `role`: whether it asks for a second factor on a day.

    Part of the query that finds one's roles, so that no request pays for a query of its own.
    """
    return Exists(SecondFactorRule.objects.filter(in_force(on), role=OuterRef("role")))


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def user_with_email(email: str) -> User | None:
    return User.objects.filter(email__iexact=email).first()
