"""The database, from one address: nothing for SQLite, or postgresql://user:password@host/name."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# SQLSTATE of PostgreSQL: another row has the same in a place where there may be one only.
UNIQUE_VIOLATION = "23505"


def database_from(address: str, data: Path) -> dict:
    """Django's database settings for an address."""
    if not address:
        return sqlite(data / "samverka.sqlite3")
    if Path(address).suffix.startswith(".sqlite3"):  # tests have a number after it
        return sqlite(Path(address))
    return postgresql(address)


def sqlite(path: Path) -> dict:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        # Connections are kept: opening one costs more than most queries.
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # A write takes its lock at once, so that two at once wait instead of failing.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                # Each thread has pages of its own in memory; the system keeps the file's anyway.
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-4000; "
                # What was erased leaves the file too, and soon the journal.
                "PRAGMA secure_delete=ON; PRAGMA journal_size_limit=0;"
            ),
        },
    }


def postgresql(address: str) -> dict:
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "SAMVERKA_DATABASE is not an address of a database. Write "
            "postgresql://user:password@host:5432/name, or leave it out for SQLite."
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def is_there_already(problem: Exception) -> bool:
    """Whether somebody else was faster: the database refused a row since its equal is there.

    Only where two write at once. SQLite lets one in at a time, so there it is a fault of ours.
    """
    return getattr(problem.__cause__, "sqlstate", "") == UNIQUE_VIOLATION
