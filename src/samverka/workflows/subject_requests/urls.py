from django.urls import path

from . import views

app_name = "subject_requests"
urlpatterns = [
    path("begaran/", views.register, name="register"),
    path("begaran/<slug:key>/", views.detail, name="detail"),
    path("begaran/<slug:key>/ta/", views.take_on, name="take_on"),
    path("begaran/<slug:key>/langre/", views.extend, name="extend"),
    path("personer/<slug:key>/begaran/", views.of_person, name="of_person"),
]
