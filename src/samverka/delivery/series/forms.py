from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.toolkit.lists import Filters, Search
from samverka.toolkit.signs import no_turning_signs

from .models import ActivitySeries
from .queries import could_be_part_of


class SeriesFilters(Filters):
    q = Search()


class PersonFilters(Filters):
    q = Search()
    municipality = forms.ChoiceField(label=gettext_lazy("Municipality"))
    times = forms.ChoiceField(label=gettext_lazy("How often"))
    activity = forms.ChoiceField(label=gettext_lazy("Activity"))

    def __init__(self, *args, report, elsewhere, **options):
        super().__init__(*args, **options)
        count = len(report.activities)
        choices = {
            "municipality": [(line.key, line.label or elsewhere) for line in report.lines],
            "times": [
                (str(number), _("%(number)s of %(count)s") % {"number": number, "count": count})
                for number in report.often
            ],
            "activity": [(each.public_key, each.title) for each in report.activities],
        }
        for name, rows in choices.items():
            self.fields[name].choices = [("", _("All")), *rows]


class SeriesForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("What the series is called"),
        max_length=150,
        validators=[no_turning_signs],
    )
    description = forms.CharField(
        label=gettext_lazy("What it is about"),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        required=False,
        validators=[no_turning_signs],
    )
    part_of = forms.ModelChoiceField(
        ActivitySeries.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Part of"),
        help_text=gettext_lazy(
            "Series that are linked are parts of one: there stand all their days, and everybody "
            "who came counts once."
        ),
        required=False,
        empty_label=gettext_lazy("Stands by itself"),
    )

    def __init__(self, *args, programme, organiser, series=None, **options):
        super().__init__(*args, **options)
        self.programme, self.series = programme, series
        choices = could_be_part_of(series, programme, organiser)
        self.fields["part_of"].queryset = choices
        if not choices:
            del self.fields["part_of"]

    def clean_title(self):
        title = self.cleaned_data["title"]
        others = ActivitySeries.objects.kept().filter(programme=self.programme, title=title)
        if others.exclude(pk=self.series and self.series.pk).exists():
            raise forms.ValidationError(
                _("The programme has a series of that name. Give this one another.")
            )
        return title
