from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.register.instruments.models import InstrumentVersion
from samverka.toolkit.from_outside import FromOutside
from samverka.toolkit.lists import Filters, Search

from .actions import MOST_SLIPS


class FeedbackFilters(Filters):
    q = Search(label=gettext_lazy("Activity"))
    state = forms.ChoiceField(
        label=gettext_lazy("How it stands"),
        choices=[
            ("", gettext_lazy("All")),
            ("open", gettext_lazy("Open")),
            ("closed", gettext_lazy("Closed")),
        ],
    )


class AskForm(forms.Form):
    """What is asked, and how those who were there get to the form."""

    what = forms.ChoiceField(label=gettext_lazy("Questions to ask"), required=False)
    way = forms.ChoiceField(choices=[("link", ""), ("slips", ""), ("screen", "")], required=False)

    def __init__(self, *args, versions: Sequence[InstrumentVersion], **options):
        super().__init__(*args, **options)
        self._versions = {str(version.pk): version for version in versions}
        choices = [(key, str(version.instrument)) for key, version in self._versions.items()]
        self.fields["what"].choices = [("", _("The short form")), *choices]

    @property
    def facts(self) -> dict[str, Any]:
        way = self.cleaned_data["way"]
        return {
            "version": self._versions.get(self.cleaned_data["what"]),
            "by_slips": way == "slips",
            "by_screen": way == "screen",
        }


class SlipsForm(forms.Form):
    count = forms.IntegerField(
        label=gettext_lazy("How many slips"), min_value=1, max_value=MOST_SLIPS
    )

    @property
    def refusal(self) -> str:
        return _("Write how many slips: from 1 to %(most)s.") % {"most": MOST_SLIPS}


class AnswerForm(FromOutside):
    """What is asked stands in the round's own form; beside it only the trap for programs."""
