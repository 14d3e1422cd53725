from django.urls import path

from . import views

app_name = "measures"
urlpatterns = [
    path("", views.measure_list, name="list"),
    path("<slug:code>/", views.measure_detail, name="detail"),
    path("<slug:code>/varde/", views.write_value, name="write_value"),
    path("<slug:code>/varde/<str:key>/ta-bort/", views.remove_value, name="remove_value"),
    path("<slug:code>/aterta/<str:token>/", views.restore_value, name="restore_value"),
]
