from django.urls import path

from . import views

app_name = "indicators"
urlpatterns = [
    path("", views.indicator_list, name="list"),
    path("<slug:fund>/<str:code>/", views.detail, name="detail"),
]
