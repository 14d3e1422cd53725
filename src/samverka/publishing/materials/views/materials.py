from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.publishing.materials import actions, fetching, permissions, queries
from samverka.publishing.materials.forms import MaterialFilters, PackageForm, VersionForm
from samverka.publishing.materials.models import Material, MaterialVersion
from samverka.publishing.materials.problems import MaterialProblem
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Bulk, Column, Listing
from samverka.toolkit.templatetags.look import status
from samverka.toolkit.uploads import is_too_large

REFUSALS = (
    MaterialProblem,
    actions.LicenceTooFree,
    actions.TakenIn,
    actions.HereAlready,
    actions.AnotherVersion,
)


def _material(request, key: str) -> Material:
    seen = Material.objects.visible_to(request.actor).select_related("programme", "owner")
    return get_object_or_404(seen, public_key=key)


def in_its_language(version: MaterialVersion):
    return format_html('<span lang="{}" dir="auto">{}</span>', version.language, version.title)


def _state(version: MaterialVersion) -> str:
    if version.is_older:
        return status("late", _("Older than what it translates"))
    if version.material.is_public:
        return status("done", _("Public"))
    return status("neutral", _("Seen in the programme"))


def _listing(programme: Programme) -> Listing:
    """The rows open in the programme that one stands in."""
    return Listing(
        key="materials",
        title=gettext_lazy("Materials"),
        columns=(
            Column(
                "title",
                gettext_lazy("Material"),
                show=in_its_language,
                opens=lambda row: address(
                    "materials:detail", programme.public_key, row.material.public_key
                ),
                sort="title",
            ),
            Column("language", gettext_lazy("Language"), "language_name", sort="language"),
            Column("number", gettext_lazy("Version"), sort="number", is_number=True),
            Column("published_on", gettext_lazy("Published"), sort="published_on"),
            Column("creator", gettext_lazy("Made by"), sort="creator"),
            Column("licence", gettext_lazy("Licence"), sort="licence", at_first=False),
            Column("fetched", gettext_lazy("Fetched"), sort="fetched", is_number=True),
            Column(
                "state",
                gettext_lazy("State"),
                lambda row: _("Public") if row.material.is_public else _("Seen in the programme"),
                show=_state,
            ),
        ),
        filters=MaterialFilters,
        row_key="key",
        empty_title=gettext_lazy("No material yet"),
        empty_text=gettext_lazy("Publish what others may use again, or take a package in."),
    )


@require_safe
def material_list(request, programme_key: str):
    programme = seen_programme(request.actor, programme_key)
    context = {
        "programme": programme,
        "intro": _("What the programme makes for others to use, in versions under open licences."),
        "may_add": permissions.may_add(request.actor, programme),
    }
    return _listing(programme).answer(
        request,
        _found_by(request.actor, programme),
        "materials/material_list.html",
        context,
        bulk=_deeds(request, programme),
        languages=queries.languages_of(request.actor, programme),
    )


def _found_by(actor, programme: Programme):
    def find(q="", language="", where=""):
        return queries.listed(actor, programme, words=q, language=language, where=where)

    return find


def _deeds(request, programme: Programme) -> list[Bulk]:
    if not permissions.may_change_some(request.actor, programme):
        return []
    within = [programme.public_key]
    return [
        Bulk(_("Make public"), reverse("materials:show_many", args=within)),
        Bulk(_("Keep within the programme"), reverse("materials:hide_many", args=within)),
    ]


@require_safe
def detail(request, programme_key: str, key: str):
    programme, material = seen_programme(request.actor, programme_key), _material(request, key)
    versions = list(queries.versions_of(material))
    latest = versions[0]
    context = {
        "programme": programme,
        "material": material,
        "latest": latest,
        "versions": versions,
        "files": queries.files_of(latest),
        "source": queries.source_of(latest, request.actor),
        "translations": queries.translations_of(material, request.actor),
        "adaptations": queries.adaptations_of(material, request.actor),
        "fetched": sum(version.fetched for version in versions),
        "may_add": permissions.may_add(request.actor, programme),
        "may_change": permissions.may_change(request.actor, material),
    }
    return render(request, "materials/detail.html", context)


def _sent(request, form_class, **kwargs):
    """The form as it was sent; a file too large to be read is told of."""
    if request.method != "POST":
        return form_class(**kwargs)
    too_large = is_too_large(request)
    return form_class(request.POST, request.FILES, is_too_large=too_large, **kwargs)


def _answer(request, programme, form, save, *, title: str, done: str, back: str, **context):
    """A form with files: shown, refused, or done and to the material."""
    if request.method == "POST" and form.is_valid():
        try:
            material = save(form)
        except REFUSALS as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect("materials:detail", programme.public_key, material.public_key)
    told = {"programme": programme, "form": form, "title": title, "back_url": back}
    context = {"submit": _("Publish")} | told | context
    failed = 422 if request.method == "POST" else 200
    return render(request, "materials/form.html", context, status=failed)


def _to_add(request, programme_key: str) -> Programme:
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_add(request.actor, programme):
        raise PermissionDenied
    return programme


def _new(request, programme: Programme, form: VersionForm, *, title: str, back: str, **source):
    """A material of one's own, whatever it comes from."""

    def save(form):
        return actions.add_material(
            programme=programme,
            owner=request.actor.organisation,
            facts=form.facts(),
            files=form.all_files(),
            on=today(),
            by=request.actor,
            **source,
        )

    done = _("It is published in the programme. Make it public when it is ready.")
    shown = next(iter(source.values()), None)
    return _answer(request, programme, form, save, title=title, done=done, back=back, source=shown)


@require_http_methods(["GET", "POST"])
def add(request, programme_key: str):
    programme = _to_add(request, programme_key)
    form = _sent(request, VersionForm, initial={"language": "sv"})
    back = reverse("materials:list", args=[programme_key])
    return _new(request, programme, form, title=_("New material"), back=back)


@require_http_methods(["GET", "POST"])
def translate(request, programme_key: str, key: str):
    """The same in another language, made by one's own organisation."""
    programme, material = _to_add(request, programme_key), _material(request, key)
    latest = material.versions.latest("number")
    form = _sent(request, VersionForm, initial={"licence": latest.licence})
    back = reverse("materials:detail", args=[programme_key, key])
    title = _("Translate")
    return _new(request, programme, form, title=title, back=back, translates=latest)


@require_http_methods(["GET", "POST"])
def adapt(request, programme_key: str, key: str):
    """One's own material, made from somebody's."""
    programme, material = _to_add(request, programme_key), _material(request, key)
    latest = material.versions.latest("number")
    initial = {
        name: getattr(latest, name) for name in ("title", "description", "language", "licence")
    }
    form = _sent(request, VersionForm, initial=initial)
    back = reverse("materials:detail", args=[programme_key, key])
    title = _("Adapt")
    return _new(request, programme, form, title=title, back=back, adapted_from=latest)


def _to_change(request, programme_key: str, key: str) -> Material:
    """It is changed where it belongs; elsewhere it is only taken up."""
    programme, material = seen_programme(request.actor, programme_key), _material(request, key)
    if material.programme_id != programme.pk:
        raise Http404
    if not permissions.may_change(request.actor, material):
        raise PermissionDenied
    return material


@require_http_methods(["GET", "POST"])
def add_version(request, programme_key: str, key: str):
    material = _to_change(request, programme_key, key)
    programme = seen_programme(request.actor, programme_key)
    before = material.versions.latest("number")
    initial = {name: getattr(before, name) for name in ("title", "description", "licence")}

    def save(form):
        actions.add_version(
            material=material,
            facts=form.facts(),
            files=form.all_files(),
            follows_source=form.follows,
            on=today(),
            by=request.actor,
        )
        return material

    form = _sent(request, VersionForm, before=before, initial=initial)
    back = reverse("materials:detail", args=[programme_key, key])
    done, title = _("The new version is published."), _("New version")
    return _answer(request, programme, form, save, title=title, done=done, back=back)


@require_http_methods(["GET", "POST"])
def take_in(request, programme_key: str):
    """A package that was made elsewhere."""
    programme = _to_add(request, programme_key)

    def save(form):
        version = actions.take_in(
            programme=programme,
            owner=request.actor.organisation,
            content=form.cleaned_data["package"],
            by=request.actor,
        )
        return version.material

    form = _sent(request, PackageForm)
    back = reverse("materials:list", args=[programme_key])
    done, title = _("The package is taken in, with the same hash."), _("Take a package in")
    submit = _("Take in")
    return _answer(
        request, programme, form, save, title=title, done=done, back=back, submit=submit
    )


@require_POST
def show(request, programme_key: str, key: str):
    material = _to_change(request, programme_key, key)
    stood = material.is_public
    actions.show(material=material, by=request.actor)
    undo = "" if stood else reverse("materials:hide", args=[programme_key, key])
    messages.success(request, _("Anybody can fetch it."), extra_tags=undo)
    return redirect("materials:detail", programme_key, key)


@require_POST
def hide(request, programme_key: str, key: str):
    material = _to_change(request, programme_key, key)
    stood = not material.is_public
    actions.hide(material=material, by=request.actor)
    undo = "" if stood else reverse("materials:show", args=[programme_key, key])
    messages.success(request, _("It is seen in the programme only."), extra_tags=undo)
    return redirect("materials:detail", programme_key, key)


def _with_those_ticked(request, programme_key: str, do, *, to_public: bool):
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_change_some(request.actor, programme):
        raise PermissionDenied
    return _listing(programme).carry_out(
        request,
        _found_by(request.actor, programme),
        do,
        back=reverse("materials:list", args=[programme_key]),
        undo="materials:undo_many",
        within=[programme_key],
        may=lambda row: permissions.may_change(request.actor, row.material),
        already=lambda row: row.material.is_public == to_public,
        keep=lambda row: "public" if row.material.is_public else "kept",
        changes=lambda row: [row.material],
        languages=queries.languages_of(request.actor, programme),
    )


@require_POST
def show_many(request, programme_key: str):
    def do(rows):
        actions.set_public(materials=[(row.material, True) for row in rows], by=request.actor)
        said = ngettext(
            "Anybody can fetch %(count)s material.",
            "Anybody can fetch %(count)s materials.",
            len(rows),
        )
        return said % {"count": len(rows)}

    return _with_those_ticked(request, programme_key, do, to_public=True)


@require_POST
def hide_many(request, programme_key: str):
    def do(rows):
        actions.set_public(materials=[(row.material, False) for row in rows], by=request.actor)
        said = ngettext(
            "%(count)s material is seen in its programme only.",
            "%(count)s materials are seen in their programme only.",
            len(rows),
        )
        return said % {"count": len(rows)}

    return _with_those_ticked(request, programme_key, do, to_public=False)


@require_POST
def undo_many(request, programme_key: str, token: str):
    """Each is public, or not, as it was."""
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_change_some(request.actor, programme):
        raise PermissionDenied

    def do(rows):
        own = [row for row in rows if permissions.may_change(request.actor, row[0])]
        before = [(material, was == "public") for material, was in own]
        actions.set_public(materials=before, by=request.actor)
        said = ngettext(
            "%(count)s material is as it was.", "%(count)s materials are as they were.", len(own)
        )
        return said % {"count": len(own)}

    seen = Material.objects.visible_to(request.actor).annotate(key=F("public_key"))
    back = reverse("materials:list", args=[programme_key])
    return _listing(programme).take_back(request, token, seen, do, back=back)


@require_safe
def package(request, programme_key: str, key: str, number: int):
    seen_programme(request.actor, programme_key)
    version = fetching.version_of(_material(request, key), number)
    return fetching.package_answer(request, version, on=today(), by=request.actor)


@require_safe
def file(request, programme_key: str, key: str, number: int, place: int):
    seen_programme(request.actor, programme_key)
    version = fetching.version_of(_material(request, key), number)
    return fetching.file_answer(request, version, place, on=today(), by=request.actor)
