"""What we find in a PDF is what another library finds in it."""

import io
import random
import zlib

import pikepdf
import pytest

from samverka.toolkit.pdf_inside import Inside, look_inside
from samverka.toolkit.tests.pdfs import a_tagged_pdf, written_with


def test_a_tagged_pdf_can_be_read_aloud():
    assert look_inside(a_tagged_pdf()) == Inside(True, True, True)
    assert look_inside(a_tagged_pdf()).can_be_read_aloud


@pytest.mark.parametrize("packed", [True, False])
def test_tags_are_found_packed_or_not_and_missed_when_taken_out(packed):
    assert look_inside(written_with(packed=packed)).is_tagged
    assert not look_inside(written_with(packed=packed, tags=False)).is_tagged


def test_a_picture_of_a_page_has_no_text():
    assert not look_inside(written_with(text=False)).has_text


def test_the_bytes_of_a_picture_are_not_taken_for_text():
    noise = random.Random(1).randbytes(2_000_000)
    for picture in (noise, zlib.compress(noise)):
        body = b"%PDF-1.7\n1 0 obj\nstream\n" + picture + b"\nendstream"
        assert look_inside(body) == Inside(is_pdf=True)


def test_a_pdf_with_a_password_is_locked():
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_tagged_pdf())) as paper:
        paper.save(kept, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert not look_inside(kept.getvalue()).can_be_read_aloud


def test_what_is_no_pdf_or_unpacks_without_end_has_nothing():
    bomb = b"%PDF-1.7\nstream\n" + zlib.compress(b"\0" * 50_000_000) + b"\nendstream"
    assert look_inside(bomb * 20) == Inside(is_pdf=True)
    assert look_inside(b"PK\3\4") == Inside()
    assert look_inside(b"") == Inside()
