"""Our icons: one line of drawing each, 24 × 24, drawn with the colour of the text."""

from django.utils.safestring import SafeString, mark_safe

_DRAWINGS = {
    "activity": "M4 5h16v15H4zM4 10h16M8 3v4M16 3v4M9 15l2 2 4-4",
    "administration": "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5",
    "back": "M15 5l-7 7 7 7",
    "calendar": "M4 5h16v15H4zM4 10h16M8 3v4M16 3v4",
    "check": "M5 12.5l4.5 4.5L19 7.5",
    "clock": "M12 3a9 9 0 100 18 9 9 0 000-18M12 7v5l3.5 2",
    "close": "M6 6l12 12M18 6L6 18",
    "dark": "M19.5 14.5A8 8 0 019.5 4.5a8 8 0 1010 10z",
    "device": "M4 5h16v11H4zM9 20h6M12 16v4",
    "dot": "M12 9.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5",
    "down": "M6 9.5l6 6 6-6",
    "download": "M12 4v11M7 10.5l5 5 5-5M5 20h14",
    "edit": "M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19zM13.5 7l3.5 3.5",
    "empty": "M4 13l3-8h10l3 8v6H4zM4 13h5l1 2.5h4l1-2.5h5",
    "file": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "goal": "M12 3a9 9 0 100 18 9 9 0 000-18M12 8a4 4 0 100 8 4 4 0 000-8M12 12h.01",
    "home": "M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-6h4v6",
    "information": "M12 3a9 9 0 100 18 9 9 0 000-18M12 11v5M12 8h.01",
    "language": (
        "M12 3a9 9 0 100 18 9 9 0 000-18M3 12h18M12 3c-5 5.5-5 12.5 0 18M12 3c5 5.5 5 12.5 0 18"
    ),
    "late": "M12 3.5L22 20.5H2zM12 10v5M12 17.8h.01",
    "light": (
        "M12 8a4 4 0 100 8 4 4 0 000-8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2"
        "M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"
    ),
    "map": "M9 4L3 6.5V20l6-2.5 6 2.5 6-2.5V4l-6 2.5zM9 4v13.5M15 6.5V20",
    "me": "M12 4a4 4 0 100 8 4 4 0 000-8M4.5 20.5c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5",
    "month": "M5 20V11M10 20V5M15 20v-7M20 20V8M3 20.5h19",
    "more": "M5 12h.01M12 12h.01M19 12h.01",
    "open": "M12 4a8 8 0 100 16 8 8 0 000-16",
    "organisation": (
        "M4 20V8l6-4 6 4v12M16 11h4v9M2.5 20h19M8 11h.01M12 11h.01M8 15h.01M12 15h.01"
    ),
    "people": (
        "M9 5a3.5 3.5 0 100 7 3.5 3.5 0 000-7"
        "M2.5 19.5c.8-3.5 3.3-5 6.5-5s5.7 1.5 6.5 5M16 5.3a3.5 3.5 0 010 6.4"
        "M17.5 14.8c2.2.6 3.5 2.1 4 4.7"
    ),
    "plus": "M12 5v14M5 12h14",
    "programme": "M5 21V4M5 5c5-3 8 3 14 0v9c-6 3-9-3-14 0",
    "question": (
        "M4 4.5h16v12h-8.5L7 20.5v-4H4zM10 8.8c.2-1.3 1.1-1.8 2.1-1.8 1.2 0 2 .7 2 1.7 "
        "0 1.6-2 1.5-2 3M12 14.2h.01"
    ),
    "report": "M6 3h8l4 4v14H6zM14 3v4h4M9 17v-3M12 17v-6M15 17v-4",
    "search": "M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13M15.5 15.5L20 20",
    "sign-out": "M10 4H5v16h5M10 12h10M16 8l4 4-4 4",
    "trail": "M6 5h.01M10 5h10M6 12h.01M10 12h10M6 19h.01M10 19h10",
    "undo": "M8 5L4 9l4 4M4 9h10a5.5 5.5 0 010 11h-3",
    "waiting": "M7 3h10M7 21h10M8 3c0 5 8 5 8 9s-8 4-8 9M16 3c0 5-8 5-8 9s8 4 8 9",
    "work": "M4 8h16v11H4zM9 8V5h6v3M4 13h16",
}

# Arrows that point along the line of reading turn with it.
_TURNING = {"back", "sign-out", "undo"}


def _svg(name: str, drawing: str) -> SafeString:
    turning = " turning" if name in _TURNING else ""
    return mark_safe(  # noqa: S308 (our own drawing, no input)
        f'<svg class="icon{turning}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        f'<path d="{drawing}"/></svg>'
    )


ICONS = {name: _svg(name, drawing) for name, drawing in _DRAWINGS.items()}


def icon(name: str) -> SafeString:
    """The drawing of that name; a name we do not have gives a dot rather than a broken page."""
    return ICONS.get(name, ICONS["dot"])
