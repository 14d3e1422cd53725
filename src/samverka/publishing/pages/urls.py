from django.urls import path

from . import views

app_name = "pages"
urlpatterns = [
    path("", views.programmes, name="programmes"),
    path("personuppgifter/", views.personal_data, name="personal_data"),
    path("material/", views.materials, name="materials"),
    path("material/<str:key>/", views.material, name="material"),
    path("material/<str:key>/<int:number>/paket/", views.package, name="package"),
    path("material/<str:key>/<int:number>/fil/<int:place>/", views.file, name="file"),
    path("<slug:slug>/", views.programme, name="programme"),
    path("<slug:slug>/nytt.xml", views.news, name="news"),
    path("<slug:slug>/tack/", views.sent, name="sent"),
    path("<slug:slug>/kontakt/<str:key>/", views.letter, name="letter"),
]
