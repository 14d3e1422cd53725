from django.urls import path

from . import views

app_name = "appoint"
urlpatterns = [
    path("nytt-konto/", views.open_account, name="open_account"),
    path("flera/stang/", views.close_many, name="close_many"),
    path("flera/oppna/", views.reopen_many, name="reopen_many"),
    path("flera/avsluta-roller/", views.end_roles, name="end_roles"),
    path("flera/avsluta-roller/<str:token>/", views.resume_roles, name="resume_roles"),
    path("flera/ny-lank/", views.invite_many, name="invite_many"),
    path("flera/angra/<str:token>/", views.undo_many, name="undo_many"),
    path("anvandare/<slug:key>/ny-roll/", views.give_role, name="give_role"),
    path("anvandare/<slug:key>/avsluta-roll/", views.end_role, name="end_role"),
    path("anvandare/<slug:key>/barn/", views.give_children_role, name="give_children_role"),
    path(
        "anvandare/<slug:key>/barn/<int:role_id>/ta-bort/",
        views.take_children_role,
        name="take_children_role",
    ),
    path("anvandare/<slug:key>/stang/", views.close_account, name="close_account"),
    path("anvandare/<slug:key>/oppna/", views.reopen_account, name="reopen_account"),
    path("anvandare/<slug:key>/ny-lank/", views.invite_again, name="invite_again"),
    path(
        "anvandare/<slug:key>/ta-bort-kod/",
        views.remove_second_factor,
        name="remove_second_factor",
    ),
]
