from django.apps import AppConfig


class Config(AppConfig):
    name = "samverka.workflows.rows_as_files"
