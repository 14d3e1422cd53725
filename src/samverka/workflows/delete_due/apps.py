from django.apps import AppConfig


class Config(AppConfig):
    name = "samverka.workflows.delete_due"
