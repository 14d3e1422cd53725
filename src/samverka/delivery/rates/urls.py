from django.urls import path

from . import views

app_name = "rates"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("<slug:fund_code>/kategori/", views.add_category, name="add_category"),
    path("<slug:fund_code>/val/", views.choose, name="choose"),
    path("<slug:fund_code>/belopp/<str:key>/", views.set_rate, name="set_rate"),
    path("<slug:fund_code>/fil/", views.send, name="send"),
    path("<slug:fund_code>/fil/skriv/", views.carry_out, name="carry_out"),
    path("<slug:fund_code>/fil/att-fylla-i/", views.to_fill, name="to_fill"),
]
