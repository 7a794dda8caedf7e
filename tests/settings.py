"""The product's settings for tests: nothing is written outside a temporary folder, no test waits for a worker."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

if "GONGJIAN_TEST_DATA" not in os.environ:
    os.environ["GONGJIAN_TEST_DATA"] = tempfile.mkdtemp(prefix="gj-test-")
    atexit.register(shutil.rmtree, os.environ["GONGJIAN_TEST_DATA"], ignore_errors=True)
os.environ["GONGJIAN_DATA"] = os.environ["GONGJIAN_TEST_DATA"]

from gongjian.entry.settings import *  # noqa: F403 - the folder above must be known first
from gongjian.entry.settings import LOGGING, STATIC_ROOT, STORAGES

os.environ["DJANGO_SETTINGS_MODULE"] = "gongjian.entry.settings"  # programs that a test starts are the product itself

STATIC_ROOT.mkdir(exist_ok=True)
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
LOGGING["loggers"]["django.request"] = {"level": "CRITICAL"}  # refusals are what tests ask for
