from django.urls import path

from . import views

app_name = "inventories"
urlpatterns = [
    path("", views.inventory_list, name="list"),
    path("ny/", views.create, name="create"),
    path("<str:key>/", views.detail, name="detail"),
    path("<str:key>/andra/", views.edit, name="edit"),
    path("<str:key>/omgang/", views.ask, name="ask"),
    path("<str:key>/fil/", views.export, name="export"),
    path("<str:key>/svar/<str:organisation_key>/<str:question>/", views.answer, name="answer"),
]
