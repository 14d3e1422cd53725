from django.urls import path

from . import views

app_name = "administration"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("anvandare/", views.users, name="users"),
    path("anvandare/<slug:key>/", views.user, name="user"),
    path("handelser/", views.trail, name="trail"),
    path("handelser/fil/", views.trail_file, name="trail_file"),
]
