from django.urls import path

from . import views

app_name = "import_register"
urlpatterns = [
    path("", views.start, name="start"),
    path("mall/<slug:kind>/", views.template, name="template"),
    path("ny/<slug:kind>/", views.send, name="send"),
    path("<slug:key>/", views.detail, name="detail"),
    path("<slug:key>/forlopp/", views.progress, name="progress"),
    path("<slug:key>/kolumner/", views.columns, name="columns"),
    path("<slug:key>/avgor/", views.decide, name="decide"),
    path("<slug:key>/skriv/", views.confirm, name="confirm"),
    path("<slug:key>/kasta/", views.throw_away, name="throw_away"),
]
