from django.apps import AppConfig

from .by_thread import keep_by_thread


class Config(AppConfig):
    name = "samverka.toolkit"

    def ready(self) -> None:
        keep_by_thread()
