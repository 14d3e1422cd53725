"""Who has a place, and what else is held: a template is dear to ask for each of forty rows."""

from collections.abc import Collection, Iterable

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samverka.delivery.activities.clashes import Clash
from samverka.delivery.activities.page_facts import Place
from samverka.toolkit import texts
from samverka.toolkit.addresses import address
from samverka.toolkit.markup import format_html, format_html_join
from samverka.toolkit.templatetags.look import status

register = template.Library()
EVERYBODY = "everybody"
NOTHING = SafeString("")


@register.simple_tag(takes_context=True)
def place_rows(
    context: Context,
    places: Iterable[Place],
    lacking: Collection[int],
    gives_back_for: str | int | None,
) -> SafeString:
    """A row for each: what lacks of them, where they work, and how their place is given back."""
    lacks, works_at, unregister = _("Lacks what the fund asks"), _("Works at"), _("Unregister")
    token, user_id = str(context["csrf_token"]), context["request"].user.pk

    def what_lacks(place: Place, name: str) -> SafeString:
        if place.person_id not in lacking:
            return NOTHING
        return format_html(
            ' <a href="{}">{}<span class="unseen">: {}</span></a>',
            address("activities:facts", place.public_key),
            lacks,
            name,
        )

    def way_out(place: Place, name: str) -> SafeString:
        ours = (EVERYBODY, place.organisation_id)
        if gives_back_for not in ours and place.user_id != user_id:
            return NOTHING
        return format_html(
            '<form method="post" action="{}">'
            '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
            '<button class="link-button">{}<span class="unseen">: {}</span></button></form>',
            address("activities:give_back", place.public_key),
            token,
            unregister,
            name,
        )

    named = ((place, place.name) for place in places)
    return format_html_join(
        "\n",
        '<tr><td>{}{}</td><td data-label="{}">{}</td><td class="num">{}</td></tr>',
        (
            (
                name,
                what_lacks(place, name),
                works_at,
                place.organisation,
                way_out(place, name),
            )
            for place, name in named
        ),
    )


@register.simple_tag
def clash_rows(clashes: Iterable[Clash]) -> SafeString:
    """What is held on the same days, each opening its page."""
    same_day = status("waiting", _("The same day"))
    return format_html_join(
        "",
        '<li>{} {} <a href="{}">{}</a></li>',
        (
            (
                same_day,
                _("%(day)s, for the same people:") % {"day": texts.day(clash.day)},
                address("activities:detail", clash.key),
                clash.title,
            )
            for clash in clashes
        ),
    )
