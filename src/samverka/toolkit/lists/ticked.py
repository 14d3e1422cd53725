"""Several rows at once: which were ticked, what is done with them, and how it is undone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import IntegerField, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.toolkit.texts import whole_number

from .columns import of
from .filters import Filters, draw_lightly

Rows = QuerySet | Sequence[Any]
MOST_NAMED = 5
# Nobody means more at once; each row is locked, changed and noted by itself.
MOST_AT_ONCE = 5000


class NothingTicked(Exception):
    """No row was ticked."""

    def __init__(self) -> None:
        super().__init__(_("Nothing was ticked. Tick the rows first, then choose what to do."))


class TooMany(NothingTicked):
    """More rows match than are changed at once."""

    def __init__(self) -> None:
        Exception.__init__(
            self,
            _(
                "More than %(count)s rows match, and nothing was changed. Narrow the list first, "
                "then do it with a part at a time."
            )
            % {"count": MOST_AT_ONCE},
        )


class NothingAsked(NothingTicked):
    """Nothing was chosen or written beside the button."""

    def __init__(self, label: str) -> None:
        Exception.__init__(
            self,
            _("Fill in “%(label)s” first, then press the button beside it.") % {"label": label},
        )


@dataclass(frozen=True)
class Asks:
    """What one chooses or writes beside the button of a deed."""

    name: str
    field: forms.Field

    @property
    def drawn(self) -> SafeString:
        """The control with its label; never required, since the deeds share one form."""
        number = f"ticked_{self.name}"
        draw_lightly(self.field)
        control = self.field.widget.render(self.name, self.field.initial, {"id": number})
        return format_html('<label for="{}">{}</label>{}', number, self.field.label, control)

    def read(self, request: HttpRequest) -> Any:
        """What was filled in.

        :raises NothingAsked: nothing is filled in, or something that does not go
        """
        try:
            return self.field.clean(request.POST.get(self.name, ""))
        except ValidationError as fault:
            raise NothingAsked(str(self.field.label)) from fault

    def written(self, request: HttpRequest) -> str:
        """The words that somebody thought about; what was chosen is soon chosen again."""
        is_text = type(self.field) is forms.CharField
        return request.POST.get(self.name, "").strip() if is_text else ""


@dataclass(frozen=True)
class Bulk:
    """Something that is done with the rows ticked: the address it is posted to."""

    label: str | Promise
    url: str
    asks: Asks | None = None


def ticked_rows(
    request: HttpRequest,
    find: Callable[..., Rows],
    filters: Callable[[QueryDict], Filters],
    row_key: str,
) -> list[Any]:
    """The rows that were ticked, or all that match; only among those the person finds.

    :raises NothingTicked: no row was ticked, or none of them is found any more
    :raises TooMany: more than are changed at once
    """
    rows = find(**filters(QueryDict(request.POST.get("asked", ""))).chosen)
    if "all" not in request.POST:
        rows = only(rows, row_key, set(request.POST.getlist("row")))
    found = list(rows[: MOST_AT_ONCE + 1])
    if not found:
        raise NothingTicked
    if len(found) > MOST_AT_ONCE:
        raise TooMany
    return found


def only(rows: Rows, row_key: str, keys: set[str]) -> Rows:
    """Those with the keys; keys come from forms, so some may be nonsense."""
    if isinstance(rows, QuerySet):
        return rows.filter(**{f"{row_key}__in": _readable(rows, row_key, keys)})
    return [row for row in rows if of(row, row_key) in keys]


def _readable(rows: QuerySet, row_key: str, keys: set[str]) -> set[Any]:
    """The keys that a database can be asked for."""
    fields = {"pk": rows.model._meta.pk, **{one.name: one for one in rows.model._meta.fields}}
    if isinstance(fields.get(row_key), IntegerField):
        return {number for number in map(whole_number, keys) if number is not None}
    return {key for key in keys if "\0" not in key}


def parted(rows: list[Any], may: Callable[[Any], bool]) -> tuple[list[Any], list[Any]]:
    """Those one may do it with, and those one may not."""
    asked = [(row, may(row)) for row in rows]
    return [row for row, is_allowed in asked if is_allowed], [
        row for row, is_allowed in asked if not is_allowed
    ]


def said_of_left(names: list[str]) -> str:
    """What was not done, by name: nothing is left out in silence."""
    said = ngettext(
        "%(count)s row stays as it was, since you may not change it: %(names)s.",
        "%(count)s rows stay as they were, since you may not change them: %(names)s.",
        len(names),
    )
    return said % {"count": len(names), "names": _named(names)}


def said_of_changed(names: list[str]) -> str:
    """What an undo leaves: somebody changed it after the deed, and what they did stands."""
    said = ngettext(
        "%(count)s row stays as it is, since it was changed after you: %(names)s.",
        "%(count)s rows stay as they are, since they were changed after you: %(names)s.",
        len(names),
    )
    return said % {"count": len(names), "names": _named(names)}


def _named(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    named = names[:MOST_NAMED]
    if more > 0:
        named.append(ngettext("%(count)s more", "%(count)s more", more) % {"count": more})
    return get_text_list(named, _("and"))


def said_of_done() -> str:
    """Where every row was so before."""
    return _("Nothing is changed: all that you ticked are so already.")


def said_of_written(text: str) -> str:
    """What was written beside a deed that was not done: nothing typed is lost."""
    return _("You wrote: %(text)s") % {"text": text}


def said_of_nothing() -> str:
    """An undo that comes late, or twice."""
    return _("There is nothing left to undo: it is undone already, or something was done since.")
