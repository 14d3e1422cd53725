"""Forms of what is written at a meeting: notes by theme, needs, that something is no person."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Programme, Theme
from samverka.register.partners.models import Organisation

from .models import AgendaItem, Meeting
from .queries import participating_municipalities

LONGEST_NEED = 300
FEW_ROWS = forms.Textarea(attrs={"rows": 3})


class NoPersonField(forms.CharField):
    """Why what looked like a person is none: asked for when a text was refused."""

    def __init__(self):
        super().__init__(
            label=_("It is no person: why"),
            max_length=300,
            required=False,
            widget=forms.HiddenInput,
            help_text=_("For example: the name of a method. The reason is kept beside the text."),
        )

    def ask(self):
        self.widget = forms.TextInput(attrs={"maxlength": self.max_length})


class ItemForm(forms.ModelForm):
    class Meta:
        model = AgendaItem
        fields = ["title", "theme", "papers", "said", "is_open_question"]
        help_texts = {
            "papers": _("Links and notes, one a line."),
            "is_open_question": _("Comes first on the agenda of the next meeting."),
        }
        widgets = {"papers": FEW_ROWS, "said": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args, programme: Programme, **kwargs):
        super().__init__(*args, **kwargs)
        take_theme(self, programme)


def take_theme(form: forms.BaseForm, programme: Programme) -> None:
    """The themes of the programme to choose from; where it has none nothing is asked."""
    themes = programme.themes.order_by("name")
    if not themes.exists():
        del form.fields["theme"]
        return
    field = cast(forms.ModelChoiceField, form.fields["theme"])
    field.queryset, field.empty_label = themes, _("No theme")


class NeedsForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Municipality"), queryset=Organisation.objects.none(), empty_label=_("Choose")
    )
    theme = forms.ModelChoiceField(label=_("Theme"), queryset=Theme.objects.none(), required=False)
    needs = forms.CharField(
        label=_("Needs"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One need a line."),
    )

    def __init__(self, *args, meeting: Meeting, **kwargs):
        super().__init__(*args, **kwargs)
        programme = meeting.group.programme
        place = cast(forms.ModelChoiceField, self.fields["organisation"])
        place.queryset = participating_municipalities(programme, on=meeting.held_on)
        take_theme(self, programme)

    def clean_needs(self):
        lines = [line.strip() for line in self.cleaned_data["needs"].splitlines()]
        needs = [line for line in lines if line]
        if any(len(line) > LONGEST_NEED for line in needs):
            raise forms.ValidationError(
                _("A need is at most %(count)s characters. Divide the long one.")
                % {"count": LONGEST_NEED}
            )
        return needs
