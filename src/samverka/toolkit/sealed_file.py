"""A file that only the key file opens: AES-GCM in chunks, each bound to its place and its file."""

import json
import secrets
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from . import keyring

MAGIC = b"samverka sealed file 1\n"
CHUNK = 1 << 20
MORE, LAST = b"\0", b"\1"
LONGEST_HEADER = 1 << 20


class FileProblem(Exception):
    """The file cannot be opened; the message says why."""


def _file_key(key: bytes, salt: bytes) -> bytes:
    """A key for one file, so that its chunks may simply be numbered."""
    return HKDF(SHA256(), 32, salt, b"samverka sealed file").derive(key)


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


class SealedWriter:
    """Write a sealed file; what is written before `close` cannot be taken for the whole."""

    def __init__(self, file: BinaryIO, facts: dict[str, Any]):
        ring = keyring.load(settings.KEY_FILE)
        salt = secrets.token_bytes(16)
        header = {**facts, "key": ring.current, "salt": salt.hex()}
        self._header = MAGIC + json.dumps(header).encode() + b"\n"
        self._cipher = AESGCM(_file_key(ring.encryption[ring.current], salt))
        self._file, self._number, self._waiting = file, 0, bytearray()
        file.write(self._header)

    def write(self, data: bytes) -> int:
        self._waiting += data
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), MORE)
            del self._waiting[:CHUNK]
        return len(data)

    def flush(self) -> None:
        """Chunks are written when they are full."""

    def _seal(self, plain: bytes, mark: bytes) -> None:
        closed = self._cipher.encrypt(_nonce(self._number), plain, self._header + mark)
        self._file.write(mark + len(closed).to_bytes(4, "big") + closed)
        self._number += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if problem is None:
            self._seal(bytes(self._waiting), LAST)


class SealedReader:
    """Read a sealed file. `facts` are readable at once; they are proven with the first chunk."""

    def __init__(self, file: BinaryIO):
        self._file, self._number, self._waiting, self._ended = file, 0, bytearray(), False
        self._header = MAGIC + file.readline(LONGEST_HEADER)
        try:
            self.facts: dict[str, Any] = json.loads(self._header[len(MAGIC) :])
            key_id, salt = self.facts["key"], bytes.fromhex(self.facts["salt"])
        except (ValueError, KeyError, TypeError):
            raise FileProblem("The file is damaged: its beginning cannot be read.") from None
        key = keyring.load(settings.KEY_FILE).encryption.get(key_id)
        if key is None:
            raise FileProblem(
                f"The file was sealed with the key {key_id}, which is not in "
                f"{settings.KEY_FILE}. Use the copy of the key file that was kept when the file "
                "was made."
            )
        self._cipher = AESGCM(_file_key(key, salt))

    def read(self, size: int = -1) -> bytes:
        while not self._ended and (size < 0 or len(self._waiting) < size):
            self._waiting += self._open_next()
        end = len(self._waiting) if size < 0 else size
        data = bytes(self._waiting[:end])
        del self._waiting[:end]
        return data

    def _open_next(self) -> bytes:
        mark, length = self._file.read(1), self._file.read(4)
        closed = self._file.read(int.from_bytes(length, "big"))
        if not closed:
            raise FileProblem("The file is cut off: its end is missing. Use another copy.")
        try:
            plain = self._cipher.decrypt(_nonce(self._number), closed, self._header + mark)
        except InvalidTag:
            raise FileProblem(
                "The file does not open with the key it names, or was changed since."
            ) from None
        self._ended = mark == LAST
        self._number += 1
        return plain


def open_sealed(path: Path) -> tuple[BinaryIO, SealedReader]:
    """The open file, to be closed by the caller, and its reader."""
    try:
        file = path.open("rb")
    except OSError as problem:
        raise FileProblem(f"{path} cannot be read: {problem.strerror}.") from None
    try:
        if file.read(len(MAGIC)) != MAGIC:
            raise FileProblem(f"{path} is not a sealed file of Samverka.")
        return file, SealedReader(file)
    except FileProblem:
        file.close()
        raise
