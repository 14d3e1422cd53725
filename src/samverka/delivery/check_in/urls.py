from django.urls import path

from .views import arriving, letting_in

app_name = "check_in"
urlpatterns = [
    path("", arriving.here, name="here"),
    path("tack/", arriving.thanks, name="thanks"),
    path("kod/<str:code>/", arriving.code, name="code"),
    path("tillfalle/<str:key>/skarm/", letting_in.screen, name="screen"),
    path("tillfalle/<str:key>/", letting_in.arrivals, name="arrivals"),
    path("ankomst/<str:key>/", letting_in.arrival, name="arrival"),
    path("ankomst/<str:key>/ny-person/", letting_in.new_person, name="new_person"),
    path("ankomst/<str:key>/ta-bort/", letting_in.remove, name="remove"),
    path("ankomst/<str:key>/ater/", letting_in.back, name="back"),
]
