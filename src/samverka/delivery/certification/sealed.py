"""The paper is sealed as a file is, in one piece."""

import io

from samverka.toolkit.sealed_file import MAGIC, SealedReader, SealedWriter


def closed(body: bytes) -> bytes:
    kept = io.BytesIO()
    with SealedWriter(kept, {}) as writer:
        writer.write(body)
    return kept.getvalue()


def opened(content: bytes | memoryview) -> bytes:
    """
    :raises FileProblem: the key is gone, or the content was changed
    """
    kept = io.BytesIO(content)
    kept.seek(len(MAGIC))
    return SealedReader(kept).read()
