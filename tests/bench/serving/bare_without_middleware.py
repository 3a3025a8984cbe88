"""For gunicorn: the bare view and nothing else."""

from tests.bench.serving.bare import make_application

application = make_application([])
