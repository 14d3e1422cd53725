"""The button Undo, as tests press it."""

from django.db import models
from django.http import HttpResponse
from django.test import Client


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def undo_of(answer: HttpResponse) -> str:
    """The address behind Undo on a page that was followed to; empty where none is offered."""
    said = list(answer.context["messages"])
    return next((one.extra_tags for one in said if one.extra_tags.startswith("/")), "")


def done(client: Client, address: str, data: dict | None = None) -> str:
    """Do something and get the address of its undo."""
    return undo_of(client.post(address, data or {}, follow=True))


def press(client: Client, undo: str) -> str:
    """Press Undo, and get the page it leads to."""
    return client.post(undo, {"_undo": "1"}, follow=True).text


def rows(*tables: type[models.Model]) -> dict[str, list[dict]]:
    """All that stands in the tables, to be compared with what stands there afterwards."""
    return {
        table._meta.label: list(table._base_manager.order_by("pk").values()) for table in tables
    }
