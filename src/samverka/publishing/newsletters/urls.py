from django.urls import path

from . import views

app_name = "newsletters"
urlpatterns = [
    path("", views.issues, name="list"),
    path("nytt/", views.new, name="new"),
    path("<str:key>/", views.detail, name="detail"),
    path("<str:key>/skriv/", views.edit, name="edit"),
    path("<str:key>/skicka/", views.send, name="send"),
    path("<str:key>/angra/", views.take_back, name="take_back"),
    path("<str:key>/fortsatt/", views.go_on, name="go_on"),
    path("<str:key>/hur-langt/", views.progress, name="progress"),
]
