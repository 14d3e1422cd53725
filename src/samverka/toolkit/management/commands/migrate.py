"""Django's `migrate`; a database that is new gets all its tables at once first."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from samverka.toolkit import new_database


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        asked_for_part = options["app_label"] or options["plan"] or options["check_unapplied"]
        if not asked_for_part and not options["fake"] and new_database.is_new(connection):
            new_database.lay_tables(connection)
        super().handle(*args, **options)
