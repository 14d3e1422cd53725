from django.urls import path

from . import views

app_name = "companies"
urlpatterns = [
    path("", views.company_list, name="list"),
    path("ny/", views.create, name="create"),
    path("fore-och-efter/", views.report, name="report"),
    path("flera/lamna-over/", views.hand_over, name="hand_over"),
    path("flera/lamna-over/<str:token>/", views.hand_back, name="hand_back"),
    path("flera/jamfor/", views.compare, name="compare"),
    path("flera/jamfor/<str:token>/", views.compare_back, name="compare_back"),
    path("<str:key>/", views.detail, name="detail"),
    path("<str:key>/andra/", views.edit, name="edit"),
    path("<str:key>/ny/<slug:what>/", views.add, name="add"),
    path("<str:key>/resultat/<str:row_key>/", views.after, name="after"),
    path("<str:key>/koppling/<str:row_key>/", views.end_link, name="end_link"),
    path("<str:key>/<slug:what>/<str:row_key>/ta-bort/", views.remove, name="remove"),
]
