"""A sentence in another language, and that somebody who knows it has read some of them."""

from django import forms
from django.utils.translation import gettext_lazy

from samverka.guidance.matching.models import LONGEST_SENTENCE
from samverka.toolkit.languages import Language
from samverka.toolkit.signs import no_turning_signs


class SentenceForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Translation"),
        max_length=LONGEST_SENTENCE,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[no_turning_signs],
    )

    def __init__(self, *args, language: Language, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs |= {"lang": language.code, "dir": language.direction}

    def clean_text(self) -> str:
        """In one line: the household's page has no line breaks in a sentence."""
        return " ".join(self.cleaned_data["text"].split())


class _Marks(forms.MultipleChoiceField):
    """What was ticked; whether it is what stands there now the action says."""

    def valid_value(self, value: str) -> bool:
        return True


class ApproveForm(forms.Form):
    read = _Marks(error_messages={"required": gettext_lazy("Tick the sentences that you read.")})
    knows = forms.BooleanField(
        error_messages={
            "required": gettext_lazy(
                "Only somebody who knows the language approves. Tick it if that is you."
            )
        }
    )
