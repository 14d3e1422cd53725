"""PDF files for tests: a tagged one, and the same with its tags or its text taken out."""

import io
from functools import cache

import pikepdf
import typst


@cache
def a_tagged_pdf() -> bytes:
    text = '#set document(title: "Dag 1")\n#set text(lang: "sv")\n= Dag 1\nSammanfattning.'
    return typst.compile(text.encode(), format="pdf", pdf_standards=["ua-1"])


def written_with(*, tags: bool = True, text: bool = True, packed: bool = True) -> bytes:
    """As many scanners and printers write them; `packed`: objects lie in compressed streams."""
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_tagged_pdf())) as paper:
        if not tags:
            del paper.Root.MarkInfo
            del paper.Root.StructTreeRoot
        if not text:
            for page in paper.pages:
                page.Contents = paper.make_stream(b"q 1 0 0 1 0 0 cm Q")
        mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
        paper.save(kept, object_stream_mode=mode)
    return kept.getvalue()
