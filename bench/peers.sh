# The small decision of bench/peers/problem.py in this project's engine and in ten others, on the same random transfers.
#
#   ./dev bench peers [COUNT [SEED]]        200,000 transfers of seed 1
#
# Peers are fetched from their registries into build/bench/peers and are no part of the product. One that cannot be had is
# named as missing; one that answers differently fails the run. The table goes into docs/scorecards/decide.md.
set -eu
count=${1:-200000}
seed=${2:-1}
rounds=3
here=$PWD/bench/peers
work=$PWD/build/bench/peers
roots=$work/debian
results=$work/results.tsv

say() {
	echo "bench: $*" >&2
}

command -v python3 >/dev/null || {
	say "python3 is needed, to write the problem and for half of the peers"
	exit 2
}
mkdir -p "$work/verdicts" "$work/logs"
rm -f "$work/verdicts"/*
: >"$results"

# A peer's own steps, in a shell of its own; what goes wrong is in its log.
#   peer NAME FUNCTION
peer() {
	say "$1"
	log=$work/logs/$2.log
	if line=$(set -e; cd "$work"; "$2" 2>"$log"); then
		printf '%s\n' "$line" >>"$results"
	else
		say "$1 is not to be had here: see $log"
		printf '%s\t\t\t\tnot to be had in this run\n' "$1" >>"$results"
	fi
}

python_with() { # PACKAGE...
	[ -x venv/bin/python ] || python3 -m venv venv >&2
	venv/bin/pip install --quiet --disable-pip-version-check "$@" >&2
}

debian_with() { # PACKAGE...
	mkdir -p "$roots"
	for package; do
		[ -f "$roots/.$package" ] && continue
		(cd "$roots" && apt-get download "$package" && dpkg-deb -x "$package"_*.deb . && rm "$package"_*.deb) >&2
		: >"$roots/.$package"
	done
}

sqlite_peer() {
	python3 "$here/sql.py" problem verdicts "$rounds" sqlite
}
duckdb_peer() {
	python_with duckdb
	venv/bin/python "$here/sql.py" problem verdicts "$rounds" duckdb
}
clingo_peer() {
	python_with clingo
	venv/bin/python "$here/asp.py" problem verdicts "$rounds"
}
openfisca_peer() {
	python_with OpenFisca-Core numpy
	venv/bin/python "$here/numeric.py" problem verdicts "$rounds"
}
zen_peer() {
	python_with zen-engine
	venv/bin/python "$here/jdm.py" problem verdicts "$rounds"
}
clips_peer() {
	debian_with libclips-dev
	cc -O2 -I"$roots/usr/include" -I"$here/../src" "$here/clips.c" "$here/../src/rows.c" -o clips "$roots/usr/lib/libclips.a" -lm >&2
	./clips "$here/toy/toy.clp" problem verdicts "$rounds"
}
prolog_peer() {
	debian_with swi-prolog-nox swi-prolog-core swi-prolog-core-packages libtcmalloc-minimal4
	LD_LIBRARY_PATH=$(dirname "$(find "$roots/usr/lib" -name libswipl.so.9)") SWI_HOME_DIR=$roots/usr/lib/swi-prolog \
		"$roots/usr/bin/swipl" "$here/toy/toy.pl" problem verdicts "$rounds"
}
opa_peer() {
	mkdir -p opa
	cp "$here/opa/main.go" opa
	[ -f opa/go.sum ] || cp "$here/opa/go.mod" opa
	(cd opa && { [ -f go.sum ] || go get github.com/open-policy-agent/opa/v1/rego; } && go build -o opa .) >&2
	opa/opa "$here/toy/toy.rego" problem verdicts "$rounds"
}
cedar_peer() {
	mkdir -p cedar
	cp -R "$here/cedar/." cedar
	(cd cedar && cargo build --quiet --release) >&2
	CEDAR_VERSION=$(sed -n '/^name = "cedar-policy"$/{n;s/version = "\(.*\)"/\1/p;}' cedar/Cargo.lock) \
		cedar/target/release/peer-cedar "$here/toy/toy.cedar" problem verdicts "$rounds"
}
drools_peer() {
	mkdir -p drools
	cp -R "$here/drools/." drools
	(cd drools && mvn -q -B compile dependency:build-classpath -Dmdep.outputFile=classpath) >&2
	java -cp "drools/target/classes:$(cat drools/classpath)" peers.Main "$here/toy/toy.drl" problem verdicts "$rounds" \
		"$(sed -n 's|.*<drools.version>\(.*\)</.*|\1|p' drools/pom.xml)"
}

ninja -C build --quiet bench/measure-peers >&2
python3 "$here/problem.py" rulebook "$work/problem" "$count" "$seed"
build/exportctl snapshot build --rulebook "$work/problem/rulebook" --out "$work/toy.snapshot" >&2
say "exportctl"
build/bench/measure-peers "$work/toy.snapshot" build/exportctl.snapshot "$work/problem" "$work/verdicts" "$rounds" >>"$results"

peer SQLite sqlite_peer
peer DuckDB duckdb_peer
peer clingo clingo_peer
peer OpenFisca-Core openfisca_peer
peer ZEN zen_peer
peer CLIPS clips_peer
peer SWI-Prolog prolog_peer
peer OPA opa_peer
peer Cedar cedar_peer
peer Drools drools_peer

BENCH_COMMIT=$(git rev-parse --short HEAD 2>/dev/null || echo unknown)
export BENCH_COMMIT
exec python3 "$here/table.py" "$results" "$work/verdicts" docs/scorecards/decide.md "$count" "$seed"
