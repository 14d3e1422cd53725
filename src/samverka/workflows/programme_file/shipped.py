"""The programmes that come with Samverka, each a file."""

from pathlib import Path

PROGRAMMES = Path(__file__).parent / "programmes"
# Each after those that it builds on.
IN_ORDER = (
    "grint",
    "plug-in-2-0",
    "invast",
    "foraldrastod-for-nyanlanda",
    "integration-gavleborg",
    "kartlaggning-av-yrkeskunskaper",
    "trainee-for-utomnordiska-akademiker",
    "frivilligkraft",
    "verner",
    "mera-svenska",
    "vard-och-omsorg-i-forsa",
    "organiserad-vidareflytt",
    "samhallsinformation-pa-webben",
    "matchning-gavleborg",
    "yrkes-sfi-gavleborg",
    "forstudie-yrkes-sfi-vard",
    "landa",
    "oppna-dorrar",
    "ensamkommande-barn-och-ungdomar",
    "integration-gavleborg-2-0",
    "samverkan-gavleborg-2022",
    "larande-for-integration",
)


def shipped() -> list[Path]:
    """Their files, each after those that it builds on."""
    return [next(PROGRAMMES.rglob(f"{key}.yaml")) for key in IN_ORDER]
