"""Rows that keep bytes sealed, as a file is."""

import io
from collections.abc import Iterable
from typing import TypeVar

from django.db import models

from . import sealing
from .sealed_file import MAGIC, SealedReader, SealedWriter

Sealed = TypeVar("Sealed", bound="SealedBody")


def sealed(pieces: Iterable[bytes]) -> bytes:
    """The pieces, one after the other, as a sealed file keeps them."""
    kept = io.BytesIO()
    with SealedWriter(kept, {}) as writer:
        for piece in pieces:
            writer.write(piece)
    return kept.getvalue()


def unsealed(body: bytes | memoryview) -> bytes:
    """
    :raises FileProblem: it was changed, or its key is gone
    """
    kept = io.BytesIO(body)
    kept.seek(len(MAGIC))
    return SealedReader(kept).read()


class SealedBody(models.Model):
    """Bytes of a row; empty where they were taken away."""

    body = models.BinaryField()
    # The key's id with a colon, as in front of sealed texts: keys in use are found by it, for
    # nobody searches bytes.
    sealed_with = models.CharField(max_length=20, editable=False)

    class Meta:
        abstract = True

    def close(self, content: bytes) -> None:
        """Take the content; it is not saved."""
        self.body, self.sealed_with = sealed([content]), _mark()

    def opened(self) -> bytes:
        """
        :raises FileProblem: it was changed, or its key is gone
        """
        return unsealed(self.body)


def sealed_anew(model: type[Sealed], *, at_most: int) -> list[Sealed]:
    """Some rows that another key than the current one opens, sealed with that; none: all are."""
    others = model._default_manager.select_for_update().exclude(sealed_with__in=[_mark(), ""])
    rows = list(others.order_by("pk")[:at_most])
    for row in rows:
        row.close(row.opened())
        row.save(update_fields=["body", "sealed_with"])
    return rows


def _mark() -> str:
    return f"{sealing.current_key()}:"
