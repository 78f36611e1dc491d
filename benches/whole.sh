#!/bin/sh
# Whole-process figures with public tools: time(1), ffmpeg. Exits non-zero past a limit.
# Run it on a quiet machine: make bench
set -eu
cd "$(dirname "$0")/.."
frost=./target/release/frost
film=examples/four-minutes-slow.frost
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export FROST_CACHE="$work/cache"
failed=0

# Wall seconds of a command, its CPU seconds, and its peak memory in MB: "wall cpu megabytes".
# Limits of work are in CPU time: what else a machine does then counts for little.
measure() {
  /usr/bin/time -f '%e %U %S %M' -o "$work/time" "$@" >"$work/out" 2>"$work/err" || { cat "$work/err"; exit 1; }
  awk '{ printf "%s %.2f %.0f\n", $1, $2 + $3, $4 / 1024 }' "$work/time"
}

limit() { # name value limit unit
  awk -v n="$1" -v v="$2" -v l="$3" -v u="$4" 'BEGIN { ok = v <= l; printf "%-62s %9.2f %-9s limit %g %s\n", n, v, u, l, ok ? "" : "  PAST THE LIMIT"; exit !ok }' || failed=1
}

front() { # the median of nine runs, in milliseconds
  for _ in 1 2 3 4 5 6 7 8 9; do
    s=$(date +%s%N); "$frost" "$@" >/dev/null 2>&1 || true; e=$(date +%s%N)
    echo $(((e - s) / 10000))
  done | sort -n | awk 'NR == 5 { print $1 / 100 }'
}

# The front end starts in milliseconds because it loads no FFmpeg.
if command -v ldd >/dev/null 2>&1 && ldd "$frost" | grep -q 'libav'; then
  echo "frost loads libav: it must not                                    PAST THE LIMIT"
  failed=1
fi

limit "check, 10,000 lines, process start included" "$(front check benches/long.frost)" 100 ms
limit "check, the two-minute film" "$(front check "$film")" 15 ms

seconds=$("$frost" plan --json "$film" | sed 's/.*"rate":\[\([0-9]*\),\([0-9]*\)\],"frames":\([0-9]*\).*/\1 \2 \3/' | awk '{ print $3 * $2 / $1 }')
frames=$("$frost" plan --json "$film" | sed 's/.*"frames":\([0-9]*\)},"scenes".*/\1/')

# As in src/media/encode/picture.rs.
x264="threads=$(nproc):sync-lookahead=0"
if grep -q avx512f /proc/cpuinfo 2>/dev/null; then x264="$x264:asm=AVX2"; fi

for grain in none fine; do
  sed "s/^  grain .*/  grain    $grain/" "$film" >"$work/film.frost"
  mkdir -p "$work/lib"
  for lib in examples/lib/*.frost; do sed "s/^  grain .*/  grain    $grain/" "$lib" >"$work/lib/$(basename "$lib")"; done
  rm -rf "$FROST_CACHE"
  set -- $(measure "$frost" render "$work/film.frost" -o "$work/film.mp4")
  limit "render from an empty cache, grain $grain" "$1" "$seconds" s
  limit "peak memory of that render, grain $grain" "$3" 450 MB
  # The same film again from a warm cache, against the encoder alone on the very frames that it was given, with the same
  # settings. Decoded frames of the film would not do: what the encoder has smoothed is cheaper to encode again. What
  # reading the frames from a file takes is no part of it.
  set -- $(measure "$frost" render "$work/film.frost" -o "$work/film.mp4")
  warm=$2
  cargo bench --locked --quiet --bench planes -- "$work/film.frost" "$work/raw.yuv"
  raw="-f rawvideo -pix_fmt yuv420p -s 1920x1080 -r 24 -i $work/raw.yuv"
  set -- $(measure ffmpeg -v error $raw -f null -)
  reading=$2
  set -- $(measure ffmpeg -v error -y $raw -c:v libx264 -preset veryfast -crf 20 -g 120 -x264-params "$x264" "$work/alone.mp4")
  rm -f "$work/raw.yuv"
  alone=$(awk -v a="$2" -v r="$reading" 'BEGIN { print a - r }')
  own=$(awk -v a="$warm" -v b="$alone" -v n="$frames" 'BEGIN { print (a - b) * 1000 / n }')
  ratio=$(awk -v a="$warm" -v b="$alone" 'BEGIN { print a / b }')
  if [ "$grain" = none ]; then
    limit "CPU of a render minus that of the encoder alone, grain none" "$own" 4 ms/frame
  else
    printf '%-62s %9.2f ms/frame\n' "CPU of a render minus that of the encoder alone, grain $grain" "$own"
  fi
  limit "CPU of a render over that of the encoder alone, grain $grain" "$ratio" 1.3 times
done

# The film of twelve minutes takes about as long as it lasts: asked for by FLAGSHIP=1.
if [ -n "${FLAGSHIP:-}" ]; then
  rm -rf "$FROST_CACHE"
  set -- $(measure "$frost" render examples/the-tuesday-bag.frost -o "$work/flagship.mp4")
  printf '%-62s %9.2f s\n' "the flagship whole, from an empty cache" "$1"
  limit "peak memory of the flagship" "$3" 450 MB
fi
exit $failed
