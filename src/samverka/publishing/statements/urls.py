import datetime as dt

from django.urls import path, register_converter

from .views import correcting, layouts, months, overview, sending


class PeriodConverter:
    """A period in an address, as the first day of its first month: 2026-03."""

    regex = r"20\d\d-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> dt.date:
        return dt.date.fromisoformat(f"{value}-01")

    def to_url(self, value: dt.date) -> str:
        return f"{value:%Y-%m}"


register_converter(PeriodConverter, "period")

app_name = "statements"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("ny/", overview.begin, name="begin"),
    path("kolumner/", layouts.layout_list, name="layouts"),
    path("kolumner/egen/", layouts.add, name="add_layout"),
    path("kolumner/<str:layout_key>/", layouts.layout, name="layout"),
    path("kolumner/<str:layout_key>/fil/", layouts.layout_file, name="layout_file"),
    path("<str:key>/kedja/", overview.chain, name="chain"),
    path("<str:key>/angra/", overview.undo, name="undo"),
    path("<str:key>/version/", overview.use_layout, name="use_layout"),
    path("<str:key>/tomma/", sending.send_empty, name="send_empty"),
    path("<str:key>/<period:month>/", months.month, name="month"),
    path("<str:key>/<period:month>/klar/", sending.make_ready, name="make_ready"),
    path("<str:key>/<period:month>/oppna/", sending.take_back, name="take_back"),
    path("<str:key>/<period:month>/skicka/", sending.send, name="send"),
    path("<str:key>/<period:month>/lage/", sending.progress, name="progress"),
    path("<str:key>/<period:month>/kvittens/", sending.note_receipt, name="note_receipt"),
    path("<str:key>/<period:month>/ratta/", correcting.correct, name="correct"),
    path("<str:key>/<period:month>/skillnad/", correcting.differences, name="differences"),
    path("<str:key>/<period:month>/granska/<str:kind>/", months.look_at, name="look_at"),
    path("<str:key>/<period:month>/fil/<str:file_key>/", months.file, name="file"),
]
