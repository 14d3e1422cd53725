import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Fund, Programme
from samverka.toolkit.periods import YearFrom
from samverka.toolkit.signs import no_turning_signs
from samverka.toolkit.texts import whole_day

from .models import Layout, Version

# A file of columns is a page of text; anything larger is something else.
MOST_BYTES = 200_000
NOW = "now"
# Before any programme of ours; the addresses of months begin here.
FIRST_YEAR = 2000


class BeginForm(forms.Form):
    """To which fund, in which columns, and from which month."""

    fund = forms.ModelChoiceField(Fund.objects.none(), label=_("To"))
    layout = forms.ModelChoiceField(
        Layout.objects.none(),
        label=_("What is sent"),
        help_text=_("The columns of the file. Which they are is shown below."),
    )
    first_month = forms.CharField(
        label=_("First month"),
        required=False,
        widget=forms.TextInput(attrs={"type": "month"}),
        help_text=_("Such as 2026-03. Empty means the programme's first month."),
    )

    def __init__(
        self, *args: Any, programme: Programme, layouts: QuerySet[Layout], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        funds = Fund.objects.filter(programmes=programme).order_by("name")
        self.fields["fund"].queryset = funds
        self.fields["fund"].initial = funds.first() if len(funds) == 1 else None
        self.fields["layout"].queryset = layouts

    def clean_first_month(self) -> dt.date | None:
        said = self.cleaned_data["first_month"].strip()
        if not said:
            return None
        try:
            month = dt.datetime.strptime(said, "%Y-%m").date()  # noqa: DTZ007  no zone in a month
        except ValueError:
            raise ValidationError(_("Write a month such as 2026-03.")) from None
        # Every month from it on is built, and stands in an address.
        YearFrom(FIRST_YEAR)(month)
        return month


class CorrectForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is corrected"),
        max_length=300,
        validators=[no_turning_signs],
        help_text=_("It goes along in the new files. Write no names."),
    )


class ReceiptForm(forms.Form):
    receipt = forms.CharField(
        label=_("What the authority answered"),
        max_length=120,
        validators=[no_turning_signs],
        help_text=_("A number or a reference. It is noted once."),
    )


class LayoutForm(forms.Form):
    """A file of columns, as text."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A text file in YAML, as those that can be taken out here."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.txt"}),
        allow_empty_file=True,
        max_length=None,
    )

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_too_large = is_too_large
        if is_too_large:
            self.fields["file"].required = False

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if self.is_too_large or file.size > MOST_BYTES:
            raise ValidationError(_("The file is too large to be a file of columns."))
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ValidationError(
                _("The file is not text in UTF-8. Save it as text from your editor.")
            ) from None


class CompareForm(forms.Form):
    """Which two are compared: versions that were sent, or what the facts say now."""

    before = forms.ChoiceField(label=_("From"), required=False)
    now = forms.ChoiceField(label=_("To"), required=False)

    def __init__(
        self, *args: Any, versions: Sequence[Version], differs: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.versions = {str(each.number): each for each in versions}
        choices: list[tuple[str, Any]] = [
            (
                number,
                _("Version %(number)s, sent %(day)s")
                % {"number": number, "day": whole_day(each.sent_at)},
            )
            for number, each in self.versions.items()
        ]
        facts = (NOW, _("What the facts say now"))
        self.fields["before"].choices = choices
        self.fields["now"].choices = [facts, *choices]
        newest = max(self.versions.values(), key=lambda each: each.number)
        against_now = differs or len(self.versions) == 1
        self.fields["now"].initial = NOW if against_now else str(newest.number)
        self.fields["before"].initial = str(newest.number if against_now else newest.number - 1)

    def chosen(self) -> tuple[Version, Version | None]:
        """The two; None is what the facts say now. Nonsense is as if nothing was chosen."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else {}
        before = given.get("before") or self.fields["before"].initial
        now = given.get("now") or self.fields["now"].initial
        return self.versions[before], self.versions.get(now)
