"""The front-end files are ours alone to serve, and have every letter our languages write."""

import json
import re
import unicodedata
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from samverka.toolkit.languages import LANGUAGES

ROOT = Path(__file__).parents[4]
LOCALE = ROOT / "src/samverka/locale"
CATALOGUES = sorted(path.parts[-3] for path in LOCALE.glob("*/LC_MESSAGES/django.po"))


def faces(family: str) -> set[int]:
    """Every letter that a family has, as fonts.css tells the browser."""
    css = Path(finders.find("vendor/fonts.css")).read_text(encoding="utf-8")
    letters: set[int] = set()
    for ranges in re.findall(rf'font-family:"{family}";.*?unicode-range:([^}}]+)', css):
        for one in ranges.split(","):
            first, _, last = one.removeprefix("U+").partition("-")
            letters.update(range(int(first, 16), int(last or first, 16) + 1))
    return letters


def translations(language: str) -> str:
    """What the catalogue says on screen, without the lines that are not texts."""
    text = (LOCALE / language / "LC_MESSAGES/django.po").read_text(encoding="utf-8")
    said = re.findall(r'^(?:msgstr(?:\[\d\])? )?"(.*)"$', text, flags=re.MULTILINE)
    return re.sub(r"\\.", "", "".join(said))


@pytest.mark.parametrize("language", CATALOGUES)
def test_the_fonts_have_every_letter_of_a_language(language):
    letters = faces("Noto Sans") | faces("Noto Sans Arabic") | faces("Noto Sans Ethiopic")
    # Marks of direction and joining have no shape of their own.
    shown = {one for one in translations(language) if unicodedata.category(one) != "Cf"}
    missing = {one for one in shown if ord(one) not in letters}
    assert not missing, f"tools/fonts.py leaves out what the catalogue writes: {sorted(missing)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_can_be_called_by_its_own_name(language):
    letters = faces("Noto Sans") | faces("Language names")
    assert {ord(one) for one in LANGUAGES[language].endonym} <= letters


def test_what_is_fetched_is_locked_by_its_content_and_names_no_registry():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    fetched = [package for name, package in packages.items() if name]
    assert all(package["integrity"].startswith("sha512-") for package in fetched)
    assert not any("resolved" in package for package in fetched)


def test_a_first_load_stays_far_below_200_kilobytes():
    """Everything a page asks for, uncompressed but for the fonts, in the heaviest script."""
    styles = ["vendor/designsystemet.css", "vendor/fonts.css"]
    styles += [f"toolkit/{name}.css" for name in ("theme", "page", "parts", "print")]
    scripts = ["django_htmx/htmx-4.min.js", "toolkit/page.js"]
    letters = [f"vendor/fonts/{name}.woff2" for name in ("latin", "latin-more", "ethiopic")]
    files = [Path(finders.find(name)) for name in (*styles, *scripts, *letters)]
    assert sum(file.stat().st_size for file in files) < 200_000
