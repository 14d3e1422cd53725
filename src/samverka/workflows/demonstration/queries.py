from samverka.foundation.accounts.models import User
from samverka.register.people.models import Person


def is_empty() -> bool:
    """Whether nobody is in the database: made-up people must never be mixed with real ones."""
    return not (User.objects.exists() or Person.objects.exists())
