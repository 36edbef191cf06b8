# One answer from a cold start, and a batch: figures of the release program on the demo's snapshot and shipments.
set -eu
ninja -C build --quiet bench/measure-decide bench/measure-sweep >&2
BENCH_BUILD=build BENCH_COMMIT=$(git rev-parse --short HEAD 2>/dev/null || echo unknown)
export BENCH_BUILD BENCH_COMMIT
build/bench/measure-decide build/exportctl build/exportctl.snapshot demo/transfers/etcher.json demo/shipments.csv
exec build/bench/measure-sweep build/exportctl.snapshot
