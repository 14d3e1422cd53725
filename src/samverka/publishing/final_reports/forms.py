from django import forms

from .queries import Heading

LONGEST = 20_000


class ReportForm(forms.Form):
    """A field for each of the fund's headings, in its order."""

    def __init__(self, *args, headings: list[Heading], **kwargs):
        super().__init__(*args, **kwargs)
        self.headings = {f"text_{n}": heading for n, heading in enumerate(headings, start=1)}
        for name, heading in self.headings.items():
            self.fields[name] = forms.CharField(
                label=heading.heading,
                required=False,
                initial=heading.text,
                max_length=LONGEST,
                help_text=heading.source,
                widget=forms.Textarea({"rows": 6}),
            )

    def texts(self) -> dict[str, str]:
        return {
            heading.heading: self.cleaned_data[name] for name, heading in self.headings.items()
        }
