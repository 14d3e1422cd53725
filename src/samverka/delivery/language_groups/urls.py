from django.urls import path

from . import views

app_name = "language_groups"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("minst/", views.least, name="least"),
    path("<slug:key>/", views.course, name="course"),
    path("<slug:key>/onskemal/", views.wish, name="wish"),
    path("<slug:key>/gor/", views.make, name="make"),
]
