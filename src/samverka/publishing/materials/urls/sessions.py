"""Material of a session: its address has no programme, since those who were there open it too."""

from django.urls import path

from samverka.publishing.materials.views import sessions

app_name = "session_material"
urlpatterns = [
    path("<str:session_key>/", sessions.of_session, name="list"),
    path("<str:session_key>/nytt/", sessions.attach_new, name="attach_new"),
    path("<str:session_key>/valj/", sessions.attach, name="attach"),
    path("<str:session_key>/<str:key>/ta-bort/", sessions.detach, name="detach"),
    path("<str:session_key>/<str:key>/<int:place>/", sessions.file, name="file"),
    path("<str:session_key>/<str:key>/<int:place>/text/", sessions.text, name="text"),
]
