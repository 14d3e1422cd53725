"""In whose stead somebody came."""

from typing import cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.foundation.accounts.actor import Actor

from .models import Registration, Session
from .sheet import sheet_of


class InsteadForm(forms.Form):
    """One of the rows that are not marked as here; `or_nobody` where one may have come by oneself.

    Names are those of the sheet, so that an alias stays one.
    """

    instead = forms.ChoiceField(label=gettext_lazy("Came instead of"))

    def __init__(self, *args, session: Session, actor: Actor, or_nobody: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.session = session
        field = cast(forms.ChoiceField, self.fields["instead"])
        rows = [row for row in sheet_of(session, actor).rows if not row.is_here]
        first = _("Nobody: a place of their own") if or_nobody else _("Choose")
        field.choices = [("", first), *((row.key, row.name) for row in rows)]
        field.required = not or_nobody

    @property
    def place(self) -> Registration | None:
        """The place that passes on, None where nobody's does."""
        key = self.cleaned_data["instead"]
        places = Registration.objects.filter(activity=self.session.activity_id)
        return places.get(public_key=key) if key else None


def gave_place(place: Registration) -> bool:
    """Whether somebody else came in the person's stead."""
    return place.state == Registration.State.CANCELLED and place.passed_to.in_force().exists()
