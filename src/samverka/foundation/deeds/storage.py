"""Messages to the user: what offers Undo is remembered, so that nobody can forget to."""

from collections.abc import Iterator
from typing import Any

from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.fallback import FallbackStorage


class NotingStorage(FallbackStorage):
    """Django's own, which tells `request.deeds` of each message."""

    def add(self, level: int, message: Any, extra_tags: str | None = "") -> None:
        super().add(level, message, extra_tags)
        if message:
            self.request.deeds.note(level, str(message), extra_tags or "")  # type: ignore[attr-defined]

    def __iter__(self) -> Iterator[Message]:
        for message in super().__iter__():
            if (message.extra_tags or "").startswith("/"):
                self.request.deeds.shown.append(message.extra_tags)  # type: ignore[attr-defined]
            yield message
