from django.urls import path

from . import views

app_name = "entitlements"
urlpatterns = [
    path("", views.entitlement_list, name="list"),
    path("ny/", views.create, name="create"),
    path("<str:key>/", views.detail, name="detail"),
    path("<str:key>/andra/", views.edit, name="edit"),
    path("<str:key>/boka/", views.book, name="book"),
    path("<str:key>/lamna/<str:booking_key>/", views.give_back, name="give_back"),
    path("<str:key>/ta-igen/<str:booking_key>/", views.take_again, name="take_again"),
]
