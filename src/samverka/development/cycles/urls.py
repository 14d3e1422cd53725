from django.urls import path

from .views import cycles, goals, units

app_name = "cycles"
CYCLE = "enhetscykler/<str:key>/"
UNITS = "program/<str:programme_key>/enhetscykler/"
urlpatterns = [
    path(UNITS, units.units, name="units"),
    path(f"{UNITS}fraga/", units.ask, name="ask"),
    path(f"{UNITS}fastnat/", units.stuck, name="stuck"),
    path(f"{UNITS}<str:key>/processledare/", units.leader, name="leader"),
    path("enhetscykler/", cycles.mine, name="mine"),
    path(CYCLE, cycles.detail, name="detail"),
    path(f"{CYCLE}omraden/", cycles.areas, name="areas"),
    path(f"{CYCLE}mal/", goals.goal, name="goal"),
    path(f"{CYCLE}mal/<str:goal_key>/andra/", goals.goal_change, name="goal_change"),
    path(f"{CYCLE}mal/<str:goal_key>/ta-bort/", goals.goal_remove, name="goal_remove"),
    path(f"{CYCLE}mal/<str:goal_key>/steg/", goals.step, name="step"),
    path(f"{CYCLE}steg/<str:step_key>/", goals.mark, name="mark"),
    path(f"{CYCLE}steg/<str:step_key>/andra/", goals.step_change, name="step_change"),
    path(f"{CYCLE}steg/<str:step_key>/ta-bort/", goals.step_remove, name="step_remove"),
    path(f"{CYCLE}angra/<str:token>/", goals.put_back, name="put_back"),
    path(f"{CYCLE}mote/", cycles.meeting, name="meeting"),
    path(f"{CYCLE}avsluta/", cycles.close, name="close"),
]
