"""The one settings file. What differs between places comes from the environment (see README)."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from ledsagning.environment import env_bool, env_int, env_list, env_text

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

DEBUG = env_bool("LEDSAGNING_DEBUG", False)
# The demonstration lets anybody step in as anybody: ledsagning/checks.py refuses it anywhere
# but on this machine, over an SQLite file named demo.sqlite3.
DEMO = env_bool("LEDSAGNING_DEMO", False)
LOCAL = DEBUG or DEMO

# A key of its own is demanded wherever real people are; a laptop gets a throw-away one.
SECRET_KEY = env_text("LEDSAGNING_SECRET_KEY", "not-secret-only-for-this-machine" * 2 if LOCAL else None)
ALLOWED_HOSTS = env_list("LEDSAGNING_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if LOCAL else None)
CSRF_TRUSTED_ORIGINS = env_list("LEDSAGNING_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "ledsagning.people",
    "hours",
    "admin_costs",
    "ledsagning",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "django_htmx",
    "django_tables2",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A page is a fourth of its size on a slow line. Against BREACH (guessing a secret from the size of an
    # answer) Django pads each answer by a random length and masks the CSRF token anew.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ledsagning.languages.language_of_account",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ledsagning.middleware.private_pages",
]

ROOT_URLCONF = "ledsagning.urls"
WSGI_APPLICATION = "ledsagning.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ledsagning.context.page",
            ],
        },
    },
]
# Our own field templates (templates/django/forms) carry the error wording of R8.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"


def database(url: str) -> dj_database_url.DBConfig:
    """Django's database settings for a URL: sqlite:////absolute/path or postgres://…

    SQLite runs WAL, FULL and IMMEDIATE (R33): ledsagning/checks.py refuses anything else.
    Connections are kept: opening one anew made a page 2.4 times slower.
    """
    try:
        found = dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True)
    except ValueError:  # the url is not repeated: it may hold a password
        found = {"ENGINE": ""}
    if found["ENGINE"] == "django.db.backends.sqlite3":
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        }
        found["TEST"] = {"NAME": env_text("LEDSAGNING_TEST_DB", "file:test?mode=memory&cache=shared")}
    elif found["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured("DATABASE_URL names neither sqlite nor postgres. See the README.")
    return found


DATABASE_URL = env_text(
    "DATABASE_URL", f"sqlite:///{VAR_DIR / ('demo.sqlite3' if DEMO else 'ledsagning.sqlite3')}"
)
if DATABASE_URL.startswith("sqlite"):
    VAR_DIR.mkdir(exist_ok=True)
DATABASES = {"default": database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "start"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "ledsagning" / "locale"]
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True

# Messages: an e-mail server, and 46elks for text messages. The demonstration shows them on its screen.
SITE_URL = env_text(
    "LEDSAGNING_SITE_URL", "http://localhost:8000" if LOCAL else f"https://{ALLOWED_HOSTS[0].lstrip('.*')}"
).rstrip("/")
# Whether bettering a proposal starts a process of its own; tests turn it off.
IMPROVE_PROPOSALS = env_bool("LEDSAGNING_IMPROVE_PROPOSALS", True)
MESSAGES_TO_CONSOLE = DEMO
EMAIL_HOST = env_text("LEDSAGNING_EMAIL_HOST", "")
EMAIL_PORT = env_int("LEDSAGNING_EMAIL_PORT", 587)
EMAIL_HOST_USER = env_text("LEDSAGNING_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env_text("LEDSAGNING_EMAIL_PASSWORD", "")
EMAIL_USE_SSL = env_bool("LEDSAGNING_EMAIL_SSL", False)
EMAIL_USE_TLS = env_bool("LEDSAGNING_EMAIL_STARTTLS", not LOCAL and not EMAIL_USE_SSL)
DEFAULT_FROM_EMAIL = env_text("LEDSAGNING_EMAIL_FROM", "ledsagning@localhost")
SMS_URL = env_text("LEDSAGNING_SMS_URL", "https://api.46elks.com/a1")
SMS_USER = env_text("LEDSAGNING_SMS_USER", "")
SMS_PASSWORD = env_text("LEDSAGNING_SMS_PASSWORD", "")
# The municipalities' key figures. Only `manage.py fetch_kolada` asks there; pages read what it stored.
KOLADA_URL = env_text("LEDSAGNING_KOLADA_URL", "https://api.kolada.se/v3").rstrip("/")

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
MANIFEST_STATIC = not LOCAL
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if MANIFEST_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = LOCAL

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 7  # a draft booking must outlive 20 hours away (R11)

# Strict: everything from here, nothing inline, nowhere to be framed (R21).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not LOCAL
SECURE_SSL_REDIRECT = env_bool("LEDSAGNING_SSL_REDIRECT", not LOCAL)
SECURE_HSTS_SECONDS = env_int("LEDSAGNING_HSTS_SECONDS", 0 if LOCAL else 60 * 60 * 24 * 365)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LOCAL
if env_bool("LEDSAGNING_BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DJANGO_TABLES2_TEMPLATE = "django_tables2/table.html"
DJANGO_TABLES2_TABLE_ATTRS = {"class": "stacks"}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_secrets": {"()": "ledsagning.logs.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without_secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
