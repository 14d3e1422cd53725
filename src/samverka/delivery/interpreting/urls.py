from django.urls import path

from .views import bookings, deviations, pool

app_name = "interpreting"
urlpatterns = [
    path("", bookings.booking_list, name="bookings"),
    path("infor/", bookings.guide, name="guide"),
    path("boka/", bookings.book, name="book"),
    path("bokning/<str:key>/", bookings.booking, name="booking"),
    path("bokning/<str:key>/fraga/", bookings.ask, name="ask"),
    path("bokning/<str:key>/ta-tillbaka/", bookings.withdraw, name="withdraw"),
    path("bokning/<str:key>/avboka/", bookings.cancel, name="cancel"),
    path("bokning/<str:key>/efter/", bookings.outcome, name="outcome"),
    path("bokning/<str:key>/kalender.ics", bookings.calendar, name="calendar"),
    path("bokning/<str:key>/avvikelse/", deviations.report, name="report"),
    path("avvikelser/", deviations.deviation_list, name="deviations"),
    path("avvikelser/<str:key>/", deviations.deviation, name="deviation"),
    path("avvikelser/<str:key>/avsluta/", deviations.close, name="close_deviation"),
    path("avvikelser/<str:key>/oppna/", deviations.open_again, name="open_deviation"),
    path("tolkar/", pool.interpreter_list, name="interpreters"),
    path("tolkar/ny/", pool.take_in, name="take_in"),
    path("tolkar/<str:key>/", pool.interpreter, name="interpreter"),
    path("tolkar/<str:key>/sprak/", pool.language, name="language"),
    path("tolkar/<str:key>/lamna/", pool.leave, name="leave"),
    path("tolkar/<str:key>/tillbaka/", pool.come_back, name="come_back"),
    path("formedlingar/", pool.agencies, name="agencies"),
    path("formedlingar/ny/", pool.agency_new, name="agency_new"),
]
