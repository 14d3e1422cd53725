from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.activities.models import LONGEST_NEED
from samverka.delivery.programmes.models import FIRST
from samverka.register.partners.models import Organisation
from samverka.toolkit.languages import LANGUAGES
from samverka.toolkit.phone import NotAPhoneNumber, read_phone
from samverka.toolkit.signs import no_turning_signs

from .candidates import BY, Candidate
from .models import CODES, LONGEST_TEXT, Addressee, Invitation


def language_field(**more) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Language of the letter"), choices=CODES, initial=FIRST, **more
    )


class InvitationForm(forms.Form):
    """The organiser's own words: Swedish first, and any other language."""

    contact_phone = forms.CharField(
        label=gettext_lazy("Telephone for questions"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("Your name and e-mail stand in the letter by themselves."),
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, *args, invitation: Invitation | None, **kwargs):
        super().__init__(*args, **kwargs)
        written = (
            {text.language: text.text for text in invitation.texts.all()} if invitation else {}
        )
        self.initial.setdefault("contact_phone", invitation.contact_phone if invitation else "")
        for code, language in LANGUAGES.items():
            attrs = {"lang": code, "dir": language.direction, "rows": 6 if code == FIRST else 4}
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Your own words"),
                max_length=LONGEST_TEXT,
                required=False,
                initial=written.get(code, ""),
                help_text=_(
                    "Title, times, place, last day, contact and the question about needs stand "
                    "in the letter by themselves."
                )
                if code == FIRST
                else "",
                widget=forms.Textarea(attrs),
            )
        self.order_fields([f"text_{FIRST}", "contact_phone"])

    def clean_contact_phone(self) -> str:
        try:
            return read_phone(self.cleaned_data["contact_phone"])
        except NotAPhoneNumber as problem:
            raise forms.ValidationError(str(problem)) from None

    def texts(self) -> dict[str, str]:
        """What was written, by language."""
        both = {code: self.cleaned_data[f"text_{code}"].strip() for code in LANGUAGES}
        return {code: text for code, text in both.items() if text}

    @property
    def first_fields(self):
        return [self[f"text_{FIRST}"], self["contact_phone"]]

    @property
    def others(self):
        """Each other language with its field."""
        return [
            (language, self[f"text_{code}"])
            for code, language in LANGUAGES.items()
            if code != FIRST
        ]

    @property
    def has_others(self) -> bool:
        """Whether something stands in another language, or is wrong there."""
        return any(field.value() or field.errors for _language, field in self.others)


class FindForm(forms.Form):
    """How somebody is looked for; what is wrong finds nobody."""

    by = forms.ChoiceField(choices=[(way, way) for way in BY], required=False)
    value = forms.CharField(max_length=200, required=False)

    def found_by(self) -> tuple[str, str]:
        told = self.cleaned_data if self.is_valid() else {}
        return told.get("by", ""), told.get("value", "")


class ChosenForm(forms.Form):
    """Those ticked among the candidates that were shown."""

    who = forms.MultipleChoiceField(
        error_messages={
            "required": gettext_lazy("Nobody is ticked."),
            "invalid_choice": gettext_lazy("Somebody of them cannot be invited any more."),
        }
    )
    language = language_field()
    paper = forms.BooleanField(
        label=gettext_lazy("A letter on paper, even where there is an e-mail"), required=False
    )

    def __init__(self, *args, candidates: list[Candidate], **kwargs):
        super().__init__(*args, **kwargs)
        self.candidates = {one.key: one for one in candidates}
        self.fields["who"].choices = [(key, key) for key in self.candidates]

    def chosen(self) -> list[Candidate]:
        return [self.candidates[key] for key in self.cleaned_data["who"]]


class FunctionForm(forms.Form):
    """A function that the register does not know, by its e-mail."""

    name = forms.CharField(
        label=gettext_lazy("Function"),
        max_length=100,
        validators=[no_turning_signs],
        help_text=gettext_lazy("For example: school health team."),
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"), queryset=Organisation.objects.none()
    )
    email = forms.EmailField(
        label=gettext_lazy("The function's e-mail"),
        help_text=gettext_lazy("Kept sealed, and used for this invitation only."),
    )
    language = language_field()

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        seen = Organisation.objects.visible_to(actor).filter(valid_to=None)
        self.fields["organisation"].queryset = seen.order_by("name")


class WayForm(forms.Form):
    """The way in which what came back is sent again."""

    way = forms.ChoiceField(choices=Addressee.Way.choices)


class NotedForm(forms.Form):
    """An answer that somebody gave by telephone or on paper."""

    answer = forms.ChoiceField(choices=[("yes", ""), ("no", "")])


class AnswerForm(forms.Form):
    """Yes or no, from whoever has the link."""

    answer = forms.ChoiceField(choices=[("yes", ""), ("no", "")])
    given_name = forms.CharField(
        label=gettext_lazy("Given name of whoever comes"),
        max_length=80,
        required=False,
        validators=[no_turning_signs],
    )
    family_name = forms.CharField(
        label=gettext_lazy("Family name"),
        max_length=80,
        required=False,
        validators=[no_turning_signs],
    )
    needs = forms.CharField(
        label=gettext_lazy("What you need to take part"),
        max_length=LONGEST_NEED,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args, is_function: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_function:
            del self.fields["given_name"], self.fields["family_name"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == "yes" and "given_name" in self.fields:
            for name in ("given_name", "family_name"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Write the name of whoever comes."))
        return cleaned
