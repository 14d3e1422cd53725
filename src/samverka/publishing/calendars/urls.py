from django.urls import path

from .views import pages

app_name = "calendar"
urlpatterns = [
    path("", pages.calendar, name="calendar"),
    path("lank/ny/", pages.make_link, name="make_link"),
    path("lank/sluta/", pages.stop_link, name="stop_link"),
]
