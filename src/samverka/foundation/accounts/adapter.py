"""Where signing in differs from what allauth does by itself."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter

from samverka.toolkit import sealing

CONTEXT = "second factor"


class Adapter(DefaultAccountAdapter):
    """Accounts are opened by an organisation's administrator, never by the visitor."""

    def is_open_for_signup(self, request):
        return False

    def reauthenticate(self, user, password):
        # allauth looks for an address of its own; ours is the user's.
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets lie sealed; who must have a second factor cannot remove it."""

    def encrypt(self, text):
        return sealing.seal(text, context=CONTEXT)

    def decrypt(self, encrypted_text):
        return sealing.unseal(encrypted_text, context=CONTEXT)

    def can_delete_authenticator(self, authenticator):
        return not context.request.asks_second_factor
