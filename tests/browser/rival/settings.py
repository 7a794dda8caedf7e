"""The product's settings, with Django's admin in Django's own frame."""

from __future__ import annotations

from benchmarks.frame import ADMIN_FRAME
from gongjian.entry.settings import *  # noqa: F403 - the same product but for the lines below
from gongjian.entry.settings import TEMPLATES

ROOT_URLCONF = "tests.browser.rival.urls"
TEMPLATES = [ADMIN_FRAME, *TEMPLATES]
