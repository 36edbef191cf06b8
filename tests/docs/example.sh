#!/bin/sh
# The example of the documentation gives the program's own answer, and is short:  example.sh EXAMPLE PROGRAM SNAPSHOT SOURCE
set -eu
example=$1
program=$2
snapshot=$3
source=$4
n=0
status=0
export EXPORTCTL_TODAY=2026-11-23

is() { # NAME GOT WANTED
	n=$((n + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		printf '# got:    %s\n# wanted: %s\n' "$2" "$3"
		status=1
	fi
}

# Prints what EXAMPLE wrote and, behind it, its exit code.
run() { # SNAPSHOT TRANSFER DAY
	code=0
	"$example" "$@" 2>&1 || code=$?
	echo "exit $code"
}

echo 1..5
for name in etcher clean; do
	code=0
	answer=$("$program" check "$source/demo/transfers/$name.json" --snapshot "$snapshot" --no-store --accept-excerpts -o json) || code=$?
	id=$(expr "$answer" : '{"id":"\(D-[A-Z2-7]*\)"')
	verdict=$(expr "$answer" : '{[^{]*"verdict":"\([a-z-]*\)"')
	is "the example says of $name what the program says" "$(run "$snapshot" "$source/demo/transfers/$name.json" 2026-11-23)" \
		"$id $verdict
exit 0"
done
case $(run "$snapshot" "$source/demo/items.csv" 2026-11-23) in
*'not valid JSON'*'exit 3') is 'it tells bad input' told told ;;
*) is 'it tells bad input' 'something else' told ;;
esac
case $(run "$source/demo/items.csv" "$source/demo/transfers/clean.json" 2026-11-23) in
*'not a snapshot'*'exit 3') is 'it tells a snapshot that is none' told told ;;
*) is 'it tells a snapshot that is none' 'something else' told ;;
esac
lines=$(wc -l <"$source/docs/example.c")
is 'it has about 30 lines' "$([ "$lines" -le 35 ] && echo yes || echo "$lines")" yes
exit "$status"
