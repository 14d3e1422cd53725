from django.urls import path

from .views import cycles

app_name = "cycles"
urlpatterns = [
    path("", cycles.mine, name="mine"),
    path("<str:key>/", cycles.detail, name="detail"),
    path("<str:key>/omraden/", cycles.areas, name="areas"),
    path("<str:key>/mal/", cycles.goal, name="goal"),
    path("<str:key>/mal/<str:goal_key>/ta-bort/", cycles.goal_remove, name="goal_remove"),
    path("<str:key>/mal/<str:goal_key>/steg/", cycles.step, name="step"),
    path("<str:key>/steg/<str:step_key>/", cycles.mark, name="mark"),
    path("<str:key>/mote/", cycles.meeting, name="meeting"),
    path("<str:key>/avsluta/", cycles.close, name="close"),
]
