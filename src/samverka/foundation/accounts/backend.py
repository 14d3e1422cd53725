"""Who is signed in, found by a prepared question: every request begins with it."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db import connection

from samverka.toolkit.prepared import Given, Prepared

from .models import User

FIELDS = [field.attname for field in User._meta.concrete_fields]
BY_KEY = Prepared(lambda: User.objects.filter(pk=Given("pk")).values_list(*FIELDS))


class Backend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        for row in BY_KEY.rows(pk=user_id):
            user = User.from_db(connection.alias, FIELDS, row)
            return user if self.user_can_authenticate(user) else None
        return None
