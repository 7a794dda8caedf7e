"""The product's settings with the rivals installed beside it, in a folder that goes away."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

if "GONGJIAN_BENCH_DATA" not in os.environ:
    os.environ["GONGJIAN_BENCH_DATA"] = tempfile.mkdtemp(prefix="gj-bench-")
    atexit.register(shutil.rmtree, os.environ["GONGJIAN_BENCH_DATA"], ignore_errors=True)
os.environ["GONGJIAN_DATA"] = os.environ["GONGJIAN_BENCH_DATA"]

from benchmarks.frame import ADMIN_FRAME
from gongjian.entry.settings import *  # noqa: F403 - the folder above must be known first
from gongjian.entry.settings import INSTALLED_APPS, MIDDLEWARE, STATIC_ROOT, STORAGES, TEMPLATES

STATIC_ROOT.mkdir(exist_ok=True)
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [*INSTALLED_APPS, "simple_history", "import_export", "benchmarks.rival"]
MIDDLEWARE = [each for each in MIDDLEWARE if "axes" not in each]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEMPLATES = [ADMIN_FRAME, *TEMPLATES]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
