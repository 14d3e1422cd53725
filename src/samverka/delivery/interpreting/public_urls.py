"""Short, since people open them on a telephone."""

from django.urls import path

from .views import answering, days_off

app_name = "interpreting_answer"
urlpatterns = [
    path("f/<str:token>/", answering.agency, name="agency"),
    path("<str:token>/", answering.interpreter, name="interpreter"),
    path("<str:token>/ledig/", days_off.days_off, name="days_off"),
    path("<str:token>/ledig/<str:key>/ta-bort/", days_off.take_back, name="take_off_back"),
    path("<str:token>/ledig/<str:key>/ater/", days_off.bring_back, name="bring_off_back"),
    path("<str:token>/<str:key>.ics", answering.calendar, name="calendar"),
]
