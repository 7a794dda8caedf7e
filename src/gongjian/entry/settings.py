"""Settings. Everything the program writes lies under GONGJIAN_DATA; everything else has a default that works."""

from __future__ import annotations

import secrets
from functools import partial
from pathlib import Path

import environ

from gongjian.entry.filled import is_filled
from gongjian.foundation.secrets import make_keys

env = environ.Env()
ROOT = Path(env("GONGJIAN_ROOT", default=str(Path(__file__).resolve().parents[3])))
DATA = Path(env("GONGJIAN_DATA", default=str(ROOT / "data"))).expanduser().resolve()
DATABASE_FILE = DATA / "gongjian.sqlite3"
KEY_FOLDER = DATA / "keys"
DATABASE = env.db("DATABASE_URL", default=f"sqlite:///{DATABASE_FILE}")
make_keys(KEY_FOLDER, is_filled=partial(is_filled, DATABASE))


def secret_key() -> str:
    """The signing key, made once and kept with the other keys."""
    path = KEY_FOLDER / "session.key"
    if not path.exists():
        path.write_text(secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text()


SECRET_KEY = env("GONGJIAN_SECRET_KEY", default="") or secret_key()
DEBUG = env.bool("GONGJIAN_DEBUG", default=False)
DEMO = env.bool("GONGJIAN_DEMO", default=False)
ALLOWED_HOSTS = env.list("GONGJIAN_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("GONGJIAN_ORIGINS", default=[])
REGION = env("GONGJIAN_REGION", default="000000")
JURISDICTION = env("GONGJIAN_JURISDICTION", default="nation")

INSTALLED_APPS = [
    "gongjian.entry",
    "gongjian.oversight.worklist",
    "gongjian.oversight.coverage",
    "gongjian.oversight.assessment",
    "gongjian.oversight.coordination",
    "gongjian.oversight.handovers",
    "gongjian.oversight.duties",
    "gongjian.mechanisms.meetings",
    "gongjian.mechanisms.reports",
    "gongjian.mechanisms.research",
    "gongjian.registers.access",
    "gongjian.registers.members",
    "gongjian.registers.units",
    "gongjian.registers.organizations",
    "gongjian.registers.places",
    "gongjian.registers.accounts",
    "gongjian.foundation",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "gongjian.entry.middleware.WithoutNulls",
    "gongjian.entry.middleware.NothingKept",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "gongjian.entry.search.middleware.NumbersStayOut",
    "gongjian.entry.middleware.SignedInOnly",
    "gongjian.entry.middleware.OwnPassword",
    "gongjian.entry.middleware.FreshFindings",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "gongjian.entry.urls"
WSGI_APPLICATION = "gongjian.entry.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongjian.foundation.pages.shell.shell",
            ],
            "builtins": ["django_cotton.templatetags.cotton", "django.contrib.humanize.templatetags.humanize"],
        },
    }
]
FORM_RENDERER = "gongjian.foundation.pages.forms.Renderer"

DATABASES = {"default": DATABASE}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 60,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;",
    }
else:
    # Our queries take milliseconds; compiling one that the planner takes for long costs up to a second.
    # Those that come again are planned once, not for each of their values (`foundation.compiled`).
    DATABASES["default"]["OPTIONS"] = {
        "options": "-c jit=off -c plan_cache_mode=force_generic_plan",
        "prepare_threshold": 0,
    }
DATABASES["default"].setdefault("CONN_MAX_AGE", 600)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": env("GONGJIAN_TASKS", default="django_tasks_db.DatabaseBackend")}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "gongjian.registers.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 8}},
    {"NAME": "gongjian.registers.accounts.passwords.NotOnlyDigits"},
    {"NAME": "gongjian.registers.accounts.passwords.NotCommon"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "gongjian.registers.accounts.adapters.ClosedDoor"
ACCOUNT_FORMS = {"login": "gongjian.entry.signing_in.forms.SignInForm"}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = False
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_USERNAME_CALLABLE = "gongjian.registers.accounts.adapters.attempted_username"
AXES_VERBOSE = False
SESSION_ENGINE = "gongjian.registers.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("GONGJIAN_HTTPS", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SESSION_COOKIE_SECURE else None
PUBLIC_URL = env("GONGJIAN_URL", default="").rstrip("/")
vars().update(env.email_url("GONGJIAN_MAIL", default="smtp://"))
DEFAULT_FROM_EMAIL = env("GONGJIAN_MAIL_FROM", default="gongjian@localhost")
EMAIL_TIMEOUT = 10
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "gongjian.entry.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = 0 if DEBUG else 31_536_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"refusals": {"()": "gongjian.entry.console.RefusalsInOneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["refusals"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"gongjian": {"level": "INFO"}, "axes": {"level": "ERROR"}},
}
