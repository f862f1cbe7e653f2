"""Django settings, derived from the NGUON_* variables alone."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

from cryptography.fernet import Fernet
from django.utils.translation import gettext_lazy as _

from .env import SettingsError, load

NGUON = load(os.environ)
PACKAGE = Path(__file__).resolve().parents[1]
DATA_DIR = Path(NGUON["NGUON_DATA_DIR"]).resolve()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)


def kept_secret(name: str, make: str) -> str:
    """Text of a secret kept in the data folder with mode 0600; made from *make* at first use."""
    path = DATA_DIR / "keys" / name
    path.parent.mkdir(mode=0o700, exist_ok=True)
    if not path.exists():
        handle, part = tempfile.mkstemp(dir=path.parent)  # mode 0600; linked whole, as processes start together
        with os.fdopen(handle, "w") as file:
            file.write(make)
        with contextlib.suppress(FileExistsError):
            os.link(part, path)
        os.unlink(part)
    return path.read_text().strip()


def database(url: str) -> dict[str, object]:
    """Django's database entry for a postgres:// or sqlite:/// address."""
    parts = urlsplit(url or f"sqlite:///{DATA_DIR / 'nguontin.sqlite3'}")
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
        }
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path,
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;",
            },
        }
    raise SettingsError(f"NGUON_DATABASE_URL: {parts.scheme!r} is neither postgres nor sqlite")


MODE = NGUON["NGUON_MODE"]
DEBUG = False
SECRET_KEY = NGUON["NGUON_SECRET_KEY"] or kept_secret("django.key", secrets.token_urlsafe(48))
SECRETS_KEYS = (NGUON["NGUON_SECRETS_KEY"] or kept_secret("secrets.key", Fernet.generate_key().decode())).split(",")
BASE_URL = NGUON["NGUON_BASE_URL"].rstrip("/")
ALLOWED_HOSTS = [urlsplit(BASE_URL).hostname or "127.0.0.1", *NGUON["NGUON_ALLOWED_HOSTS"]]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "nguontin.kernel",
    "nguontin.audit",
    "nguontin.units",
    "nguontin.directives",
    "nguontin.bulletins",
    "nguontin.broadcast",
    "nguontin.devices",
    "nguontin.alarms",
    "nguontin.residents",
    "nguontin.reports",
    "nguontin.web",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "nguontin.kernel.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "nguontin.kernel.middleware.content_security",
    "nguontin.units.middleware.login_wall",
    "nguontin.kernel.middleware.domain_errors",
]
ROOT_URLCONF = "nguontin.web.urls"
WSGI_APPLICATION = "nguontin.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nguontin.web.context.house",
            ],
            "builtins": ["nguontin.kernel.templatetags.house"],
        },
    }
]
FORM_RENDERER = "nguontin.kernel.pages.FormRenderer"
DATABASES = {"default": database(NGUON["NGUON_DATABASE_URL"])}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "units.Person"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "units:login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "units:login"
PASSWORD_RESET_TIMEOUT = 3600

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "audio", "papers"]}}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise wants it there even while files come from the rooms
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
MEDIA_ROOT = DATA_DIR / "media"
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
MAX_UPLOAD_BYTES = 40 * 2**20  # one paper, one recording or one photo

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if NGUON["NGUON_BEHIND_TLS"]:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"

DEFAULT_FROM_EMAIL = NGUON["NGUON_MAIL_FROM"]
_mail = urlsplit(NGUON["NGUON_MAIL_URL"])
if _mail.scheme:
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.scheme == "smtps", _mail.scheme == "smtp" and bool(_mail.username)
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"

SIGNER_SOCKET = NGUON["NGUON_SIGNER_SOCKET"] or str(DATA_DIR / "signer.sock")
SIGNER_KEY = NGUON["NGUON_SIGNER_KEY"] or str(DATA_DIR / "keys" / "working.pem")
BIND = NGUON["NGUON_BIND"]
BEHIND_TLS = NGUON["NGUON_BEHIND_TLS"]
MQTT_URL = NGUON["NGUON_MQTT_URL"]
MQTT_DEVICE_URL = NGUON["NGUON_MQTT_DEVICE_URL"] or MQTT_URL
MQTT_SHARED = NGUON["NGUON_MQTT_SHARED"]
BROKER_FILES = NGUON["NGUON_BROKER_FILES"]
PROVINCE = NGUON["NGUON_PROVINCE"]
CLOCK_OFFSET_S = NGUON["NGUON_CLOCK_OFFSET_S"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": NGUON["NGUON_LOG_LEVEL"]},
}
