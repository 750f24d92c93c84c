#!/bin/sh
[ -f /etc/nginx/conf.d/default.conf ] || echo "10-check.sh: /etc/nginx/conf.d/default.conf is not there" >&2
