#!/bin/sh
# Releases without a gap. As root, on the server:
#
#   deploy/release.sh NAME     takes releases/NAME into use: checks, migrates, switches, reloads
#   deploy/release.sh --back   goes back to the release before, whose tables still fit
#
# SITE_ROOT (/srv/site) has .env, var/, releases/NAME with a .venv each, and the links `current` and
# `previous`. READY_SECONDS (60) is how long a release may take to answer. MAINTENANCE=yes shows the
# maintenance page while tables change, for migrations that check_migrations refuses.
# docs/deployment.md has the whole procedure.
set -eu
case ${1:-} in
    ""|-h|--help) sed -n '2,10p' "$0"; exit 2 ;;
esac
root=${SITE_ROOT:-/srv/site}
user=${SITE_USER-capacity}
reload_web=${RELOAD_WEB:-systemctl reload site-web}
restart_worker=${RESTART_WORKER:-systemctl --no-block restart site-worker}
# Where gunicorn listens, as .env says
bind=$(set +u; . "$root/.env" && printf '%s' "${BIND:-127.0.0.1:8000}")
address=${READY_ADDRESS:-http://$bind/readyz}
seconds=${READY_SECONDS:-60}
maintenance=$root/var/maintenance

fail() { echo "release.sh: $*" >&2; exit 1; }

# manage RELEASE COMMAND…, as the site's own user
manage() {
    folder=$1; shift
    if [ -n "$user" ] && [ "$(id -un)" != "$user" ]; then
        sudo -u "$user" "$folder/deploy/manage.sh" "$@"
    else
        "$folder/deploy/manage.sh" "$@"
    fi
}

# The name of the release that a link names; empty where there is none
named() { if [ -L "$root/$1" ]; then basename "$(readlink -f "$root/$1")"; fi; }

# link NAME RELEASE, in one step
link() { ln -sfn "releases/$2" "$root/$1.new" && mv -T "$root/$1.new" "$root/$1"; }

# The release that answers and is ready; empty where none is
answering() {
    curl --silent --fail --max-time 5 "$address" | sed -n 's/.*"release": "\([^"]*\)".*/\1/p'
}

# The release that answers three times in a row, a second apart: that of the master in charge
in_charge() {
    last= times=0
    while [ "$times" -lt 3 ]; do
        sleep 1
        now=$(answering)
        if [ "$now" = "$last" ]; then times=$((times + 1)); else times=1; fi
        last=$now
    done
    printf '%s' "$last"
}

# Reloads until the release answers, for some seconds: gunicorn ignores the signal while the master
# before it still finishes, and while a new one starts
reload_into() {
    left=$seconds
    $reload_web || return 1
    until [ "$(answering)" = "$1" ]; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || return 1
        sleep 1
        if [ $((left % 5)) -eq 0 ]; then $reload_web || true; fi
    done
}

# take RELEASE FORMER: the link, then gunicorn, which hands its socket on to the new release.
# Fails where that does not answer and FORMER goes on.
take() {
    link current "$1"
    if reload_into "$1"; then return 0; fi
    # Its master, should it still be starting, sees that the link is not its own, and ends.
    link current "$2"
    case $(in_charge) in
        # It took the place of the former one a moment before: it stays.
        "$1") link current "$1" ;;
        "$2") return 1 ;;
        # It did, and is not ready: the former one takes its place again.
        *) reload_into "$2"; return 1 ;;
    esac
}

go_back() {
    former=$(named previous)
    [ -n "$former" ] || fail "there is no release before this one"
    given_up=$(named current)
    take "$former" "$given_up" || fail "$former does not answer either: journalctl -u site-web"
    link previous "$given_up"
    manage "$root/releases/$former" migrate --no-input --verbosity 0
    $restart_worker
    echo "In use: $former"
}

prepare() {
    folder=$root/releases/$1
    [ -x "$folder/.venv/bin/python" ] || fail "$folder has no .venv with the packages"
    ln -sfn ../../.env "$folder/.env"
    ln -sfn ../../var "$folder/var"
    # The site's own user can write neither: it would compile the code at each start.
    (cd "$folder" && .venv/bin/python -m compileall -q site home capacity conference)
    (cd "$folder" && .venv/bin/python manage.py compile_catalogues >/dev/null)
    # Checks, static files, nginx's error pages
    if [ "${MAINTENANCE:-no}" = yes ]; then set -- --in-maintenance; else set --; fi
    manage "$folder" prepare_release "$@"
}

if [ "$1" = --back ]; then go_back; exit 0; fi
name=$1
[ -d "$root/releases/$name" ] || fail "there is no $root/releases/$name"
prepare "$name"
if [ "${MAINTENANCE:-no}" = yes ]; then
    touch "$maintenance"
    trap 'rm -f "$maintenance"' EXIT
fi
manage "$root/releases/$name" migrate --no-input --verbosity 0
former=$(named current)
if [ -z "$former" ]; then
    link current "$name"
    echo "In place: $name; now start the services"
    exit 0
fi
take "$name" "$former" || fail "$name does not answer: $former goes on"
if [ "$former" != "$name" ]; then link previous "$former"; fi
# What the former release drew since the migration is not kept: `migrate` begins a new generation.
manage "$root/releases/$name" migrate --no-input --verbosity 0
$restart_worker
echo "In use: $name"
