from django.urls import path

from . import views

app_name = "guidelines"
urlpatterns = [
    path("", views.guideline_list, name="list"),
    path("ny/", views.guideline_create, name="create"),
    path("<str:key>/", views.edition_detail, name="edition"),
    path("<str:key>/andra/", views.edition_edit, name="edit"),
    path("<str:key>/ny-utgava/", views.edition_replace, name="replace"),
    path("<str:key>/var-kontroll/", views.check, name="check"),
    path("<str:key>/kontroll/<str:organisation_key>/", views.answers, name="answers"),
]
