"""Messages over a socket: a length in four bytes, then JSON in UTF-8."""

import json
import socket
import struct
from typing import Any

LENGTH = struct.Struct(">I")
MOST = 64 * 2**20  # bytes of one message

Message = dict[str, Any]


class Broken(Exception):
    """The other end went away, or sent something that is no message."""


def send(to: socket.socket, message: Message) -> None:
    """
    :raises Broken: the other end has gone, or does not read
    """
    raw = json.dumps(message, separators=(",", ":")).encode()
    try:
        to.sendall(LENGTH.pack(len(raw)) + raw)
    except OSError as problem:
        raise Broken(str(problem)) from problem


def receive(from_: socket.socket) -> Message:
    """
    :raises Broken: the other end has gone, is silent too long, or sends no message
    """
    try:
        (length,) = LENGTH.unpack(_exactly(from_, LENGTH.size))
        if length > MOST:
            raise Broken("too long")
        message = json.loads(_exactly(from_, length))
    except (OSError, ValueError) as problem:
        raise Broken(str(problem)) from problem
    if not isinstance(message, dict):
        raise Broken("not an object")
    return message


def _exactly(from_: socket.socket, count: int) -> bytes:
    parts = []
    while count:
        part = from_.recv(min(count, 2**20))
        if not part:
            raise Broken("ended")
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
