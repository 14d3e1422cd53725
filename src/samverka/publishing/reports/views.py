from django.http import HttpResponse


def months(request):
    return HttpResponse("months")
