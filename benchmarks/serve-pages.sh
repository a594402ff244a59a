#!/bin/sh
# How long the live view's pages take, the first request of each and the worst of twenty more, while runs use every core.
# usage: benchmarks/serve-pages.sh PROGRAM…   (what starts dcepsim, such as: dotnet run -c Release --no-build --project src/DcepSim.Cli --)
set -eu
here=$(mktemp -d); trap 'kill $server 2>/dev/null; rm -rf "$here"' EXIT
"$@" serve --port 0 --dir "$here/results" --works 2 > "$here/address" 2> "$here/log" & server=$!
while ! grep -q http "$here/address"; do kill -0 $server; sleep 0.1; done
at=$(cat "$here/address"); at=${at%/}
get() { curl -s -o /dev/null -b "$here/jar" -c "$here/jar" -w '%{time_total}\n' "$at$1"; }
start() {
  token=$(curl -s -b "$here/jar" -c "$here/jar" "$at/scenarios/shenzhen-luohu-2020" | sed -n 's/.*name="form-token" value="\([^"]*\)".*/\1/p' | head -1)
  curl -s -o /dev/null -w '%{redirect_url}\n' -b "$here/jar" -c "$here/jar" --data-urlencode "form-token=$token" --data "runs=2000&seed=$1" "$at/scenarios/shenzhen-luohu-2020/runs"
}
start 1 > /dev/null; start 2 > /dev/null
sleep 3
echo "page first worst-of-20 (seconds); load $(cut -d' ' -f1 /proc/loadavg)"
for page in / /scenarios/suzhou-double12-2020 /works/1 /bench /compare /health /assets/app.css; do
  first=$(get $page); worst=$(for again in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do get $page; done | sort -n | tail -1)
  echo "$page $first $worst"
done
