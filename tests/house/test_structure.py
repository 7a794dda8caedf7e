"""What the import linter cannot see: foreign keys, mirror tests, migrations, personal fields, sizes."""

from __future__ import annotations

import ast
import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Model

from tests.house.source import PACKAGE, TESTS, height, module_of, python_files, tree_of, where

PERSONAL = {"identity_sealed", "born_on", "sex", "email", "phone", "contact", "instructor", "holder"}
MOST_LINES = 300


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("gongjian.")]


def test_every_action_is_named_in_a_test_of_its_own_folder() -> None:
    untested = []
    for path in python_files():
        if path.stem != "actions":
            continue
        mirror = TESTS / path.parent.relative_to(PACKAGE)
        told = "\n".join(each.read_text("utf-8") for each in mirror.rglob("test_*.py"))
        functions = [node.name for node in tree_of(path).body if isinstance(node, ast.FunctionDef)]
        untested += [
            f"{where(path)}: {name}"
            for name in functions
            if not name.startswith("_") and not re.search(rf"\b{name}\b", told)
        ]
    assert untested == []


def test_foreign_keys_point_down_the_floors() -> None:
    pairs = [
        (model, field.related_model)
        for model in our_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model in our_models()
    ]
    upward = [
        f"{model._meta.label} -> {target._meta.label}"
        for model, target in pairs
        if height(target.__module__) > height(model.__module__)
    ]
    assert upward == []


@pytest.mark.django_db
def test_migrations_say_all_that_the_models_say() -> None:
    call_command("makemigrations", "--check", "--dry-run")


def test_models_of_people_say_which_fields_are_personal() -> None:
    unsaid = []
    for model in our_models():
        module = __import__(model.__module__, fromlist=["*"])
        declared = set(getattr(module, "PERSONAL_FIELDS", ()))
        fields = {field.name for field in model._meta.get_fields()}
        unsaid += [f"{model._meta.label}.{name}" for name in sorted(fields & PERSONAL - declared)]
    assert unsaid == []


def test_what_is_declared_personal_exists() -> None:
    models = our_models()
    unknown = []
    for module in {model.__module__ for model in models}:
        fields = {field.name for model in models if model.__module__ == module for field in model._meta.get_fields()}
        declared = getattr(__import__(module, fromlist=["*"]), "PERSONAL_FIELDS", ())
        unknown += [f"{module}.{name}" for name in declared if name not in fields]
    assert unknown == []


def test_files_stay_small_enough_to_read() -> None:
    sizes = {where(path): len(path.read_text("utf-8").splitlines()) for path in python_files()}
    assert {name: size for name, size in sizes.items() if size > MOST_LINES} == {}


def test_no_file_is_a_junk_drawer() -> None:
    drawers = {"utils", "helpers", "common", "misc", "tools"}
    assert [module_of(path) for path in python_files() if path.stem in drawers or path.parent.name in drawers] == []
