from django.urls import path

from .views import many, organisations, regions, units

app_name = "partners"
urlpatterns = [
    path("ny/", organisations.create, name="create"),
    path("flera/stang/", many.close, name="many_close"),
    path("flera/oppna/", many.reopen, name="many_reopen"),
    path("flera/dagar/<str:token>/", many.days, name="many_days"),
    path("flera/slag/", many.kind, name="many_kind"),
    path("flera/slag/<str:token>/", many.kinds, name="many_kinds"),
    path("enheter/", units.unit_list, name="units"),
    path("enheter/stang/", units.close, name="units_close"),
    path("enheter/oppna/<str:token>/", units.reopen, name="units_reopen"),
    path("regioner/", regions.region_list, name="regions"),
    path("regioner/ny/", regions.create, name="region_create"),
    path("regioner/<str:key>/", regions.detail, name="region"),
    path("regioner/<str:key>/kommun/", regions.add_member, name="region_add_member"),
    path("regioner/<str:key>/folkmangd/", regions.population, name="region_population"),
    path(
        "regioner/<str:key>/kommun/<str:code>/lamnar/",
        regions.end_member,
        name="region_end_member",
    ),
    path("<str:key>/andra/", organisations.edit, name="edit"),
    path("<str:key>/enhet/", organisations.add_unit, name="add_unit"),
    path("<str:key>/flytta/", organisations.move, name="move"),
    path("<str:key>/stang/", organisations.close, name="close"),
    path("<str:key>/oppna/", organisations.reopen, name="reopen"),
]
