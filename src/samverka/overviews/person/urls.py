from django.urls import path

from . import views

app_name = "person"
urlpatterns = [
    path("<slug:key>/", views.detail, name="detail"),
]
