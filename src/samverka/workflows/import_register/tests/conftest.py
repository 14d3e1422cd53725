import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are asserted as they are written in the code."""
    with translation.override("en"):
        yield
