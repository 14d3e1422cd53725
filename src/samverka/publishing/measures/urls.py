from django.urls import path

from . import stage_views, views

app_name = "measures"
urlpatterns = [
    path("", views.measure_list, name="list"),
    path("jamfor-etapper/", stage_views.choose, name="stages_of"),
    path("<str:code>/etapper/", stage_views.stages, name="stages"),
    path("<str:code>/", views.measure_detail, name="detail"),
    path("<str:code>/varde/", views.write_value, name="write_value"),
    path("<str:code>/varde/<str:key>/ta-bort/", views.remove_value, name="remove_value"),
    path("<str:code>/aterta/<str:token>/", views.restore_value, name="restore_value"),
]
