from django.db import transaction

from .codes import municipalities
from .models import Municipality


@transaction.atomic
def load_municipalities() -> None:
    """Every municipality of our list, by its present name; safe to run again."""
    Municipality.objects.bulk_create(
        (Municipality(code=code, name=name) for code, name in municipalities()),
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name"],
    )
