from django.apps import AppConfig


class Config(AppConfig):
    name = "samverka.delivery.check_in"
