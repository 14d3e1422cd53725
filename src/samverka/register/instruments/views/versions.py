"""Writing a version: its questions one by one, its languages, and the moment it is frozen."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverka.engine.forms.definition import HOLDING, Form, Item, Kind
from samverka.register.instruments import actions, editing
from samverka.register.instruments.forms import LanguagesForm, PublishForm
from samverka.register.instruments.item_forms import KINDS, ItemForm
from samverka.register.instruments.models import InstrumentVersion
from samverka.register.instruments.permissions import may_write
from samverka.register.instruments.saying import problems_by_item
from samverka.register.instruments.showing import Sheet, direction
from samverka.toolkit.clock import today
from samverka.toolkit.looking import only_looks
from samverka.toolkit.sent import sent

from .fetching import instrument_seen, instrument_written, version_of

DEEDS = {"up": -1, "down": 1}


def _draft(request, key: str, number: int) -> InstrumentVersion:
    """A version that is being written; one that is published is shown instead."""
    return version_of(instrument_written(request, key), number)


def _back(version: InstrumentVersion, place: str = ""):
    key = version.instrument.public_key
    url = reverse("instruments:version", args=[key, version.number])
    return redirect(f"{url}#{place}" if place else url)


@require_safe
def version(request, key, number):
    """A draft to write, or a frozen version to read; each language beside the other."""
    found = version_of(instrument_seen(request, key), number)
    form = found.form
    writes = may_write(request.actor, found.instrument) and not found.is_published
    faults = problems_by_item(form) if writes else {}
    context = {
        "instrument": found.instrument,
        "version": found,
        "form_title": form.text(form.title, form.languages[0].code)[0] if form.languages else "",
        "lines": _lines(form, form.items, faults) if writes else [],
        "faults": faults.get("", []),
        "has_faults": bool(faults),
        "writes": writes,
        "kinds": [(str(kind), label) for kind, label in KINDS.items()],
        "previews": previews(form),
    }
    return render(request, "instruments/version.html", context)


def _lines(form: Form, items: tuple[Item, ...], faults: dict, depth: int = 0) -> list[dict]:
    """The items as a list to work in, each with what is wrong beside it."""
    lines = []
    for place, item in enumerate(items):
        text, language = form.text(item.label, form.languages[0].code)
        lines.append(
            {
                "item": item,
                "text": text or item.name,
                "language": language,
                "direction": direction(form, language),
                "kind": KINDS.get(item.kind, str(item.kind)),
                "faults": faults.get(item.name, []),
                "depth": depth,
                "is_first": place == 0,
                "is_last": place == len(items) - 1,
                "holds": item.kind in HOLDING,
                "lacks": [
                    known.name or known.code
                    for known in form.languages
                    if item.label and not item.label.get(known.code)
                ],
            }
        )
        lines += _lines(form, item.items, faults, depth + 1)
    return lines


def previews(form: Form, items: tuple[Item, ...] | None = None) -> list[dict]:
    """The form as whoever answers meets it, once in each language."""
    shown = form.items if items is None else items
    return [
        {
            "code": known.code,
            "name": known.name or known.code,
            "direction": "rtl" if known.is_rtl else "ltr",
            "title": Sheet(form, [known.code]).say(form.title),
            "questions": Sheet(form, [known.code]).show(shown, f"p-{known.code}"),
        }
        for known in form.languages
    ]


def _saved(request, found: InstrumentVersion, form: Form) -> bool:
    """Whether the draft is saved; if not, why is said."""
    try:
        actions.change_definition(version=found, form=form, by=request.actor)
    except (actions.Frozen, actions.ChangedMeanwhile) as refused:
        messages.error(request, str(refused))
        return False
    return True


def item_add(request, key, number, kind):
    found = _draft(request, key, number)
    if kind not in {str(one) for one in KINDS}:
        raise Http404
    form = found.form
    beginning = "section" if Kind(kind) in HOLDING else "question"
    item = Item(editing.free_name(form, beginning), Kind(kind))
    return _write(request, found, item, is_new=True)


def item(request, key, number, name):
    found = _draft(request, key, number)
    there = editing.item_named(found.form, name)
    if there is None:
        raise Http404
    return _write(request, found, there, is_new=False)


def _write(request, found: InstrumentVersion, there: Item, *, is_new: bool):
    if found.is_published:
        messages.error(request, str(actions.Frozen()))
        return _back(found)
    form = ItemForm(sent(request), form=found.form, item=there, is_new=is_new)
    if is_new and "into" in form.fields:
        form.fields["into"].initial = request.GET.get("i", "")
    if form.is_valid() and _saved(request, found, form.changed()):
        return _back(found, f"i-{form.written().name}")
    context = {
        "instrument": found.instrument,
        "version": found,
        "form": form,
        "item": there,
        "is_new": is_new,
        "kind": KINDS.get(there.kind, str(there.kind)),
        "previews": previews(found.form, (there,)),
    }
    status = 422 if form.errors else 200
    return render(request, "instruments/item.html", context, status=status)


@only_looks
@require_POST
def preview(request, key, number):
    """What is being written, as it would look: a fragment beside the fields."""
    found = _draft(request, key, number)
    kind, name = request.POST.get("preview_kind", ""), request.POST.get("preview_name", "")
    there = editing.item_named(found.form, name)
    if there is None:
        if kind not in {str(one) for one in KINDS}:
            raise Http404
        there = Item(editing.free_name(found.form, "question"), Kind(kind))
    form = ItemForm(request.POST, form=found.form, item=there, is_new=False)
    context = {"previews": previews(found.form, (form.typed(),))}
    return render(request, "instruments/_previews.html", context)


@require_POST
def item_deed(request, key, number, name):
    """Up, down or away: each can be taken back."""
    found = _draft(request, key, number)
    form = found.form
    if editing.item_named(form, name) is None:
        raise Http404
    deed = request.POST.get("deed", "")
    if deed in DEEDS:
        changed = editing.move(form, name, DEEDS[deed])
    elif deed == "remove":
        changed = editing.take_out(form, name)
    else:
        raise Http404
    if changed != form and _saved(request, found, changed) and deed == "remove":
        undo = reverse("instruments:take_back", args=[key, number])
        messages.success(request, _("The question is taken away."), extra_tags=undo)
    return _back(found, "" if deed == "remove" else f"i-{name}")


@require_POST
def take_back(request, key, number):
    found = _draft(request, key, number)
    try:
        actions.take_back_change(version=found, by=request.actor)
    except (actions.Frozen, actions.NothingToTakeBack) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It is as it was."))
    return _back(found)


def languages(request, key, number):
    found = _draft(request, key, number)
    if found.is_published:
        messages.error(request, str(actions.Frozen()))
        return _back(found)
    form = LanguagesForm(sent(request), found.form)
    if form.is_valid() and _saved(request, found, form.changed()):
        messages.success(request, _("The changes are saved."))
        return _back(found)
    context = {
        "form": form,
        "title": _("Title and languages"),
        "submit": _("Save"),
        "back_url": reverse("instruments:version", args=[key, number]),
        "back_label": str(found),
    }
    status = 422 if form.errors else 200
    return render(request, "instruments/form.html", context, status=status)


def publish(request, key, number):
    """Asks what changed, and freezes the version."""
    found = _draft(request, key, number)
    form = PublishForm(sent(request), number=found.number)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data.get("what_changed", "")
        try:
            actions.publish_version(version=found, what_changed=said, on=today(), by=request.actor)
        except (actions.HasProblems, actions.LacksWhatChanged, actions.Frozen) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The version is published, and does not change any more."))
            return redirect("instruments:detail", key)
    context = {
        "form": form,
        "title": _("Publish version %(number)s") % {"number": number},
        "intro": _(
            "What is published does not change: answers stay with the questions as they were."
        ),
        "submit": _("Publish"),
        "back_url": reverse("instruments:version", args=[key, number]),
        "back_label": found.instrument.name,
    }
    status = 422 if form.errors else 200
    return render(request, "instruments/form.html", context, status=status)


@require_POST
def draft(request, key):
    """A new version begins as a copy."""
    made = actions.draft_version(instrument=instrument_written(request, key), by=request.actor)
    return _back(made)
