"""What anybody reads: a service in a language, on a telephone or on paper."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from samverka.publishing.explanations.models import PARTS, ExplanationText
from samverka.publishing.explanations.paper import as_pdf
from samverka.publishing.explanations.queries import published, read_by_anybody, round_to_answer
from samverka.toolkit.clock import today
from samverka.toolkit.pdf import PDF_TYPE


@login_not_required
@require_safe
def every_service(request):
    rows: dict[str, list[ExplanationText]] = {}
    order = ("version__explanation__name", "-version__number", "language")
    for text in published().order_by(*order):
        there = rows.setdefault(text.version.explanation.public_key, [])
        if not there or there[0].version_id == text.version_id:
            there.append(text)
    return render(request, "explanations/every_service.html", {"services": rows.values()})


def _text(key: str, language: str) -> tuple[ExplanationText | None, list[ExplanationText]]:
    texts = read_by_anybody(key)
    return next((text for text in texts if text.language == language), None), texts


@login_not_required
@require_safe
def service(request, key, language):
    """In the language of the text, whatever the reader's own pages are in."""
    text, texts = _text(key, language)
    if text is None:
        return render(request, "explanations/nothing_here.html", status=404)
    with translation.override(language):
        context = {
            "text": text,
            "texts": texts,
            "sections": sections_of(text),
            "asked": round_to_answer(text, on=today()),
        }
        return render(request, "explanations/service.html", context)


def sections_of(text: ExplanationText) -> list[tuple[str, str]]:
    """What stands under which heading."""
    return [
        (str(text._meta.get_field(part).verbose_name).capitalize(), getattr(text, part))
        for part in PARTS
    ]


@login_not_required
@require_safe
def paper(request, key, language):
    text, _texts = _text(key, language)
    if text is None:
        return render(request, "explanations/nothing_here.html", status=404)
    with translation.override(language):
        file = as_pdf(text, sections_of(text))
    response = HttpResponse(file, content_type=PDF_TYPE)
    response["Content-Disposition"] = f'inline; filename="{key}-{language}.pdf"'
    return response
