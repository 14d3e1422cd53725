"""A municipality's process leaders, as a list and a file say them."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.development.supply.queries import Leader, Municipality
from samverka.toolkit.addresses import address
from samverka.toolkit.templatetags.look import status
from samverka.toolkit.texts import listed


def how_far(leader: Leader) -> str:
    """The furthest a nomination has come."""
    if leader.is_assigned:
        return _("assigned") if leader.is_trained else _("assigned, not trained")
    return _("trained") if leader.is_trained else _("nominated")


def in_words(row: Municipality) -> str:
    said = [f"{one.nomination.person} ({how_far(one)})" for one in row.seen]
    if row.others:
        said.append(_others(row))
    return listed(said)


def _others(row: Municipality) -> str:
    return ngettext(
        "%(count)s whom you do not see", "%(count)s whom you do not see", row.others
    ) % {"count": row.others}


def drawn(row: Municipality) -> SafeString:
    """Each name opens the page of the process leader."""
    names = format_html_join(
        "",
        '<li><a href="{}"><bdi>{}</bdi></a> <span class="soft">{}</span></li>',
        (
            (
                address("supply:leader", one.nomination.public_key),
                one.nomination.person,
                how_far(one),
            )
            for one in row.seen
        ),
    )
    others = format_html("<li>{}</li>", _others(row)) if row.others else ""
    if not names and not others:
        return format_html('<span class="soft">{}</span>', _("Nobody yet"))
    return format_html('<ul class="plain">{}{}</ul>', names, others)


def flagged(row: Municipality) -> SafeString:
    """How many are trained; nobody is a flag."""
    if row.trained:
        return format_html("{}", row.trained)
    return status("late", _("Nobody trained"))
