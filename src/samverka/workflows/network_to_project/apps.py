from django.apps import AppConfig


class Config(AppConfig):
    name = "samverka.workflows.network_to_project"
