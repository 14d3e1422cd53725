"""Emptying the database between tests where a test's transaction cannot be rolled back."""

import importlib

import pytest
from django.db import connection

APPEND_ONLY = importlib.import_module("samverka.foundation.audit.migrations.0002_append_only")


@pytest.fixture(autouse=True)
def _trail_can_be_emptied(request):
    """On SQLite such a test ends with DELETE, which the trail refuses; PostgreSQL truncates."""
    if "transactional_db" not in request.fixturenames and not _is_transactional(request):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for statement in APPEND_ONLY.SQLITE_BACK:
                cursor.execute(statement)
            cursor.execute("DELETE FROM audit_event")
            for statement in APPEND_ONLY.SQLITE:
                cursor.execute(statement)


def _is_transactional(request) -> bool:
    marker = request.node.get_closest_marker("django_db")
    return "live_server" in request.fixturenames or bool(
        marker and marker.kwargs.get("transaction")
    )
