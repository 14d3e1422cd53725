from django.urls import path

from .views import bookings, lines, making, modules, plans

app_name = "training"
urlpatterns = [
    path("", plans.overview, name="overview"),
    path("modul/ny/", modules.add, name="add_module"),
    path("modul/<slug:key>/", modules.edit, name="module"),
    path("modul/<slug:key>/ta-bort/", modules.remove, name="remove_module"),
    path("modul/<slug:key>/ta-tillbaka/", modules.bring_back, name="bring_module_back"),
    path("gor-plan/<slug:key>/", making.make, name="make"),
    path("gor-plan/<slug:key>/laget/", making.progress, name="making"),
    path("plan/<slug:key>/", plans.detail, name="plan"),
    path("plan/<slug:key>/vikter/", plans.weights, name="weights"),
    path("plan/<slug:key>/besluta/", plans.decide, name="decide"),
    path("plan/<slug:key>/oppna/", plans.reopen, name="reopen"),
    path("plan/<slug:key>/pdf/", plans.printed, name="printed"),
    path("plan/<slug:key>/ny-rad/", lines.add, name="add_line"),
    path("plan/<slug:key>/stangda-dagar/", bookings.closed_days, name="closed_days"),
    path("plan/<slug:key>/bokning/", bookings.booking, name="booking"),
    path("plan/<slug:key>/bokning/laget/", bookings.progress, name="progress"),
    path("plan/<slug:key>/bokning/godkann/", bookings.accept, name="accept"),
    path("plan/<slug:key>/bokning/<slug:place_key>/", bookings.place, name="place"),
    path("plan/<slug:key>/rad/<slug:line_key>/", lines.edit, name="line"),
    path("plan/<slug:key>/rad/<slug:line_key>/dag/", lines.day, name="day"),
    path("plan/<slug:key>/rad/<slug:line_key>/ta-bort/", lines.remove, name="remove_line"),
    path("plan/<slug:key>/rad/<slug:line_key>/ta-tillbaka/", lines.bring_back, name="line_back"),
]
