"""Emptying the database between tests where a test's transaction cannot be rolled back."""

import importlib

import pytest
from django.core.management.commands import flush
from django.db import connection

APPEND_ONLY = importlib.import_module("samverka.foundation.audit.migrations.0002_append_only")
SIGNED = importlib.import_module("samverka.delivery.groups.migrations.0002_signed")
# Content types and permissions, which nothing here asks for, are not written anew each time: with
# some three hundred tables that took longer than most tests.
flush.emit_post_migrate_signal = lambda *args, **kwargs: None
# In the order of their keys.
TABLES_OF_MINUTES = (
    "groups_decision",
    "groups_conflictofinterest",
    "groups_agendaitem",
    "groups_presentseat",
    "groups_grouptask_fields",
    "groups_grouptask",
    "groups_meeting_fields",
    "groups_meeting",
)


@pytest.fixture(autouse=True)
def _trail_can_be_emptied(request):
    """On SQLite it ends with DELETE, which trail and minutes refuse; PostgreSQL truncates."""
    if "transactional_db" not in request.fixturenames and not _is_transactional(request):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for statement in (*APPEND_ONLY.SQLITE_BACK, *SIGNED.sqlite_back()):
                cursor.execute(statement)
            for table in ("audit_event", *TABLES_OF_MINUTES):
                cursor.execute(f"DELETE FROM {table}")
            for statement in (*APPEND_ONLY.SQLITE, *SIGNED.sqlite()):
                cursor.execute(statement)


def _is_transactional(request) -> bool:
    marker = request.node.get_closest_marker("django_db")
    return "live_server" in request.fixturenames or bool(
        marker and marker.kwargs.get("transaction")
    )
