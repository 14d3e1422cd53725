"""Short, since people copy them from paper."""

from django.urls import path

from .views import verifying

app_name = "certificate"
urlpatterns = [path("<str:code>/", verifying.verify, name="verify")]
