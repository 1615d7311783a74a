#!/usr/bin/env bash
# interrupt-when CONDITION COMMAND...: runs COMMAND, sends it SIGINT once CONDITION (a line of bash) holds, ends with its status.
set -m # a background job of its own group takes SIGINT as one in the foreground does
condition=$1
shift
"$@" &
pid=$!
until eval "$condition" || ! kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
kill -INT "$pid"
wait "$pid"
