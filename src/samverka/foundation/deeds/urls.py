from django.urls import path

from . import views

app_name = "deeds"
urlpatterns = [path("", views.lately, name="lately")]
