"""The curve of those who stay as a picture, with its table: steps, and how sure they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samverka.toolkit.markup import format_html, format_html_join

WIDTH, HEIGHT, TOP = 1000, 300, 12


@dataclass(frozen=True)
class Point:
    """What share stays after so many months, between what, of how many that are followed."""

    month: int
    share: float
    low: float
    high: float
    at_risk: int


def drawn(points: Sequence[Point], longest: int, caption: str) -> SafeString:
    """A step holds until the next month; what is likely is a band around it."""
    return format_html(
        '<figure class="chart trend"><figcaption>{}</figcaption><div class="plot">'
        '<svg viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">'
        '<polygon class="fan" points="{}"/><polyline class="line" points="{}"/></svg>'
        '<span class="plot-top">100 %</span></div>{}{}</figure>',
        caption,
        WIDTH,
        HEIGHT,
        _band(points, longest),
        " ".join(_steps([(one.month, one.share) for one in points], longest)),
        _ticks(longest),
        _table(points, caption),
    )


def _band(points: Sequence[Point], longest: int) -> str:
    above = _steps([(one.month, one.high) for one in points], longest)
    below = _steps([(one.month, one.low) for one in points], longest)
    return " ".join([*above, *reversed(below)])


def _steps(shares: Sequence[tuple[int, float]], longest: int) -> list[str]:
    corners: list[str] = []
    for number, (month, share) in enumerate(shares):
        height = round(HEIGHT - share * (HEIGHT - TOP))
        until = month if number + 1 == len(shares) else month + 1
        corners += [f"{round(x * WIDTH / longest)},{height}" for x in (month, until)]
    return corners


def _ticks(longest: int) -> SafeString:
    marks = ((_("%(count)s months") % {"count": each},) for each in range(0, longest + 1, 6))
    return format_html(
        '<div class="ticks" aria-hidden="true">{}</div>',
        format_html_join("", "<span>{}</span>", marks),
    )


def _table(points: Sequence[Point], caption: str) -> SafeString:
    body = format_html_join(
        "",
        '<tr><th scope="row">{}</th><td class="num"><bdi>{}</bdi></td>'
        '<td class="num"><bdi>{}</bdi></td><td class="num">{}</td></tr>',
        (
            (
                _("%(count)s months") % {"count": one.month},
                percent(one.share),
                f"{100 * one.low:.0f}–{percent(one.high)}",
                one.at_risk,
            )
            for one in points
        ),
    )
    return format_html(
        '<details class="chart-table"><summary>{}</summary><table class="bars"><caption '
        'class="unseen">{}</caption><thead><tr><th scope="col">{}</th><th scope="col">{}</th>'
        '<th scope="col">{}</th><th scope="col">{}</th></tr></thead><tbody>{}</tbody></table>'
        "</details>",
        _("As a table"),
        caption,
        _("After"),
        _("Live there still"),
        _("95 per cent interval"),
        _("Followed so long"),
        body,
    )


def percent(share: float) -> str:
    return f"{100 * share:.0f} %"
