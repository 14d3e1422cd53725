from django.urls import path

from .views import members, pages, report

app_name = "series"
urlpatterns = [
    path("", pages.series_list, name="list"),
    path("ny/", pages.series_create, name="create"),
    path("<str:key>/", report.series_detail, name="detail"),
    path("<str:key>/andra/", pages.series_edit, name="edit"),
    path("<str:key>/ta-bort/", pages.series_remove, name="remove"),
    path("<str:key>/aterstall/", pages.series_restore, name="restore"),
    path("<str:key>/fil/", report.series_file, name="file"),
    path("<str:key>/personer/", report.persons, name="persons"),
    path("<str:key>/aktiviteter/", members.choose, name="choose"),
    path("<str:key>/aktiviteter/lagg-till/", members.add, name="add"),
    path("<str:key>/aktiviteter/angra/<str:token>/", members.unadd, name="unadd"),
    path("<str:key>/aktiviteter/<str:activity_key>/ta-ut/", members.take_out, name="take_out"),
    path("<str:key>/aktiviteter/<str:activity_key>/ater/", members.put_back, name="put_back"),
]
