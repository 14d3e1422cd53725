"""A key that no index is asked for, so that the database finds rows by something better."""

from django.db.models import Func, IntegerField


class WorkedOut(Func):
    """`filter(of_programme__in=...)` of `alias(of_programme=WorkedOut("programme_id"))`.

    Where rows are of a few days, going through all that their programmes ever had is dear, and
    a database that knows nothing of how many there are may do so.
    """

    output_field = IntegerField()
    template = "(%(expressions)s + 0)"
    arity = 1
