from django.urls import path

from .views import feeds

app_name = "feed"
urlpatterns = [
    path("min/<str:token>.ics", feeds.own, name="own"),
    path("program/<slug:slug>.ics", feeds.of_programme, name="programme"),
    path("kommun/<str:code>.ics", feeds.of_municipality, name="municipality"),
    path("serie/<str:key>.ics", feeds.of_series, name="series"),
]
