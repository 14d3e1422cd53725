from allauth.mfa.models import Authenticator

from .models import User


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def user_with_email(email: str) -> User | None:
    return User.objects.filter(email__iexact=email).first()
