"""What files may be sent as answers, told by what is in them."""

from django.core.files.uploadedfile import UploadedFile
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from .models import AnswerFile

MOST_BYTES = 5_000_000
LONGEST_NAME = 100
ACCEPTED = ".pdf,.jpg,.jpeg,.png"
# A name, or what a browser says of a file, proves nothing.
BEGINNINGS = {
    b"%PDF-": (AnswerFile.Kind.PDF, "pdf"),
    b"\xff\xd8\xff": (AnswerFile.Kind.JPEG, "jpg"),
    b"\x89PNG\r\n\x1a\n": (AnswerFile.Kind.PNG, "png"),
}


class NotTaken(Exception):
    """A file that is not taken; the sentence says why, and what one can do."""


def too_large() -> str:
    return _("The file is larger than 5 MB. Send a smaller one.")


def read_file(file: UploadedFile) -> tuple[str, str, bytes]:
    """What it is called here, its kind, and what is in it.

    :raises NotTaken: too large, or of another kind
    """
    if (file.size or 0) > MOST_BYTES:
        raise NotTaken(too_large())
    body = file.read()
    for beginning, (kind, ending) in BEGINNINGS.items():
        if body.startswith(beginning):
            return _name(file.name or "", ending), str(kind), body
    raise NotTaken(_("The file is no PDF, JPEG or PNG inside. Send one of those."))


def _name(given: str, ending: str) -> str:
    """Letters and digits, and the ending of what it is."""
    stem = "".join(sign for sign in given.rpartition(".")[0] or given if sign.isprintable())
    try:
        stem = get_valid_filename(stem[:LONGEST_NAME]).strip(".-_")
    except ValueError:
        stem = ""
    return f"{stem or _('file')}.{ending}"
