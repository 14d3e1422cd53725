from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.programmes.models import Wording
from samverka.toolkit.as_seen import in_words
from samverka.toolkit.clock import today
from samverka.toolkit.languages import Language

from .rough_day import DayInput

SHORT = 150


class WordingForm(forms.Form):
    """The programme's texts in one language, each below what it says in Swedish."""

    written_by = forms.CharField(
        label=gettext_lazy("Written by"),
        max_length=120,
        help_text=gettext_lazy("The function, not a name; or how it was translated."),
    )
    written_on = forms.DateField(label=gettext_lazy("Written"), widget=DayInput())
    reviewed_by = forms.CharField(
        label=gettext_lazy("Reviewed by somebody who speaks the language"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("The function, not a name. Empty until somebody has."),
    )
    reviewed_on = forms.DateField(
        label=gettext_lazy("Reviewed"), widget=DayInput(), required=False
    )

    def __init__(
        self,
        *args,
        texts: Mapping[str, str],
        language: Language,
        wording: Wording | None,
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.texts, self.language, self.keys = texts, language, list(texts)
        turned = {"lang": language.code, "dir": language.direction}
        for number, (key, text) in enumerate(texts.items()):
            is_short = len(text) <= SHORT and key != "summary"
            widget = forms.TextInput(turned) if is_short else forms.Textarea(turned | {"rows": 4})
            self.fields[f"text-{number}"] = forms.CharField(
                label=_label(key), help_text=text, required=False, widget=widget
            )
            if key == "name":
                self.fields[f"text-{number}"].max_length = SHORT
        self.order_fields([f"text-{number}" for number in range(len(texts))])
        self._fill(wording)

    def _fill(self, wording: Wording | None) -> None:
        self.initial.setdefault("written_on", today())
        if wording is None:
            return
        for name in ("written_by", "written_on", "reviewed_by", "reviewed_on"):
            self.initial[name] = getattr(wording, name)
        for number, key in enumerate(self.keys):
            self.initial[f"text-{number}"] = wording.texts.get(key, "")

    def clean(self):
        told = self.cleaned_data
        if bool(told.get("reviewed_by")) != bool(told.get("reviewed_on")):
            self.add_error("reviewed_on", _("Say both who reviewed it and on which day."))
        return told

    def now_says(self, there: Wording) -> list[tuple[str, str]]:
        """What is written now where this form says something else: label and text."""
        now = WordingForm(texts=self.texts, language=self.language, wording=there)
        return [
            (str(field.label), in_words(now[field.name]))
            for field in self
            if in_words(field) != in_words(now[field.name])
        ]

    def facts(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        texts = {key: told.pop(f"text-{number}") for number, key in enumerate(self.keys)}
        return {**told, "texts": texts}


def _label(key: str) -> str:
    if key == "name":
        return _("Name")
    if key == "summary":
        return _("What it is about")
    return _("Goal %(number)s") % {"number": key.partition(" ")[2]}
