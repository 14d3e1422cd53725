from django.urls import path

from . import views

app_name = "change_phase"
urlpatterns = [
    path("", views.phases, name="phases"),
    path("ordinarie-arbete/", views.to_ordinary_work, name="to_ordinary_work"),
    path("blir-igen/<slug:kind>/", views.become_again, name="become_again"),
    path("<str:number>/oppna/", views.begin, name="open"),
    path("<str:number>/stang/", views.close, name="close"),
    path("<str:number>/ater/", views.reopen, name="reopen"),
    path("kriterium/<str:key>/", views.meet, name="meet"),
]
