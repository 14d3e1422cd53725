"""What a browser sent with a form, for the page that shows the form and takes it."""

from django.http import HttpRequest, QueryDict


def sent(request: HttpRequest) -> QueryDict | None:
    """The posted fields, or None when the page is only asked for: a form is then untouched."""
    return request.POST if request.method == "POST" else None
