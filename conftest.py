"""What every test stands on: its own folder and keys, no network, nothing skipped."""

import gc
import logging
import os
import sys
import tempfile
from pathlib import Path

import hypothesis
import pytest
from xdist.scheduler import LoadScopeScheduling

# A test leaves little behind, and is over soon: to look for it seldom is a sixth less computing.
gc.set_threshold(20_000, 20, 50)

# xdist's workers inherit the environment of the process that started them.
IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ


def _own_environment() -> tempfile.TemporaryDirectory:
    """A folder for the tests alone; settings ask for a key file, and must not find a real one."""
    folder = tempfile.TemporaryDirectory(prefix="samverka-tests-")
    for name in ("SAMVERKA_STATIC", "SAMVERKA_HTTPS", "SAMVERKA_HOSTS", "SAMVERKA_DEMONSTRATION"):
        os.environ.pop(name, None)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="samverka.config.settings",
        SAMVERKA_DATA=folder.name,
        SAMVERKA_KEYS=str(Path(folder.name) / "keys.json"),
        SAMVERKA_TODAY="2026-03-16",
    )
    return folder


if not IS_WORKER:
    FOLDER = _own_environment()

import django  # noqa: E402
from django.conf import settings  # noqa: E402
from django.utils import translation  # noqa: E402

from samverka.toolkit import keyring  # noqa: E402

if not IS_WORKER:
    keyring.create(Path(os.environ["SAMVERKA_KEYS"]))
django.setup()
if os.environ["SAMVERKA_TODAY"] != settings.FIXED_TODAY:
    pytest.exit(
        "Unset DJANGO_SETTINGS_MODULE: the settings were read before the tests had a folder of "
        "their own, so they would write where you keep yours.",
        returncode=4,
    )
settings.STATIC_ROOT.mkdir(exist_ok=True)
IS_SQLITE = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
# A file, as where it is used: an SQLite in memory has one connection, which no server shares.
if IS_SQLITE:
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(
        settings.DATA / "tests.sqlite3"
    )
# Pages are tried without gathering static files first; tools/checks.py tries them gathered.
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)

# Tests read the texts of the code, whatever the catalogues say today; Swedish is asked for.
settings.LANGUAGE_CODE = "en"

pytest_plugins = ["tests.people", "tests.post", "tests.trail", "tests.asked"]


@pytest.fixture(autouse=True)
def language():
    """Each test begins in the language of the code, whatever the one before it read pages in."""
    translation.activate(settings.LANGUAGE_CODE)


LOOPBACK = {"127.0.0.1", "::1", "localhost", ""}


# The fixtures by which a test asks for a database.
DATABASE = {"db", "transactional_db", "live_server"}
EMPTYING = {"transactional_db", "live_server"}
LONGEST = "test_killed.py"
# What is built for one of these files takes longer than its tests: one worker runs them all.
BUILT_ONCE = ("test_demonstration.py", "test_demonstration_whole.py")


def _refuse_network(event: str, arguments: tuple) -> None:
    if event != "socket.connect":
        return
    address = arguments[1]
    if isinstance(address, tuple) and address[0] not in LOOPBACK:
        raise RuntimeError(f"A test may not reach {address[0]}: tests need no network.")


sys.addaudithook(_refuse_network)

# A refusal is an answer like others here, and asked for by the thousand; nobody reads its line.
logging.getLogger("django.request").setLevel(logging.ERROR)

# No test is timed: a busy machine is no fault of the code's.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


def _is_run_on_the_other(item) -> bool:
    """What asks no database anything is run with SQLite alone."""
    if IS_SQLITE:
        return bool(item.get_closest_marker("postgresql"))
    asks = item.get_closest_marker("django_db") or DATABASE & set(item.fixturenames)
    return bool(item.get_closest_marker("sqlite")) or not asks


def _empties_the_tables(item) -> bool:
    marker = item.get_closest_marker("django_db")
    asks = EMPTYING & set(item.fixturenames)
    return bool(asks or (marker and marker.kwargs.get("transaction")))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """What one database shows best is left to the run on that one, and counted there."""
    elsewhere = [item for item in items if _is_run_on_the_other(item)]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        gone = set(elsewhere)
        items[:] = [item for item in items if item not in gone]
    # Last, also after what asks for a database of its file's own: with the tables goes what is
    # shipped in them. Of those the longest goes first, so that no core waits for the other.
    items.sort(key=lambda item: (_empties_the_tables(item), item.path.name != LONGEST))


class BuiltOnce(LoadScopeScheduling):
    """Each test goes to whoever is free, but for files that are not to be divided."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file.endswith(BUILT_ONCE) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return BuiltOnce(config, log)


def pytest_collection_finish():
    """What is there before the first test stays to the last, and is not looked through again."""
    gc.collect()
    gc.freeze()


def _as_failure(report, what: str):
    """A test that does not run proves nothing, so leaving one out is a failure."""
    if report.skipped or hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{what} was skipped: {report.longrepr}. Nothing may be skipped."
        report.__dict__.pop("wasxfail", None)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item, call):
    return _as_failure((yield), "The test")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report(collector):
    return _as_failure((yield), "The file")
