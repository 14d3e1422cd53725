from django.urls import path

from . import views

app_name = "take_in"
urlpatterns = [
    path("introduktion/ny/", views.take_in, name="create"),
]
