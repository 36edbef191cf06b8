# One real slice of the law (bench/oracle/slice.py says which) in this project's engine, in DuckDB and in clingo, each from the
# book's own tables: the same verdict, grounds and exceptions on every random transfer, or the run fails.
#
#   ./dev bench oracle [COUNT [SEED]]       1,000,000 transfers of seed 1
#
# DuckDB and clingo are fetched from PyPI into build/bench and are no part of the product.
set -eu
count=${1:-1000000}
seed=${2:-1}
here=$PWD/bench/oracle
work=$PWD/build/bench/oracle
python=$PWD/build/bench/peers/venv/bin/python

say() {
	echo "bench: $*" >&2
}

# Shows where an engine's answers part from ours, with the transfer.
parted() { # NAME
	paste "$work/transfers.tsv" "$work/exportctl" "$work/$1" | awk -F '\t' -v name="$1" '
		$7 != $10 || $8 != $11 || $9 != $12 {
			if (n++ < 5)
				printf "transfer: %s %s %s %s %s %s\n  exportctl: %s | %s | %s\n  %s: %s | %s | %s\n", \
					$1, $2, $3, $4, $5, $6, $7, $8, $9, name, $10, $11, $12
		}
		END { print n + 0 " of " NR " transfers are not answered as " name " answers them" }'
}

mkdir -p "$work" build/bench/peers
if [ ! -x "$python" ] && ! python3 -m venv build/bench/peers/venv >&2; then
	say "python3 with venv is needed"
	exit 2
fi
"$python" -m pip install --quiet --disable-pip-version-check duckdb clingo >&2 || {
	say "DuckDB and clingo are not to be had here"
	exit 2
}
ninja -C build --quiet bench/measure-oracle >&2
python3 "$here/slice.py" rulebook "$work" "$count" "$seed"
{
	build/bench/measure-oracle build/exportctl.snapshot "$work"
	"$python" "$here/sql_oracle.py" rulebook "$work"
	"$python" "$here/asp_oracle.py" rulebook "$work"
} >"$work/times.tsv"
status=0
for name in duckdb clingo; do
	cmp -s "$work/exportctl" "$work/$name" || {
		parted "$name" >&2
		status=1
	}
done
[ "$status" -eq 0 ] || exit 1
BENCH_COMMIT=$(git rev-parse --short HEAD 2>/dev/null || echo unknown)
export BENCH_COMMIT
exec python3 "$here/table.py" "$work" docs/scorecards/decide.md "$seed"
