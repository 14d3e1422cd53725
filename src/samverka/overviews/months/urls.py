from django.urls import path

from . import views

app_name = "months"
urlpatterns = [
    path("", views.overview, name="overview"),
]
