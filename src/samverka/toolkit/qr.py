"""QR codes as drawings in the page: nothing is fetched, and paper keeps them sharp."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# A tenth of it may be creased or stained.
CORRECTION = "m"


def qr(text: str, label: str) -> SafeString:
    """The text, mostly an address, as a code to point a phone at; `label` says what it opens."""
    code = segno.make(text, error=CORRECTION, micro=False)
    # Black on white in dark mode too: not all phones read it the other way round.
    drawn = code.svg_inline(border=4, omitsize=True, svgclass=None, lineclass=None, light="#fff")
    # The library draws nothing but lines: the text is in them, not beside them.
    return format_html(
        '<span class="qr" role="img" aria-label="{}">{}</span>',
        label,
        mark_safe(drawn),  # noqa: S308
    )
