from django.urls import path

from . import views

app_name = "merge_persons"
urlpatterns = [
    path("<slug:key>/dubbletter/", views.choose, name="choose"),
    path("<slug:key>/dubbletter/<slug:merge>/angra/", views.undo, name="undo"),
    path("<slug:key>/dubbletter/<slug:other>/", views.merge, name="merge"),
]
