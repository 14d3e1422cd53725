"""What lies open for a day lies sealed: the file, what was found in it, and its rows."""

import io
import json
from typing import Any, BinaryIO

from samverka.toolkit import sealing
from samverka.toolkit.sealed_file import MAGIC, SealedReader, SealedWriter

CONTEXT = "import"


def closed_file(pieces: Any) -> bytes:
    """The pieces of a file, sealed one after the other."""
    kept = io.BytesIO()
    with SealedWriter(kept, {}) as writer:
        for piece in pieces:
            writer.write(piece)
    return kept.getvalue()


def opened_file(content: bytes | memoryview) -> BinaryIO:
    """
    :raises FileProblem: the key is gone
    """
    kept = io.BytesIO(content)
    kept.seek(len(MAGIC))
    return io.BytesIO(SealedReader(kept).read())


def closed(value: Any) -> bytes:
    return sealing.seal(json.dumps(value, ensure_ascii=False), context=CONTEXT).encode()


def opened(content: bytes | memoryview) -> Any:
    return json.loads(sealing.unseal(bytes(content).decode(), context=CONTEXT))
