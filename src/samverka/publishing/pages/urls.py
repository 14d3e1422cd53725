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
    path("nyhetsbrev/<str:secret>/bekrafta/", views.confirm_letters, name="newsletter_confirm"),
    path("nyhetsbrev/<str:secret>/sluta/", views.stop_letters, name="newsletter_stop"),
    path("<slug:slug>/", views.programme, name="programme"),
    path("<slug:slug>/nytt.xml", views.news, name="news"),
    path("<slug:slug>/nyhetsbrev/", views.newsletter, name="newsletter"),
    path("<slug:slug>/nyhetsbrev/tack/", views.newsletter_asked, name="newsletter_asked"),
    path("<slug:slug>/nyhetsbrev/<str:key>/", views.newsletter_issue, name="newsletter_issue"),
    path("<slug:slug>/tack/", views.sent, name="sent"),
    path("<slug:slug>/kontakt/<str:key>/", views.letter, name="letter"),
]
