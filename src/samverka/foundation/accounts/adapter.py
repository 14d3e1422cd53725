from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):
    """Accounts are opened by an organisation's administrator, never by the visitor."""

    def is_open_for_signup(self, request):
        return False
