#!/bin/sh
# Runs a test program and keeps its TAP output for the count at the end:  tap.sh RESULT PROGRAM [ARGUMENT...]
# A skip that cmocka writes as "not ok" becomes "ok": that is how TAP says it.
result=$1
shift
mkdir -p "${result%/*}"
echo "# begun" >"$result"

status=0
CMOCKA_MESSAGE_OUTPUT=TAP "$@" >"$result.raw" || status=$?
{
	sed 's/^not ok \([0-9][0-9]*\) # SKIP/ok \1 # SKIP/' "$result.raw"
	echo "# exit $status"
} >"$result"
rm -f "$result.raw"
cat "$result"
exit "$status"
