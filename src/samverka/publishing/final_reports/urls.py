from django.urls import path

from . import views

app_name = "final_reports"
urlpatterns = [
    path("<slug:code>/", views.report, name="report"),
    path("<slug:code>/pdf/", views.report_pdf, name="pdf"),
]
