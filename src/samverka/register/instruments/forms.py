"""What is written when an instrument is made; the items have forms of their own."""

import re
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.engine.forms.definition import Form, Language
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.toolkit.inputs import DayInput
from samverka.toolkit.languages import LANGUAGES
from samverka.toolkit.lists import Filters, Search
from samverka.toolkit.signs import no_turning_signs
from samverka.toolkit.tables import SendTable

from .editing import without_language
from .models import Asked, Round, RoundReader, Sphere

TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
LONGEST_TITLE = 200
AREA = {"rows": 3}


class InstrumentFilters(Filters):
    q = Search(label=gettext_lazy("Name"))
    sphere = forms.ChoiceField(
        label=gettext_lazy("Sphere"), choices=[("", gettext_lazy("All")), *Sphere.choices]
    )
    state = forms.ChoiceField(
        label=gettext_lazy("How it stands"),
        choices=[("", gettext_lazy("In use")), ("archived", gettext_lazy("Archived"))],
    )


class AskedFilters(Filters):
    q = Search(label=gettext_lazy("Name"))
    state = forms.ChoiceField(
        label=gettext_lazy("How it stands"),
        choices=[("", gettext_lazy("All")), *Asked.State.choices],
    )


class FactsForm(forms.Form):
    """What an instrument is called, and whom its answers are about."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, validators=[no_turning_signs]
    )
    purpose = forms.CharField(
        label=gettext_lazy("What it is for"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(AREA),
        validators=[no_turning_signs],
    )
    sphere = forms.ChoiceField(
        label=gettext_lazy("Whom the answers are about"),
        help_text=gettext_lazy(
            "Answers about pupils, health and newcomers are read by those who are named as "
            "readers, and by nobody else."
        ),
        choices=Sphere.choices,
        widget=forms.RadioSelect,
    )


class NewInstrumentForm(FactsForm):
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        help_text=gettext_lazy("More can be added later, others than these too."),
        choices=[(one.code, one.endonym) for one in LANGUAGES.values()],
        initial=["sv"],
        widget=forms.CheckboxSelectMultiple,
    )

    def definition(self, key: str) -> Form:
        said = self.cleaned_data
        return Form(
            key=key,
            title={said["languages"][0]: said["name"]},
            languages=tuple(language_of(code) for code in said["languages"]),
        )


class ImportForm(FactsForm, SendTable):
    """A file, and what its instrument is called here."""

    limits = gettext_lazy("An XLSForm as an Excel workbook (.xlsx).")


def language_of(code: str) -> Language:
    known = LANGUAGES[code]
    return Language(code, known.endonym, known.direction == "rtl")


class LanguagesForm(forms.Form):
    """The languages of a form, its title in each, and one more."""

    add = forms.ChoiceField(
        label=gettext_lazy("Add a language"),
        required=False,
        choices=[
            ("", gettext_lazy("None")),
            *((one.code, one.endonym) for one in LANGUAGES.values()),
            ("other", gettext_lazy("Another language")),
        ],
    )
    code = forms.CharField(
        label=gettext_lazy("Tag of the other language"),
        help_text=gettext_lazy("As in “ku”, “pa-Arab” or “rom” (BCP 47)."),
        required=False,
        max_length=20,
    )
    own_name = forms.CharField(
        label=gettext_lazy("What it calls itself"), required=False, max_length=60
    )
    is_rtl = forms.BooleanField(label=gettext_lazy("It is written from the right"), required=False)

    def __init__(self, data, form: Form):
        super().__init__(data)
        self.form = form
        for known in form.languages:
            self.fields[f"title_{known.code}"] = forms.CharField(
                label=_("Title in %(language)s") % {"language": known.name or known.code},
                required=False,
                max_length=LONGEST_TITLE,
                initial=form.title.get(known.code, ""),
                widget=forms.TextInput(written_in(known)),
                validators=[no_turning_signs],
            )
        for known in form.languages[1:]:
            self.fields[f"drop_{known.code}"] = forms.BooleanField(
                label=_("Take away %(language)s with all its texts")
                % {"language": known.name or known.code},
                required=False,
            )
        titles = [name for name in self.fields if name.startswith("title_")]
        self.order_fields([*titles, "add", "code", "own_name", "is_rtl"])

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip()
        if code and not TAG.fullmatch(code):
            raise forms.ValidationError(_("Write a tag of two or three small letters, as “ku”."))
        return code

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("add") == "other" and not said.get("code") and "code" not in self.errors:
            self.add_error("code", _("Write the tag of the language."))
        return said

    def changed(self) -> Form:
        """The form with its title and languages as they are now."""
        said = self.cleaned_data
        form = self.form
        titles = {one.code: said.get(f"title_{one.code}", "") for one in form.languages}
        title = {code: text for code, text in {**form.title, **titles}.items() if text}
        added = self._added()
        if added and all(one.code != added.code for one in form.languages):
            form = replace(form, languages=(*form.languages, added))
        form = replace(form, title=title)
        for known in self.form.languages:
            if said.get(f"drop_{known.code}"):
                form = without_language(form, known.code)
        return form

    def _added(self) -> Language | None:
        said = self.cleaned_data
        if said["add"] == "other":
            return Language(said["code"], said["own_name"] or said["code"], said["is_rtl"])
        return language_of(said["add"]) if said["add"] else None


def written_in(language: Language) -> dict[str, str]:
    """What a field says of the language that is written in it."""
    return {"lang": language.code, "dir": "rtl" if language.is_rtl else "ltr"}


class PublishForm(forms.Form):
    what_changed = forms.CharField(
        label=gettext_lazy("What changed since the version before"),
        max_length=1000,
        widget=forms.Textarea(AREA),
        validators=[no_turning_signs],
    )

    def __init__(self, data, *, number: int):
        super().__init__(data)
        if number == 1:
            del self.fields["what_changed"]


class ReaderForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"), queryset=Organisation.objects.none()
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)
    sees = forms.ChoiceField(
        label=gettext_lazy("Sees"), choices=RoundReader.Sees.choices, widget=forms.RadioSelect
    )

    def __init__(self, data, *, organisations, **options):
        super().__init__(data, **options)
        self.fields["organisation"].queryset = organisations


class RoundFactsForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name of the round"),
        help_text=gettext_lazy("As in “Spring 2026”. Those who are asked see it."),
        max_length=120,
        validators=[no_turning_signs],
    )
    opens_on = forms.DateField(label=gettext_lazy("First day"), widget=DayInput())
    closes_on = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput())
    remind_before = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Reminders"),
        help_text=gettext_lazy(
            "By mail to those who have not answered, once the links have been sent by mail."
        ),
        choices=[
            (14, gettext_lazy("Two weeks before the last day")),
            (7, gettext_lazy("A week before")),
            (3, gettext_lazy("Three days before")),
            (1, gettext_lazy("The day before")),
        ],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    others_see = forms.CharField(
        label=gettext_lazy("What others see, and what the answers are used for"),
        help_text=gettext_lazy(
            "Shown before the first question, beside the readers. It stays as it is once "
            "somebody has answered."
        ),
        required=False,
        max_length=1000,
        widget=forms.Textarea(AREA),
        validators=[no_turning_signs],
    )


class NewRoundForm(RoundFactsForm):
    way = forms.ChoiceField(
        label=gettext_lazy("How people answer"),
        choices=Round.Way.choices,
        widget=forms.RadioSelect,
    )
    reader_organisation = forms.ModelChoiceField(
        label=gettext_lazy("Reader: organisation"),
        help_text=gettext_lazy("More readers can be added until somebody answers."),
        queryset=Organisation.objects.none(),
        required=False,
    )
    reader_role = forms.ChoiceField(
        label=gettext_lazy("Reader: role"), choices=Role.choices, required=False
    )
    reader_sees = forms.ChoiceField(
        label=gettext_lazy("Reader sees"), choices=RoundReader.Sees.choices, required=False
    )

    earlier = forms.ModelChoiceField(
        label=gettext_lazy("Show each their own answers from"),
        help_text=gettext_lazy(
            "In a named round, beside the questions: no more than what tells about nobody. Links "
            "then leave by mail only."
        ),
        queryset=Round.objects.none(),
        required=False,
    )

    def __init__(self, data, *, organisations, earlier, **options):
        super().__init__(data, **options)
        self.fields["reader_organisation"].queryset = organisations
        self.fields["earlier"].queryset = earlier
        if not earlier:
            del self.fields["earlier"]
        first = ["name", "way", "opens_on", "closes_on", "remind_before", "earlier", "others_see"]
        self.order_fields(first)


class AskForm(forms.Form):
    """Who is asked: those who work at some organisations, or the organisations themselves."""

    organisations = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Organisations and units"),
        queryset=Organisation.objects.none(),
        widget=forms.SelectMultiple({"size": 8}),
    )
    who = forms.ChoiceField(
        label=gettext_lazy("Who answers"),
        choices=[
            ("staff", gettext_lazy("Each of those who work there")),
            ("organisation", gettext_lazy("The organisation, one answer from each")),
        ],
        widget=forms.RadioSelect,
        initial="staff",
    )
    title = forms.CharField(
        label=gettext_lazy("Only with the function"),
        help_text=gettext_lazy("A part of its name, or nothing for everybody."),
        required=False,
        max_length=100,
    )

    def __init__(self, data, *, organisations):
        super().__init__(data)
        self.fields["organisations"].queryset = organisations
