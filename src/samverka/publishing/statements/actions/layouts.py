from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.publishing.statements.layouts import LayoutProblem, read_layout
from samverka.publishing.statements.models import Layout


class LayoutDiffers(LayoutProblem):
    """The next version of a layout is another kind of file."""

    def __init__(self, code: str):
        super().__init__(
            [
                _(
                    "A layout called %(code)s is there already, with other rows or periods. Give "
                    "this one a code of its own."
                )
                % {"code": code}
            ]
        )


@transaction.atomic
def add_layout(*, text: str, by: Actor) -> Layout:
    """Keep a layout file; of a code that is there already it is the next version.

    :raises LayoutProblem: with every problem of the file
    :raises LayoutDiffers: the layout of that code is another kind of file
    """
    read = read_layout(text)
    there = list(Layout.objects.select_for_update().filter(code=read.code).order_by("version"))
    latest = there[-1] if there else None
    if latest and all(getattr(latest, name) == said for name, said in read.kept.items()):
        return latest
    if latest and (latest.rows, latest.period_months) != (read.rows, read.period_months):
        raise LayoutDiffers(read.code)
    version = latest.version + 1 if latest else 1
    layout = Layout.objects.create(**read.kept, version=version)
    trail.note(by=by, verb="statements.layout_added", about=layout)
    return layout
