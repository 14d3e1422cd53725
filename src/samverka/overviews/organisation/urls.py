from django.urls import path

from . import views

app_name = "organisation"
urlpatterns = [
    path("", views.organisation_list, name="list"),
    path("kommun/<str:code>/", views.municipality, name="municipality"),
    path("<str:key>/", views.detail, name="detail"),
    path("<str:key>/utbildning/", views.training, name="training"),
]
