"""All settings, from the environment; nothing here differs between a trial and the real thing."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from samverka.config.places import DATA, KEY_FILE, PACKAGE
from samverka.toolkit import keyring, languages
from samverka.toolkit.database import database_from

# --- Where things are -------------------------------------------------------------------------

# Where what-if questions are asked: a socket that only this account opens.
SOLVER = DATA / "solver"
DATABASES = {"default": database_from(os.environ.get("SAMVERKA_DATABASE", ""), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Safety -----------------------------------------------------------------------------------

SECRET_KEY = keyring.signing_key(KEY_FILE)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("SAMVERKA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [
    f"https://{host}" for host in ALLOWED_HOSTS if host not in {"localhost", "127.0.0.1", "[::1]"}
]
# A machine that serves over https says so; localhost cannot set secure cookies.
HTTPS = os.environ.get("SAMVERKA_HTTPS", "") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# A page opened before one signed in anew: the same person goes on where they were.
CSRF_FAILURE_VIEW = "samverka.foundation.drafts.views.page_was_old"
# A sheet of a whole conference sent at once: three fields a person.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# A file is held in memory while it is read, so that nothing of it is left on the disk.
FILE_UPLOAD_HANDLERS = ["samverka.toolkit.uploads.OnlyInMemory"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 20_100_000  # the largest table, and what its form has beside it
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'self'; object-src 'none'"
)

# --- The application --------------------------------------------------------------------------

INSTALLED_APPS = [
    "samverka.toolkit",
    "samverka.foundation.accounts",
    "samverka.foundation.audit",
    "samverka.foundation.deeds",
    "samverka.foundation.drafts",
    "samverka.foundation.classifications",
    "samverka.foundation.work",
    "samverka.register.partners",
    "samverka.register.people",
    "samverka.register.agreements",
    "samverka.register.imports",
    "samverka.register.requests",
    "samverka.register.instruments",
    "samverka.delivery.programmes",
    "samverka.delivery.retention",
    "samverka.delivery.participants",
    "samverka.delivery.activities",
    "samverka.delivery.check_in",
    "samverka.delivery.series",
    "samverka.delivery.courses",
    "samverka.delivery.language_groups",
    "samverka.delivery.entitlements",
    "samverka.delivery.inventories",
    "samverka.delivery.feedback",
    "samverka.delivery.plans",
    "samverka.delivery.groups",
    "samverka.delivery.guidelines",
    "samverka.delivery.interpreting",
    "samverka.delivery.questions",
    "samverka.delivery.companies",
    "samverka.delivery.rates",
    "samverka.delivery.certification",
    "samverka.delivery.budgets",
    "samverka.delivery.support",
    "samverka.delivery.working_time",
    "samverka.delivery.invitations",
    "samverka.development.methods",
    "samverka.development.introduction",
    "samverka.development.cycles",
    "samverka.development.signals",
    "samverka.development.competence",
    "samverka.development.training",
    "samverka.development.supply",
    "samverka.guidance.pathways",
    "samverka.guidance.matching",
    "samverka.publishing.statements",
    "samverka.publishing.reports",
    "samverka.publishing.measures",
    "samverka.publishing.indicators",
    "samverka.publishing.claims",
    "samverka.publishing.final_reports",
    "samverka.publishing.explanations",
    "samverka.publishing.materials",
    "samverka.publishing.certificates",
    "samverka.publishing.calendars",
    "samverka.publishing.newsletters",
    "samverka.publishing.pages",
    "samverka.overviews.home",
    "samverka.overviews.months",
    "samverka.overviews.agreement",
    "samverka.overviews.administration",
    "samverka.overviews.programme",
    "samverka.overviews.portfolio",
    "samverka.overviews.person",
    "samverka.overviews.coverage",
    "samverka.overviews.organisation",
    "samverka.overviews.search",
    "samverka.workflows.appoint",
    "samverka.workflows.change_phase",
    "samverka.workflows.programme_file",
    "samverka.workflows.delete_due",
    "samverka.workflows.demonstration",
    "samverka.workflows.disclose_person",
    "samverka.workflows.forget_person",
    "samverka.workflows.import_register",
    "samverka.workflows.merge_persons",
    "samverka.workflows.place_from_files",
    "samverka.workflows.rotate_keys",
    "samverka.workflows.rows_as_files",
    "samverka.workflows.subject_requests",
    "samverka.workflows.needs_to_plan",
    "samverka.workflows.network_to_project",
    "samverka.workflows.take_in_municipality",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "samverka.toolkit.middleware.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "samverka.toolkit.middleware.readable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "samverka.toolkit.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "samverka.foundation.deeds.lately.lately",
    # Closed unless a view opens itself with @login_not_required.
    "samverka.foundation.drafts.middleware.AsksToSignIn",
    "samverka.config.middleware.acting",
    "samverka.config.middleware.second_factor",
    "samverka.toolkit.middleware.at_once",
]

ROOT_URLCONF = "samverka.config.urls"
WSGI_APPLICATION = "samverka.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            # Toolkit stands first, so its account pages replace allauth's.
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "samverka.config.menu.frame",
            ],
            "builtins": [
                "samverka.toolkit.templatetags.look",
                "django.templatetags.cache",
                "django.templatetags.i18n",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# --- Accounts ---------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
# E-mail is unique whatever its case: a constraint of the database, which this check cannot see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["samverka.foundation.accounts.backend.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "samverka.config.signing_in.NotingAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses come from the organisation's administrator
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # an address without an account gets no letter
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False  # many share their computer at work
# A whole training day may sign in from one address of one network.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
# Behind https stands a proxy, and the visitor's address is the one it adds.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
MFA_ADAPTER = "samverka.foundation.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Samverka"
MFA_TOTP_TOLERANCE = 1  # half a minute either way: telephones are late, and so are fingers
# The administrator vouches for the address; it is never verified by a letter of its own.
MFA_ALLOW_UNVERIFIED_EMAIL = True

# --- Cache, tasks, post -----------------------------------------------------------------------

# In the database: a memory cache counts per process, and rate limits must not.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # One entry for each address that signs in or writes: a full cache forgets the counts.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Parts of the frame that are the same on page after page; each process draws them for itself.
    "page_parts": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "page_parts",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}
# A message that offers Undo stands among what its user did lately.
MESSAGE_STORAGE = "samverka.foundation.deeds.storage.NotingStorage"
SESSION_ENGINE = "samverka.foundation.accounts.sessions"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EMAIL_HOST = os.environ.get("SAMVERKA_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("SAMVERKA_SMTP_PORT", "25"))
# A mail server that takes the call and says nothing must not hold the worker for ever; in seconds.
EMAIL_TIMEOUT = 30
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA / "post"
# The gateway that takes our text messages; without one nobody is written to by telephone.
SMS_URL = os.environ.get("SAMVERKA_SMS_URL", "")
SMS_TOKEN = os.environ.get("SAMVERKA_SMS_TOKEN", "")
# Where "leave the page quickly" on the public pages leads: something anybody may have open.
LEAVE_TO = os.environ.get("SAMVERKA_LEAVE_TO", "https://www.smhi.se/")
DEFAULT_FROM_EMAIL = os.environ.get("SAMVERKA_FROM", "samverka@localhost")

# --- Language, time ---------------------------------------------------------------------------

languages.register()
LANGUAGE_CODE = "sv"
LANGUAGES = [
    ("sv", _("Swedish")),
    ("en", _("English")),
    ("ar", _("Arabic")),
    ("prs", _("Dari")),
    ("so", _("Somali")),
    ("ti", _("Tigrinya")),
    ("uk", _("Ukrainian")),
]
# Django knows no Dari, so neither which way it runs.
LANGUAGES_BIDI = [one.code for one in languages.LANGUAGES.values() if one.direction == "rtl"]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
# The demonstration region lives on a day of its own; everybody else on the real one.
FIXED_TODAY = os.environ.get("SAMVERKA_TODAY", "")
DEMONSTRATION = os.environ.get("SAMVERKA_DEMONSTRATION", "") == "1"

# --- Static files -----------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("SAMVERKA_STATIC", DATA / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- Log --------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("SAMVERKA_LOG", "WARNING")},
}
