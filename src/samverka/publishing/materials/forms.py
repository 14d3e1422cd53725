from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.toolkit.lists import Filters, Search
from samverka.toolkit.signs import no_turning_signs

from . import queries
from .files import KINDS, Sent, check_files, check_read_aloud, same_everywhere, with_text
from .limits import LONGEST_TEXT, LONGEST_TITLE, MOST_BYTES, MOST_PACKAGE, MOST_SAID
from .models import TAG, Licence, Material, MaterialVersion, SessionMaterial
from .problems import MaterialProblem, NotAPackage, TooLarge


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """Files, several at once, as names and contents."""

    def __init__(self, **kwargs: Any):
        accept = ",".join(sorted(KINDS))
        widget = ManyFilesInput({"accept": accept, "data-most": MOST_BYTES})
        super().__init__(widget=widget, required=False, max_length=None, **kwargs)

    def clean(self, data, initial=None) -> list[Sent]:
        files = data if isinstance(data, list) else filter(None, [data])
        return [Sent(same_everywhere(file.name), file.read()) for file in files]


class SendingForm(forms.Form):
    """A form with files; one that was too large to be read is told so."""

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.is_too_large = is_too_large

    def clean(self):
        if self.is_too_large:
            # What was too large was not read, so whatever else is missing is no fault.
            self._errors.clear()
            raise ValidationError(str(TooLarge(MOST_BYTES)))
        return super().clean()


class VersionForm(SendingForm):
    """A version: what it is, under which licence, and its files."""

    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=LONGEST_TITLE, validators=[no_turning_signs]
    )
    description = forms.CharField(
        label=gettext_lazy("What it is, and for whom"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    language = forms.RegexField(
        TAG,
        label=gettext_lazy("Language"),
        max_length=35,
        help_text=gettext_lazy("Its code: sv, en, ar, prs, so, ti, uk, ku-Latn …"),
        error_messages={
            "invalid": gettext_lazy("Write the language's code, as sv, ar or ku-Latn.")
        },
    )
    licence = forms.ChoiceField(
        label=gettext_lazy("Licence"),
        choices=Licence.choices,
        initial=Licence.CC_BY,
        help_text=gettext_lazy(
            "What others may do with it. Publish only what your organisation has the right to."
        ),
    )
    changelog = forms.CharField(
        label=gettext_lazy("What changed"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("For those who use the version before."),
    )
    follows_source = forms.BooleanField(
        label=gettext_lazy("It now follows the latest version of what it translates"),
        required=False,
    )
    kept = forms.MultipleChoiceField(
        label=gettext_lazy("Files that go along"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sent = ManyFiles(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "At most 19 MB together. See that no file tells of a person, in its text or in its "
            "properties. A file of the same name takes the place of the old one."
        ),
    )

    says = forms.CharField(
        label=gettext_lazy("What the PDF says"),
        max_length=MOST_SAID,
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy(
            "Only for a PDF that cannot be read aloud, as a scanned paper. It becomes a page."
        ),
    )

    def __init__(self, *args: Any, before: MaterialVersion | None = None, **kwargs: Any):
        """:param before: the version that this one follows; without it, it is the first"""
        super().__init__(*args, **kwargs)
        self.before = before
        if before is None:
            for name in ("changelog", "follows_source", "kept"):
                del self.fields[name]
            return
        del self.fields["language"]
        if not before.translates:
            del self.fields["follows_source"]
        names = [file.name for file in queries.files_of(before)]
        self.fields["kept"].choices = [(name, name) for name in names]
        self.fields["kept"].initial = names

    def clean(self):
        facts = super().clean()
        try:
            check_files(self.all_files())
            check_read_aloud(self.all_files())
        except MaterialProblem as problem:
            self.add_error("sent", str(problem))
        return facts

    def all_files(self) -> list[Sent]:
        """Those that go along, and those sent, which take the place of one of the same name."""
        sent = with_text(self.cleaned_data.get("sent", []), self.cleaned_data.get("says", ""))
        names = {file.name.casefold() for file in sent}
        kept = [name for name in self.cleaned_data.get("kept", []) if name.casefold() not in names]
        if self.before is None or not kept:
            return sent
        files = queries.files_of(self.before).filter(name__in=kept)
        return sorted([*sent, *queries.sent_files(files)], key=lambda file: file.name)

    def facts(self) -> dict[str, str]:
        names = ("title", "description", "language", "licence", "changelog")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}

    @property
    def follows(self) -> bool:
        return self.cleaned_data.get("follows_source", False)


class PackageForm(SendingForm):
    package = forms.FileField(
        label=gettext_lazy("Package"),
        help_text=gettext_lazy("The ZIP file as it was fetched, at most 20 MB."),
        widget=forms.FileInput({"accept": ".zip", "data-most": MOST_PACKAGE}),
        allow_empty_file=True,
        max_length=None,
    )

    def clean_package(self) -> bytes:
        content: bytes = self.cleaned_data["package"].read()
        if not content:
            raise ValidationError(str(NotAPackage()))
        return content


class MaterialFilters(Filters):
    q = Search()
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    where = forms.ChoiceField(
        label=gettext_lazy("Where"),
        choices=[
            ("", gettext_lazy("In this programme")),
            ("open", gettext_lazy("Public in the region")),
        ],
    )

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        choices = [(code, code) for code in languages]
        self.fields["language"].choices = [("", _("All languages")), *choices]


class SessionMaterialForm(VersionForm):
    """New material, of a session that has been or is to come."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of material"), choices=SessionMaterial.Kind.choices
    )

    field_order = ("kind",)


class ChooseForm(forms.Form):
    """Material that is there already."""

    material = forms.ChoiceField(label=gettext_lazy("Material"))
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of material"), choices=SessionMaterial.Kind.choices
    )

    def __init__(self, *args: Any, choices: QuerySet[MaterialVersion], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.versions = {version.material.public_key: version for version in choices}
        self.fields["material"].choices = [
            (key, f"{version.title} ({version.language})")
            for key, version in self.versions.items()
        ]

    @property
    def chosen(self) -> Material:
        return self.versions[self.cleaned_data["material"]].material
