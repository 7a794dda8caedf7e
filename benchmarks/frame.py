"""Django's own frame around its admin, without ours: what a rival's pages are drawn with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import admin

ADMIN_FRAME: dict[str, Any] = {
    "NAME": "admin without our frame",
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "DIRS": [Path(admin.__path__[0]) / "templates"],
    "OPTIONS": {
        "context_processors": [
            "django.template.context_processors.request",
            "django.contrib.auth.context_processors.auth",
            "django.contrib.messages.context_processors.messages",
        ],
    },
}
