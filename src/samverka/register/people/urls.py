from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("", views.person_list, name="list"),
    path("ny/", views.create, name="create"),
    path("hamta/", views.export, name="export"),
    path("<slug:key>/andra/", views.correct, name="correct"),
    path("<slug:key>/nummer/", views.set_identity, name="set_identity"),
    path("<slug:key>/nummer/visa/", views.show_identity, name="show_identity"),
    path("<slug:key>/funktion/", views.add_position, name="add_position"),
    path("<slug:key>/funktion/<int:position>/", views.end_position, name="end_position"),
    path("<slug:key>/skydd/", views.protection, name="protection"),
    path("<slug:key>/skydd/avsluta/", views.end_protection, name="end_protection"),
    path("<slug:key>/skydd/<slug:user>/", views.withdraw_access, name="withdraw_access"),
]
