"""Noto Sans, cut to the letters our languages use, for the screen (woff2) and for PDF (ttf)."""

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
    """One file on the screen: its family, the package's files, and the letters kept."""

    name: str
    family: str
    sources: tuple[str, ...]
    ranges: str

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
    (SANS.format("latin"),),
    # Latin-1, the punctuation we write, the minus sign and the arrow.
    "20-7E A0-FF 2010-2015 2018-201F 2022 2026 20AC 2212",
)
# Names of people and places in the rest of Europe, in Turkish and in transcription.
LATIN_MORE = Cut(
    "latin-more",
    "Noto Sans",
    (SANS.format("latin-ext"),),
    "100-17F 18F 1E62-1E6D 1E92-1E93 218-21B",
)
CYRILLIC = Cut(
    "cyrillic",
    "Noto Sans",
    (SANS.format("cyrillic"),),
    "401 404 406-407 410-44F 451 454 456-457 490-491",
)
# Arabic and Dari: the letters, vowel signs and both rows of digits; not Quranic signs.
ARABIC_CUT = Cut(
    "arabic",
    "Noto Sans Arabic",
    (ARABIC,),
    "60C 61B 61F 621-63A 640-655 660-66D 670-671 67C 67E 681 685-686 689 693 696 "
    "698 69A 6A9 6AB 6AF 6BC 6C0 6CC-6CD 6D0 6D4-6D5 6F0-6F9 200C-200F",
)
# Tigrinya: the syllables it writes, its punctuation and digits.
ETHIOPIC_CUT = Cut(
    "ethiopic",
    "Noto Sans Ethiopic",
    (ETHIOPIC,),
    "1200-1206 1208-1246 1248 124A-124D 1250-1256 1258 125A-125D 1260-1286 1288 "
    "128A-128D 1290-12AE 12B0 12B2-12B5 12B8-12BE 12C0 12C2-12C5 12C8-12CE "
    "12D0-12D6 12D8-12EE 12F0-12F7 1300-130E 1310 1312-1315 1320-133F 1340-1357 "
    "1360-137C",
)
SCREEN = (LATIN, LATIN_MORE, CYRILLIC, ARABIC_CUT, ETHIOPIC_CUT)

# For PDF the cuts of a family are one file again: typst looks up one file for a family.
PDF = {
    "NotoSans": (LATIN, LATIN_MORE, CYRILLIC),
    "NotoSansArabic": (ARABIC_CUT,),
    "NotoSansEthiopic": (ETHIOPIC_CUT,),
}


def cut(packages: Path, vendor: Path, say: Callable[[str], None]) -> None:
    """Write vendor/fonts/*.woff2 with vendor/fonts.css, and vendor/pdf-fonts/*.ttf."""
    (vendor / "fonts").mkdir()
    (vendor / "pdf-fonts").mkdir()
    say("Cutting the fonts to our languages …")
    faces = [_screen(packages, vendor, one) for one in SCREEN]
    faces += [_language_names(packages, vendor)]
    (vendor / "fonts.css").write_text("".join(faces))
    for name, cuts in PDF.items():
        for style, weight in (("Regular", REGULAR), ("Bold", BOLD)):
            say(f"Setting {name} {style} for PDF …")
            _pdf(packages, vendor / "pdf-fonts", name, style, weight, cuts)


def _screen(packages: Path, vendor: Path, one: Cut) -> str:
    font = TTFont(packages / one.sources[0])
    _keep(font, one.letters)
    instantiateVariableFont(font, {"wght": (REGULAR, BOLD)}, inplace=True)
    _save(font, vendor / f"fonts/{one.name}.woff2")
    return _face(one.family, f"{one.name}.woff2", one.unicode_range, "400 700")


def _language_names(packages: Path, vendor: Path) -> str:
    """A few hundred bytes a script, so that a Swedish page need not fetch whole alphabets."""
    faces = []
    for script in (ARABIC_CUT, ETHIOPIC_CUT, CYRILLIC):
        font = TTFont(packages / script.sources[0])
        letters = {ord(letter) for letter in LANGUAGE_NAMES} & script.letters
        _keep(font, letters)
        instantiateVariableFont(font, {"wght": REGULAR}, inplace=True)
        _save(font, vendor / f"fonts/names-{script.name}.woff2")
        codes = ",".join(f"U+{code:X}" for code in sorted(letters))
        faces.append(_face("Language names", f"names-{script.name}.woff2", codes, "400"))
    return "".join(faces)


def _face(family: str, file: str, unicode_range: str, weight: str) -> str:
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:swap;'
        f'src:url("fonts/{file}") format("woff2");unicode-range:{unicode_range}}}\n'
    )


def _pdf(
    packages: Path, folder: Path, name: str, style: str, weight: int, cuts: Iterable[Cut]
) -> None:
    parts = []
    for one in cuts:
        font = TTFont(packages / one.sources[0])
        _keep(font, one.letters)
        instantiateVariableFont(font, {"wght": weight}, inplace=True)
        font.flavor = None
        parts.append(folder / f"{one.name}.part")
        font.save(parts[-1])
    merged = Merger().merge([str(part) for part in parts]) if len(parts) > 1 else TTFont(parts[0])
    _rename(merged, name, style, weight)
    merged.save(folder / f"{name}-{style}.ttf")
    for part in parts:
        part.unlink()


def _rename(font: TTFont, name: str, style: str, weight: int) -> None:
    family = {"NotoSansArabic": "Noto Sans Arabic", "NotoSansEthiopic": "Noto Sans Ethiopic"}
    names = font["name"]
    names.names = []
    texts = {
        1: family.get(name, "Noto Sans"),
        2: style,
        3: f"{name}-{style}",
        6: f"{name}-{style}",
    }
    texts[4] = f"{texts[1]} {style}"
    for number, text in texts.items():
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    bold = weight == BOLD
    font["OS/2"].fsSelection = 1 << 5 if bold else 1 << 6
    font["head"].macStyle = 1 if bold else 0


def _keep(font: TTFont, letters: set[int]) -> None:
    options = Options()
    options.layout_features = ["*"]
    options.hinting = False
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)


def _save(font: TTFont, path: Path) -> None:
    font.flavor = "woff2"
    font.save(path)
