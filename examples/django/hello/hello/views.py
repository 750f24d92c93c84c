from django.shortcuts import redirect, render

from hello.models import Movie, Review


def index(request):
    """All movies and reviews; a POST adds one of each, with the movie's poster."""
    if request.method == "POST":
        title = request.POST["title"]
        Movie.objects.create(title=title, poster=request.FILES.get("poster", ""))
        Review.objects.create(title=title, text=request.POST["text"])
        return redirect("/")
    return render(request, "hello/index.html", {
        "movies": Movie.objects.order_by("id"),
        "reviews": Review.objects.order_by("id"),
    })
