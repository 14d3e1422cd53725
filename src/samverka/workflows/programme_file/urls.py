from django.urls import path

from . import views

app_name = "programme_file"
urlpatterns = [
    path("", views.sources, name="sources"),
    path("fil/", views.download, name="download"),
]
