from django.apps import AppConfig


class Config(AppConfig):
    name = "samverka.workflows.take_in_municipality"
