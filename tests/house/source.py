"""The project's own source as the consistency tests read it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.template.utils import get_app_template_dirs

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "gongjian"
TESTS = ROOT / "tests"
FLOORS = ("rules", "planning", "foundation", "registers", "means", "mechanisms", "oversight", "entry")
REGISTERS = ("accounts", "places", "organizations", "units", "members", "access")


@cache
def python_files() -> tuple[Path, ...]:
    return tuple(path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def docstrings(tree: ast.Module) -> set[int]:
    """The ids of the nodes that are docstrings."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, holders)]
    return {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Line and value of every string in a file but its docstrings; a formatted string part by part."""
    tree = tree_of(path)
    skipped = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.lineno, node.value


@cache
def templates() -> dict[str, Path]:
    """Our templates by the name Django knows them under."""
    folders = sorted(PACKAGE.rglob("templates"))
    return {str(path.relative_to(folder)): path for folder in folders for path in sorted(folder.rglob("*.html"))}


@cache
def foreign_templates() -> frozenset[str]:
    """Names of templates that other people's packages bring, which ours may replace."""
    folders = [Path(folder) for folder in get_app_template_dirs("templates") if not is_ours(Path(folder))]
    return frozenset(str(path.relative_to(folder)) for folder in folders for path in folder.rglob("*.html"))


def is_ours(path: Path) -> bool:
    return PACKAGE in path.parents


def static_files(suffix: str) -> list[Path]:
    return sorted(path for folder in PACKAGE.rglob("static") for path in folder.rglob(f"*{suffix}"))


def where(path: Path, line: int = 0) -> str:
    return f"{path.relative_to(ROOT)}:{line}" if line else str(path.relative_to(ROOT))


def height(module: str) -> tuple[int, int]:
    """How high a module stands, by floor and, among the registers, by their order."""
    parts = module.split(".")
    room = REGISTERS.index(parts[2]) if parts[1] == "registers" and len(parts) > 2 else 0
    return FLOORS.index(parts[1]), room


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)


def without_comments(text: str) -> str:
    """Template or style text with comments blanked, so that line numbers stay."""
    pattern = r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->|/\*.*?\*/"
    return re.sub(pattern, lambda found: "\n" * found.group().count("\n"), text, flags=re.DOTALL)
