from allauth.mfa.models import Authenticator

from .models import User


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def user_with_email(email: str) -> User | None:
    return User.objects.filter(email__iexact=email).first()


def user_with_key(public_key: str) -> User | None:
    """Somebody whose account is open."""
    return User.objects.filter(public_key=public_key, is_active=True).first()
