import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are tried as the code writes them."""
    with translation.override("en"):
        yield
