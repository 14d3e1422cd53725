"""Tagged PDF (PDF/UA-1) from a Typst template. Data is handed over as JSON, never as markup."""

import json
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

FONTS = Path(__file__).parent / "static" / "vendor" / "pdf-fonts"
PDF_TYPE = "application/pdf"


def pdf(template: Path, data: Mapping[str, object]) -> bytes:
    """The document of a template that reads `sys.inputs.data`; only our own fonts are used."""
    # Where a document is made, and not by every page: it takes some megabytes.
    made: bytes = import_module("typst").compile(
        str(template),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(data)},
    )
    return made
