from django.urls import path

from . import views

app_name = "rows_as_files"
urlpatterns = [
    path("underlag/", views.rows, name="rows"),
]
