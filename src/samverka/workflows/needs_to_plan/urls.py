from django.urls import path

from . import views

app_name = "needs_to_plan"
urlpatterns = [
    path("grupper/mote/<str:key>/till-plan/", views.take, name="take"),
]
