"""Minutes weighed by whose they are: two sums that are the same are of the same persons' minutes.

A month of many thousand marks is so compared with its certificate in the database, person by
person, without asking for the persons. Each person weighs two numbers of their own below a
million; that minutes moved between persons leave both sums as they were happens once in some
million million times.
"""

from django.db.models import BigIntegerField, ExpressionWrapper, F, Sum

PRIMES = (1_000_003, 999_983)


def weights(path: str = "") -> dict[str, Sum]:
    """The minutes of rows, and what they weigh; `path` is that from the query to the rows."""
    minutes, person = F(f"{path}minutes"), F(f"{path}person_id")
    # Squares: neighbours in a row, as courses have them, would balance each other otherwise.
    weighed = {f"by_{prime}": minutes * ((person * person) % prime) for prime in PRIMES}
    return {"sum": Sum(minutes)} | {
        name: Sum(ExpressionWrapper(each, output_field=BigIntegerField()))
        for name, each in weighed.items()
    }
