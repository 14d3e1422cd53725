from django.http import HttpResponse


def activity_list(request):
    return HttpResponse("list")
