from django.http import HttpResponse


def components(request):
    return HttpResponse("components")
