# The site, for servers that run containers. compose.yaml starts it with everything it needs.
# docs/deployment.md says which variables it reads.

# --- Packages, with what installing them needs ------------------------------------------------
FROM python:3.11-slim-trixie AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements.txt requirements-extras.txt ./
RUN /venv/bin/pip install -r requirements-extras.txt

# --- What runs ----------------------------------------------------------------------------------
FROM python:3.11-slim-trixie
# Pango and fonts for PDFs; PostgreSQL's own programs for backups.
RUN apt-get update \
  && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 \
    libharfbuzz-subset0 fonts-noto-core postgresql-client \
  && rm -rf /var/lib/apt/lists/* \
  && groupadd --gid 10001 capacity \
  && useradd --uid 10001 --gid capacity --no-create-home --home-dir /tmp capacity \
  && install -d -o capacity -g capacity /app/var
WORKDIR /app
COPY --from=build /venv /venv
COPY manage.py gunicorn.conf.py ./
COPY data data
COPY docs/guide docs/guide
COPY locale locale
COPY templates templates
COPY site site
COPY home home
COPY capacity capacity
COPY conference conference
ENV PATH=/venv/bin:$PATH \
  PYTHONUNBUFFERED=1 \
  DJANGO_SETTINGS_MODULE=config.settings.production \
  BIND=0.0.0.0:8000 \
  STATIC_ROOT=/app/static
# Both belong to the release. The values are of no use to anybody, and are not kept in the image.
RUN python manage.py compile_catalogues \
  && SECRET_KEY=$(python -c "import secrets; print(secrets.token_urlsafe(64))") \
    ALLOWED_HOSTS=build.invalid PUBLIC_BASE_URL=https://build.invalid SEND_MAIL=false \
    python manage.py collectstatic --no-input
USER capacity
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=6s --start-period=60s --retries=3 \
  CMD ["python", "site/ops/container_healthcheck.py", "/healthz"]
CMD ["gunicorn"]
