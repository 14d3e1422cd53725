from django.urls import path

from .views import units

app_name = "units_cycles"
urlpatterns = [
    path("", units.units, name="units"),
    path("fraga/", units.ask, name="ask"),
    path("<str:key>/processledare/", units.leader, name="leader"),
]
