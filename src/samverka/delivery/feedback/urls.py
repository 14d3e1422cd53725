from django.urls import path

from .views import asking, figures

app_name = "feedback"
urlpatterns = [
    path("", figures.feedback_list, name="list"),
    path("serie/<str:key>/", figures.series_figures, name="series"),
    path("kurs/<str:key>/", figures.versions, name="versions"),
    path("<str:key>/", figures.activity_feedback, name="activity"),
    path("<str:key>/<str:session_key>/fraga/", asking.ask, name="ask"),
    path("<str:key>/<str:session_key>/affisch/", asking.poster, name="poster"),
    path("<str:key>/<str:session_key>/lappar/", asking.slips, name="slips"),
    path("<str:key>/<str:session_key>/stang/", asking.close, name="close"),
    path("<str:key>/<str:session_key>/oppna/", asking.reopen, name="reopen"),
    path("<str:key>/kommentar/<str:comment_key>/visa/", asking.show, name="show"),
    path("<str:key>/kommentar/<str:comment_key>/dolj/", asking.hide, name="hide"),
    path("<str:key>/kommentar/<str:comment_key>/ta-bort/", asking.remove, name="remove"),
]
