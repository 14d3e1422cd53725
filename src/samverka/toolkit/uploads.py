"""Files that are sent: held in memory while they are read, and not at all when they are too large.

What is held in memory leaves nothing behind; on the disk it would lie unsealed.
"""

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler, SkipFile
from django.http import HttpRequest

MARK = "samverka.too_large"


class OnlyInMemory(MemoryFileUploadHandler):
    """Takes what FILE_UPLOAD_MAX_MEMORY_SIZE allows; larger files are passed over unread."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if not self.activated:
            if self.request:
                self.request.META[MARK] = True
            raise SkipFile
        super().new_file(*args, **kwargs)


def is_too_large(request: HttpRequest) -> bool:
    """Whether a file was sent that is too large to be taken."""
    request.POST  # noqa: B018  what was sent is read here at the latest
    return bool(request.META.get(MARK))
