"""The programmes that come with Samverka load, and are written again as they were read."""

import pytest
from django.utils import translation

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import SYSTEM
from samverka.workflows.programme_file.actions import load_programme
from samverka.workflows.programme_file.queries import facts_in, facts_of, file_of
from samverka.workflows.programme_file.shipped import shipped

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def files():
    return {file.stem: file.read_text(encoding="utf-8") for file in shipped()}


def test_each_is_written_again_as_it_was_read(files):
    read = {}
    with translation.override("en"):
        for key, text in files.items():
            read[key] = facts_of(text)
            assert load_programme(facts=read[key], by=SYSTEM).notices is not None
        for key, facts in read.items():
            programme = Programme.objects.get(slug=key)
            assert facts_in(programme) == facts, key
            written = file_of(programme)
            again = facts_of(written)
            assert again == facts
            assert load_programme(facts=again, by=SYSTEM).lines == []
            assert file_of(programme) == written
