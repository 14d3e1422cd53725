"""Short, since people open them on a telephone."""

from django.urls import path

from .views import answering

app_name = "interpreting_answer"
urlpatterns = [
    path("f/<str:token>/", answering.agency, name="agency"),
    path("<str:token>/", answering.interpreter, name="interpreter"),
    path("<str:token>/<str:key>.ics", answering.calendar, name="calendar"),
]
