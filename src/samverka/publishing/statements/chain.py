"""Each version sent carries the hash of the one sent before it in the series; whether all hold."""

import hashlib
from operator import attrgetter

from samverka.toolkit.sealed_file import FileProblem
from samverka.toolkit.sealing import CannotOpen

from .contents import canonical, digest_of
from .models import Series, Version
from .sealed import opened_line

SOME = 12


def head_of(version: Version) -> str:
    """A version as one text: what was sent, of what, by whom and why. No names, no rows."""
    if version.sent_at is None or version.sent_by is None:
        raise ValueError("What is not sent has no place in the chain.")
    return canonical(
        {
            "programme": version.series.programme.public_key,
            "fund": version.series.fund.code,
            "series": version.series.code,
            "first_month": f"{version.statement.first_month:%Y-%m}",
            "last_month": f"{version.statement.last_month:%Y-%m}",
            "version": version.number,
            "layout": version.layout.version,
            "reason": version.reason,
            "content": version.content_digest,
            "persons": version.persons,
            "protected": version.protected,
            "minutes": version.minutes,
            "claimed": version.claimed,
            "sent_by": version.sent_by.public_key,
            "sent_at": version.sent_at.isoformat(),
            "place": version.place,
        }
    )


def chained(version: Version) -> str:
    """The hash of a version on top of that of the one before."""
    return hashlib.sha256(f"{version.digest_before}\n{head_of(version)}".encode()).hexdigest()


def broken_link(series: Series) -> Version | None:
    """The first version sent that is not what was sent; None if all are."""
    before, place = "", 1
    sent = Version.objects.filter(series=series, state=Version.State.SENT).order_by("place")
    told = sent.select_related(
        "series__programme", "series__fund", "statement", "layout", "sent_by"
    )
    # Some at a time: the files of years are not held in memory at once.
    for version in told.prefetch_related("rows", "files").iterator(chunk_size=SOME):
        is_whole = (
            version.place == place
            and version.digest_before == before
            and version.digest == chained(version)
            and (version.emptied_on is not None or _holds_what_was_sent(version))
        )
        if not is_whole:
            return version
        before, place = version.digest, place + 1
    return None


def _holds_what_was_sent(version: Version) -> bool:
    """Rows and files; those whose time of keeping is over are gone, and the chain remains."""
    statement = version.statement
    try:
        rows = [opened_line(row) for row in sorted(version.rows.all(), key=attrgetter("number"))]
        files = [hashlib.sha256(file.opened()).hexdigest() for file in version.files.all()]
    except (CannotOpen, FileProblem, ValueError):
        return False
    digest = digest_of(version.layout, statement.first_month, statement.last_month, rows)
    kept = [file.sha256 for file in version.files.all()]
    return digest == version.content_digest and files == kept
