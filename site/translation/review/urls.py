"""URLs of the review actions."""

from django.urls import path, register_converter

from translation.review import views


class StepConverter:
    """URL converter for the names of the review steps."""

    regex = "|".join(views.STEPS)

    def to_python(self, value: str) -> str:
        """Returns the step's name."""
        return value

    def to_url(self, value: str) -> str:
        """Returns the step's name."""
        return value


register_converter(StepConverter, "review_step")

app_name = "translation_review"
urlpatterns = [path("<int:translation_id>/<review_step:action>/", views.act, name="step")]
