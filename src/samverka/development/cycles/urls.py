from django.urls import path

from .views import cycles, units

app_name = "cycles"
CYCLE = "enhetscykler/<str:key>/"
UNITS = "program/<str:programme_key>/enhetscykler/"
urlpatterns = [
    path(UNITS, units.units, name="units"),
    path(f"{UNITS}fraga/", units.ask, name="ask"),
    path(f"{UNITS}<str:key>/processledare/", units.leader, name="leader"),
    path("enhetscykler/", cycles.mine, name="mine"),
    path(CYCLE, cycles.detail, name="detail"),
    path(f"{CYCLE}omraden/", cycles.areas, name="areas"),
    path(f"{CYCLE}mal/", cycles.goal, name="goal"),
    path(f"{CYCLE}mal/<str:goal_key>/ta-bort/", cycles.goal_remove, name="goal_remove"),
    path(f"{CYCLE}mal/<str:goal_key>/steg/", cycles.step, name="step"),
    path(f"{CYCLE}steg/<str:step_key>/", cycles.mark, name="mark"),
    path(f"{CYCLE}mote/", cycles.meeting, name="meeting"),
    path(f"{CYCLE}avsluta/", cycles.close, name="close"),
]
