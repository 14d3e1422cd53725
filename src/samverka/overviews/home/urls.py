from django.urls import path

from . import views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("hem/vantar/", views.all_waiting, name="waiting"),
    path("hem/mal/<str:programme_key>/", views.goals, name="goals"),
]
