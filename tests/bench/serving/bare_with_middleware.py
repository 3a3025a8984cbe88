"""For gunicorn: the bare view behind the middleware that every new Django project has."""

from tests.bench.serving.bare import MIDDLEWARE, make_application

application = make_application(MIDDLEWARE)
