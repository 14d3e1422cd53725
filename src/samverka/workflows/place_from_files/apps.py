from django.apps import AppConfig


class Config(AppConfig):
    name = "samverka.workflows.place_from_files"
