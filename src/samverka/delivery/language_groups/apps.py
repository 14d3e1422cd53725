from django.apps import AppConfig


class Config(AppConfig):
    name = "samverka.delivery.language_groups"
