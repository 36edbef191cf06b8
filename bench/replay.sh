# Ten million past transfers under two books, from columns and from CSV.  replay.sh [ROWS]
set -eu
ninja -C build --quiet bench/measure-replay >&2
BENCH_BUILD=build BENCH_COMMIT=$(git rev-parse --short HEAD 2>/dev/null || echo unknown)
export BENCH_BUILD BENCH_COMMIT
exec build/bench/measure-replay build/exportctl.snapshot demo/proposal "$@"
