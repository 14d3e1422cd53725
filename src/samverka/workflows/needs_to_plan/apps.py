from django.apps import AppConfig


class Config(AppConfig):
    name = "samverka.workflows.needs_to_plan"
