import datetime as dt

from django.urls import path, register_converter

from . import views


class MonthConverter:
    """A month in an address, as its first day: 2026-03."""

    regex = r"20\d\d-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> dt.date:
        return dt.date.fromisoformat(f"{value}-01")

    def to_url(self, value: dt.date) -> str:
        return f"{value:%Y-%m}"


register_converter(MonthConverter, "month")

app_name = "reports"
urlpatterns = [
    path("", views.months, name="months"),
    path("<str:programme_key>/<month:month>/", views.month, name="month"),
    path("<str:programme_key>/<month:month>/hamta/", views.download, name="download"),
    path("<str:programme_key>/<month:month>/<str:person_key>/", views.person, name="person"),
]
