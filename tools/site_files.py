"""Files that pages need and git does not hold: front end, compiled catalogues, static files."""

from . import steps
from .steps import PYTHON, ROOT

PACKAGE = ROOT / "src" / "samverka"
VENDOR = PACKAGE / "toolkit" / "static" / "vendor"
COLLECTED = ROOT / ".local" / "static"


def prepare() -> None:
    _front_end()
    _catalogues()


def _front_end() -> None:
    """Fetched and cut once; the script keeps its own stamp, ours spares starting it."""
    content = steps.digest(
        ROOT / "tools" / "frontend.py",
        ROOT / "tools" / "fonts.py",
        ROOT / "package.json",
        ROOT / "package-lock.json",
        ROOT / "requirements" / "node.txt",
        *sorted((PACKAGE / "locale").rglob("*.po")),
    )
    if VENDOR.exists() and steps.is_done("front-end", content):
        return
    with steps.step("Fetching and cutting the front-end files"):
        steps.run_showing([PYTHON, "-m", "tools.frontend"])
    steps.mark_done("front-end", content)


def _catalogues() -> None:
    catalogues = sorted((PACKAGE / "locale").rglob("*.po"))
    content = steps.digest(*catalogues)
    compiled = all(catalogue.with_suffix(".mo").exists() for catalogue in catalogues)
    if compiled and steps.is_done("catalogues", content):
        return
    with steps.step("Compiling the texts of every language"):
        steps.run([PYTHON, "-m", "tools.messages", "compile"])
    steps.mark_done("catalogues", content)


def collect(environment: dict[str, str]) -> None:
    """Gather the static files, compressed, under names that carry their content."""
    folders = sorted(folder for folder in PACKAGE.rglob("static") if folder.is_dir())
    locked = ROOT / "requirements" / "run.txt"
    content = steps.digest(locked, PACKAGE / "config" / "settings.py", *folders)
    if COLLECTED.exists() and steps.is_done("static", content):
        return
    with steps.step("Collecting and compressing the static files"):
        samverka = steps.VENV / "bin" / "samverka"
        steps.run([samverka, "manage", "collectstatic", "--noinput", "--clear"], env=environment)
    steps.mark_done("static", content)
