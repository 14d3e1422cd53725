from django.urls import path

from samverka.publishing.materials.views import materials as views

app_name = "materials"
urlpatterns = [
    path("", views.material_list, name="list"),
    path("nytt/", views.add, name="add"),
    path("hamta-in/", views.take_in, name="take_in"),
    path("flera/visa/", views.show_many, name="show_many"),
    path("flera/dolj/", views.hide_many, name="hide_many"),
    path("flera/angra/<str:token>/", views.undo_many, name="undo_many"),
    path("<str:key>/", views.detail, name="detail"),
    path("<str:key>/ny-version/", views.add_version, name="add_version"),
    path("<str:key>/oversatt/", views.translate, name="translate"),
    path("<str:key>/anpassa/", views.adapt, name="adapt"),
    path("<str:key>/visa/", views.show, name="show"),
    path("<str:key>/dolj/", views.hide, name="hide"),
    path("<str:key>/<int:number>/paket/", views.package, name="package"),
    path("<str:key>/<int:number>/fil/<int:place>/", views.file, name="file"),
]
