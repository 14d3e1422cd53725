from django.shortcuts import render
from django.urls import path

from .models import Meeting


def meeting_list(request):
    """One indexed query, twenty rows of three hundred, two date filters in each."""
    meetings = Meeting.objects.filter(group=7)[:20]
    return render(request, "floor.html", {"meetings": meetings})


urlpatterns = [path("", meeting_list)]
