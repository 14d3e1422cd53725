from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.programmes.models import FIRST
from samverka.toolkit.languages import LANGUAGES
from samverka.toolkit.signs import no_turning_signs

from .models import LONGEST_HEADING, LONGEST_TEXT, Issue, News
from .queries import in_words


class IssueForm(forms.Form):
    """An issue: Swedish first, any other language, and news picked from the record."""

    news = forms.MultipleChoiceField(
        label=gettext_lazy("News from the record"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "What is ticked stands below your text, in each reader's language where there is one."
        ),
    )

    def __init__(self, *args, issue: Issue | None, found: list[News], **kwargs):
        super().__init__(*args, **kwargs)
        kept = list(issue.news.all()) if issue else []
        there = {_key(one) for one in found}
        self.offered = {
            _key(one): one for one in [*found, *(old for old in kept if _key(old) not in there)]
        }
        self.fields["news"].choices = [
            (key, f"{one.get_kind_display()}: {in_words(one)}")
            for key, one in self.offered.items()
        ]
        self.fields["news"].initial = [_key(one) for one in (kept if issue else found)]
        written = {text.language: text for text in issue.texts.all()} if issue else {}
        for code in LANGUAGES:
            self._add_language(code, written.get(code))
        self.order_fields([*(name for name in self.fields if name != "news"), "news"])

    def _add_language(self, code: str, written) -> None:
        is_first = code == FIRST
        attrs = {"lang": code, "dir": LANGUAGES[code].direction}
        self.fields[f"heading_{code}"] = forms.CharField(
            label=_("Heading"),
            max_length=LONGEST_HEADING,
            required=is_first,
            validators=[no_turning_signs],
            initial=written.heading if written else "",
            widget=forms.TextInput(attrs),
        )
        self.fields[f"text_{code}"] = forms.CharField(
            label=_("Text"),
            max_length=LONGEST_TEXT,
            required=is_first,
            initial=written.text if written else "",
            help_text=_("Plain text; an empty line begins a new paragraph.") if is_first else "",
            widget=forms.Textarea({"rows": 10 if is_first else 5, **attrs}),
        )

    def clean(self):
        for code in LANGUAGES:
            heading, text = (
                self.cleaned_data.get(f"{name}_{code}") for name in ("heading", "text")
            )
            if code != FIRST and bool(heading) != bool(text):
                missing = "text" if heading else "heading"
                self.add_error(
                    f"{missing}_{code}",
                    _("Write both heading and text in the language, or leave both empty."),
                )
        return self.cleaned_data

    def texts(self) -> dict[str, tuple[str, str]]:
        """Heading and text of each language that has them."""
        both = {
            code: (self.cleaned_data[f"heading_{code}"], self.cleaned_data[f"text_{code}"])
            for code in LANGUAGES
        }
        return {code: (heading, text) for code, (heading, text) in both.items() if heading}

    def picked(self) -> list[News]:
        return [self.offered[key] for key in self.cleaned_data["news"]]

    @property
    def first_fields(self):
        return [self[f"heading_{FIRST}"], self[f"text_{FIRST}"]]

    @property
    def others(self):
        """Each other language with its fields."""
        return [
            (language, [self[f"heading_{code}"], self[f"text_{code}"]])
            for code, language in LANGUAGES.items()
            if code != FIRST
        ]

    @property
    def has_others(self) -> bool:
        """Whether something stands in another language, or is wrong there."""
        return any(
            field.value() or field.errors for _language, both in self.others for field in both
        )


def _key(news: News) -> str:
    return f"{news.kind}:{news.about}"
