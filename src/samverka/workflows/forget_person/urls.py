from django.urls import path

from . import views

app_name = "forget_person"
urlpatterns = [
    path("<slug:key>/glom/", views.forget, name="forget"),
]
