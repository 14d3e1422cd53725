"""Noto Sans, cut to the letters our languages use, for the screen (woff2) and for PDF (ttf)."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

REGULAR, BOLD = 400, 700

# Names of the languages as their speakers write them, for the switcher on every page.
LANGUAGE_NAMES = "العربية دری ትግርኛ Українська"


@dataclass(frozen=True)
class Cut:
    """One file on the screen: its family, the package's file, and the letters kept."""

    name: str
    family: str
    source: str
    ranges: str
    features: tuple[str, ...] = ("*",)

    @property
    def letters(self) -> set[int]:
        ends = [one.split("-") for one in self.ranges.split()]
        return {code for end in ends for code in range(int(end[0], 16), int(end[-1], 16) + 1)}

    @property
    def unicode_range(self) -> str:
        return ",".join(f"U+{one}" for one in self.ranges.split())


SANS = "noto-sans/files/noto-sans-{}-wght-normal.woff2"
ARABIC = "noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2"
ETHIOPIC = "noto-sans-ethiopic/files/noto-sans-ethiopic-ethiopic-wght-normal.woff2"

LATIN = Cut(
    "latin",
    "Noto Sans",
    SANS.format("latin"),
    # Latin-1, the punctuation we write, the euro and the minus sign.
    "20-7E A0-FF 2010-2015 2018-201F 2022 2026 20AC 2212",
)
# Names of people and places in the rest of Europe, in Turkish and in transcription.
LATIN_MORE = Cut(
    "latin-more",
    "Noto Sans",
    SANS.format("latin-ext"),
    "100-17F 18F 1E62-1E6D 1E92-1E93 218-21B",
)
CYRILLIC = Cut(
    "cyrillic",
    "Noto Sans",
    SANS.format("cyrillic"),
    "401 404 406-407 410-44F 451 454 456-457 490-491",
)
# Arabic and Dari: the letters, vowel signs and both rows of digits; not Quranic signs.
ARABIC_CUT = Cut(
    "arabic",
    "Noto Sans Arabic",
    ARABIC,
    "60C 61B 61F 621-63A 640-655 660-66D 670-671 67C 67E 681 685-686 689 693 696 "
    "698 69A 6A9 6AB 6AF 6BC 6C0 6CC-6CD 6D0 6D4-6D5 6F0-6F9 200C-200F",
)
# Tigrinya: the syllables it writes, its punctuation and digits.
ETHIOPIC_CUT = Cut(
    "ethiopic",
    "Noto Sans Ethiopic",
    ETHIOPIC,
    "1200-1206 1208-1246 1248 124A-124D 1250-1256 1258 125A-125D 1260-1286 1288 "
    "128A-128D 1290-12AE 12B0 12B2-12B5 12B8-12BE 12C0 12C2-12C5 12C8-12CE "
    "12D0-12D6 12D8-12EE 12F0-12F7 1300-130E 1310 1312-1315 1320-133F 1340-1357 "
    "1360-137C",
    # Its kerning weighs as much as its letters and moves them by a hair.
    ("ccmp", "locl", "mark", "mkmk"),
)
SCREEN = (LATIN, LATIN_MORE, CYRILLIC, ARABIC_CUT, ETHIOPIC_CUT)

NAMED = (CYRILLIC, ARABIC_CUT, ETHIOPIC_CUT)

# For PDF the cuts of a family are one file again: typst looks up one file for a family.
PDF = {
    "NotoSans": (LATIN, LATIN_MORE, CYRILLIC),
    "NotoSansArabic": (ARABIC_CUT,),
    "NotoSansEthiopic": (ETHIOPIC_CUT,),
}
FAMILIES = {
    "NotoSans": "Noto Sans",
    "NotoSansArabic": "Noto Sans Arabic",
    "NotoSansEthiopic": "Noto Sans Ethiopic",
}


def cut(packages: Path, vendor: Path, say: Callable[[str], None]) -> None:
    """Write vendor/fonts/*.woff2 with vendor/fonts.css, and vendor/pdf-fonts/*.ttf."""
    (vendor / "fonts").mkdir()
    (vendor / "pdf-fonts").mkdir()
    fonts, faces = {}, []
    for one in SCREEN:
        say(f"Cutting the {one.name} letters …")
        fonts[one] = _subset((packages / one.source).read_bytes(), one.letters, one.features)
        faces.append(_screen(fonts[one], vendor, one))
    faces += [_language_names(fonts[one], vendor, one) for one in NAMED]
    (vendor / "fonts.css").write_text("".join(faces))
    say("Setting the letters for PDF …")
    for name, cuts in PDF.items():
        for style, weight in (("Regular", REGULAR), ("Bold", BOLD)):
            _pdf([fonts[one] for one in cuts], vendor / "pdf-fonts", name, style, weight)


def _screen(font: bytes, vendor: Path, one: Cut) -> str:
    """The cut with our two weights and all between them."""
    _save(_instance(font, (REGULAR, BOLD)), vendor / f"fonts/{one.name}.woff2")
    return _face(one.family, f"{one.name}.woff2", one.unicode_range, "400 700")


def _language_names(font: bytes, vendor: Path, script: Cut) -> str:
    """A kilobyte or three a script, so that a Swedish page need not fetch whole alphabets."""
    letters = {ord(letter) for letter in LANGUAGE_NAMES} & script.letters
    file = f"names-{script.name}.woff2"
    _save(_instance(_subset(font, letters, script.features), REGULAR), vendor / "fonts" / file)
    codes = ",".join(f"U+{code:X}" for code in sorted(letters))
    return _face("Language names", file, codes, "400")


def _face(family: str, file: str, unicode_range: str, weight: str) -> str:
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:swap;'
        f'src:url("fonts/{file}") format("woff2");unicode-range:{unicode_range}}}\n'
    )


def _pdf(fonts: Iterable[bytes], folder: Path, name: str, style: str, weight: int) -> None:
    """One weight of a family in one file."""
    parts = []
    for font in fonts:
        parts.append(io.BytesIO())
        _instance(font, weight).save(parts[-1])
    merged = Merger().merge(parts) if len(parts) > 1 else TTFont(parts[0])
    _rename(merged, name, style, weight)
    merged.save(folder / f"{name}-{style}.ttf")


def _rename(font: TTFont, name: str, style: str, weight: int) -> None:
    family = FAMILIES[name]
    texts = {1: family, 2: style, 3: f"{name}-{style}", 4: f"{family} {style}"}
    texts[6] = f"{name}-{style}"
    names = font["name"]
    names.names = []
    for number, text in texts.items():
        names.setName(text, number, 3, 1, 0x409)
    bold = weight == BOLD
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 1 << 5 if bold else 1 << 6
    font["head"].macStyle = 1 if bold else 0


def _subset(font: bytes, letters: set[int], features: Iterable[str]) -> bytes:
    """The font with these letters only: as plain TTF, so that it is read fast again."""
    options = Options()
    options.layout_features = list(features)
    options.hinting = False
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    whole = TTFont(io.BytesIO(font))
    subsetter.subset(whole)
    whole.flavor = None
    result = io.BytesIO()
    whole.save(result)
    return result.getvalue()


def _instance(font: bytes, weights: int | tuple[int, int]) -> TTFont:
    return instantiateVariableFont(TTFont(io.BytesIO(font)), {"wght": weights}, inplace=True)


def _save(font: TTFont, path: Path) -> None:
    font.flavor = "woff2"
    font.save(path)
