from django.urls import path

from .views import breaks, courses, templates

app_name = "courses"
urlpatterns = [
    path("", templates.template_list, name="list"),
    path("ny/", templates.create, name="create"),
    path("lov/", breaks.break_list, name="breaks"),
    path("lov/nytt/", breaks.create, name="add_break"),
    path("lov/flera/ta-bort/", breaks.drop_many, name="drop_breaks"),
    path("lov/flera/ater/<str:token>/", breaks.bring_back, name="bring_breaks_back"),
    path("halls/<str:key>/", courses.detail, name="course"),
    path("halls/<str:key>/ta-igen/<str:session_key>/", courses.make_up_add, name="add_make_up"),
    path(
        "halls/<str:key>/ta-bort/<str:session_key>/",
        courses.make_up_remove,
        name="remove_make_up",
    ),
    path("halls/<str:key>/ater/<str:token>/", courses.make_up_restore, name="restore_make_up"),
    path("halls/<str:key>/logg/<str:session_key>/", courses.log, name="log"),
    path("<str:key>/", templates.detail, name="detail"),
    path("<str:key>/andra/", templates.edit, name="edit"),
    path("<str:key>/ny-version/", templates.new_version, name="new_version"),
    path("<str:key>/fordjupar/", templates.curriculum, name="curriculum"),
    path("<str:key>/lagg-undan/", templates.retire, name="retire"),
    path("<str:key>/ta-fram/", templates.take_up, name="take_up"),
    path("<str:key>/hall/", courses.make, name="make"),
]
