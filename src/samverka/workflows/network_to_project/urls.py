from django.urls import path

from . import views

app_name = "network_to_project"
urlpatterns = [
    path("grupper/<str:key>/till-projekt/", views.become, name="become"),
    path("grupper/<str:key>/till-projekt/angra/", views.take_back, name="take_back"),
]
