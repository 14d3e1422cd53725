"""The tables are those of the models, and before 1.0 each module has few migrations."""

import pytest
from django.core.management import call_command

from .shelves import modules

MOST = 3


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration(capsys):
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except SystemExit:
        pytest.fail(f"Run makemigrations:\n{capsys.readouterr().out}")


def test_modules_have_few_migrations_before_1_0():
    """Nothing is in use yet, so a change goes into the first migration."""
    many = {
        name: count
        for name, folder in modules().items()
        if (count := len(list(folder.glob("migrations/0*.py")))) > MOST
    }
    assert not many
