"""Where everything stands: the order of the shelves, read from pyproject.toml, and the files."""

import ast
import subprocess
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "samverka"


@cache
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def rules() -> dict:
    """What pyproject.toml says to these tests."""
    return project()["tool"]["samverka"]


@cache
def ranks() -> dict[str, int]:
    """How high every module stands; a module may use those of lower rank only."""
    contracts = {c["name"]: c for c in project()["tool"]["importlinter"]["contracts"]}
    rank, height = {}, 0
    for row in reversed(contracts["Shelves"]["layers"]):
        height += 1
        for shelf in _names(row):
            rank[shelf] = height
            inside = contracts.get(f"Inside {shelf}", {"layers": []})["layers"]
            for modules in reversed(inside):
                height += 1
                rank |= {f"{shelf}.{module}": height for module in _names(modules)}
    return rank


def _names(row: str) -> list[str]:
    return [name.strip(" ()") for name in row.split("|")]


def rank_of(module: str) -> int:
    """The rank of a module; workflows and overviews stand as high as their shelf."""
    return ranks().get(module) or ranks()[shelf_of(module)]


def shelf_of(module: str) -> str:
    return module.split(".")[0]


@cache
def modules() -> dict[str, Path]:
    """Every module by its short name, `delivery.activities`, and its folder."""
    found = {"config": SOURCE / "config"}
    found |= {shelf: SOURCE / shelf for shelf in ("toolkit", "engine")}
    for shelf in SOURCE.iterdir():
        if shelf.name not in found and (shelf / "__init__.py").exists():
            for folder in shelf.iterdir():
                if (folder / "__init__.py").exists():
                    found[f"{shelf.name}.{folder.name}"] = folder
    return found


def module_of(dotted: str) -> str:
    """`samverka.delivery.activities.views` → `delivery.activities`."""
    parts = dotted.split(".")[1:]
    return parts[0] if parts and parts[0] in modules() else ".".join(parts[:2])


@cache
def module_holding(file: Path) -> str:
    return module_of(".".join(file.relative_to(SOURCE.parent).with_suffix("").parts))


def file_in(dotted: str) -> str:
    """The part of its module that an import names: `actions`, `models`, …"""
    rest = dotted.removeprefix(f"samverka.{module_of(dotted)}").strip(".")
    return rest.split(".")[0]


@cache
def committed_files() -> list[Path]:
    """Every file that is or would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    files = (ROOT / line for line in listed.splitlines())
    return sorted(file for file in files if file.is_file())


@cache
def source_files(pattern: str = "*.py") -> list[Path]:
    """Files of the application, without tests and migrations."""
    return [
        file
        for file in sorted(SOURCE.rglob(pattern))
        if not {"tests", "migrations", "vendor"} & set(file.parts)
    ]


def short(file: Path) -> str:
    return str(file.relative_to(ROOT))


@cache
def strings(file: Path) -> list[ast.Constant]:
    """Strings of the code, docstrings left out."""
    tree = ast.parse(file.read_text())
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    ]
