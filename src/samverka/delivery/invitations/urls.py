from django.urls import path

from .views import answering, deeds, invitations

app_name = "invitations"
OF_ACTIVITY = "aktiviteter/<str:key>/inbjudan/"
urlpatterns = [
    path("svar/<str:token>/", answering.answer, name="answer"),
    path("svar/<str:token>/kalender.ics", answering.calendar, name="calendar"),
    path(OF_ACTIVITY, invitations.detail, name="detail"),
    path(f"{OF_ACTIVITY}skriv/", invitations.write, name="write"),
    path(f"{OF_ACTIVITY}vilka/", invitations.choose, name="choose"),
    path(f"{OF_ACTIVITY}funktion/", invitations.choose_function, name="choose_function"),
    path(f"{OF_ACTIVITY}brev/", invitations.preview, name="preview"),
    path(f"{OF_ACTIVITY}brev.pdf", invitations.paper, name="paper"),
    path(f"{OF_ACTIVITY}hur-langt/", invitations.progress, name="progress"),
    path(f"{OF_ACTIVITY}skicka/<str:kind>/", deeds.send, name="send"),
    path(f"{OF_ACTIVITY}utskick/<str:sending_key>/angra/", deeds.take_back, name="take_back"),
    path(f"{OF_ACTIVITY}utskick/<str:sending_key>/fortsatt/", deeds.go_on, name="go_on"),
    path(f"{OF_ACTIVITY}till/<str:addressee_key>/ta-bort/", deeds.remove, name="remove"),
    path(f"{OF_ACTIVITY}till/<str:addressee_key>/igen/", deeds.try_again, name="try_again"),
    path(f"{OF_ACTIVITY}till/<str:addressee_key>/svar/", deeds.note_answer, name="note_answer"),
]
