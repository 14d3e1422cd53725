from django.urls import path

from . import views

app_name = "pathways"
urlpatterns = [
    path("", views.occupation_list, name="list"),
    path("nytt/", views.add, name="add"),
    path("<str:key>/", views.detail, name="detail"),
    path("<str:key>/yrket/", views.edit, name="edit"),
    path("<str:key>/vagen/", views.pathway, name="pathway"),
    path("<str:key>/uppgift/<slug:about>/", views.fact, name="fact"),
    path("<str:key>/sluta/<str:fact_key>/", views.end, name="end"),
    path("<str:key>/behall/<str:fact_key>/", views.keep, name="keep"),
    path("<str:key>/anvand/", views.use, name="use"),
    path("<str:key>/anvand/<slug:outcome>/angra/", views.take_back, name="take_back"),
]
