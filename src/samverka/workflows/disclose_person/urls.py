from django.urls import path

from . import views

app_name = "disclose_person"
urlpatterns = [
    path("<slug:key>/utdrag/", views.extract, name="extract"),
]
