"""The bare floor: as little Django as a list of twenty rows can be made with."""

import os

SECRET_KEY = "the floor keeps no secrets"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "bench.floor.urls"
INSTALLED_APPS = ["bench.floor"]
MIDDLEWARE: list[str] = []
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ["FLOOR_DATABASE"],
        "CONN_MAX_AGE": None,
    }
}
TEMPLATES = [
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {}}
]
LANGUAGE_CODE = "sv"
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
