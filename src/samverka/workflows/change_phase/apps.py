from django.apps import AppConfig


class Config(AppConfig):
    name = "samverka.workflows.change_phase"
