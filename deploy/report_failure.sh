#!/bin/sh
# Tells the operators that a systemd unit has failed: report_failure.sh UNIT
# By manage.py; where the site itself is what is broken, by the server's own sendmail, if it has one.
# The environment is that of site-failure@.service.
set -u
unit=$1
cd "$(dirname "$0")/.."
lines=$(journalctl --unit "$unit" --lines 30 --output cat --no-pager 2>/dev/null)
if printf '%s\n' "$lines" | .venv/bin/python manage.py report_failure "$unit"; then
    exit 0
fi
recipients=$(printf '%s' "${OPERATOR_EMAILS:-}" | tr ',' ' ')
if [ -n "$recipients" ] && command -v sendmail >/dev/null; then
    # shellcheck disable=SC2086 -- one argument for each recipient
    printf 'Subject: %s failed on %s\n\n%s\n' "$unit" "$(hostname)" "$lines" | sendmail $recipients && exit 0
fi
echo "$unit failed, and nobody could be told." >&2
exit 1
