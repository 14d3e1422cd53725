from django import forms

# As much as anybody writes in a box; the rest of a pasted page is not looked for.
LONGEST = 100


class SearchForm(forms.Form):
    """What is looked for; what cannot be read finds nothing."""

    words = forms.CharField(max_length=LONGEST, required=False)

    def asked(self) -> str:
        return self.cleaned_data["words"].strip() if self.is_valid() else ""
