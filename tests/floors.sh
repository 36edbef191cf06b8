#!/bin/sh
# Proves that includes run downward only: reads every #include "..." below src, and asks the links that the build made.
#
#   floors.sh SOURCE BUILD / base / format text / ...     (as tools/floors.sh)
set -eu
source=$1
build=$2
shift 2

# Prints FILE: INCLUDED for each quoted include of the module $2 in the tree $1 that is not allowed: $3 names the
# modules it may see. A path may not climb, and nothing is included by a bare name but exportctl.h and what the build
# generates in the module: x.h from a grammar x.y, x.inc from a program make_x.c.
offences() {
	generated=$(find "$1/src/$2" -name "*.y" -o -name "make_*.c" 2>/dev/null |
		sed "s|.*/||; s|\.y$|.h|; s|^make_\(.*\)\.c$|\1.inc|" | tr "\n" " ")
	find "$1/src/$2" -type f \( -name '*.c' -o -name '*.h' -o -name '*.y' -o -name '*.re' \) 2>/dev/null | sort |
		while read -r file; do
			awk -v allowed=" $3 " -v generated=" exportctl.h $generated" '
				/^[ \t]*#[ \t]*include[ \t]*"/ {
					split($0, part, "\"")
					path = part[2]
					if (index(generated, " " path " "))
						next
					slash = index(path, "/")
					module = substr(path, 1, slash - 1)
					if (slash == 0 || path ~ /\.\./ || index(allowed, " " module " ") == 0)
						print FILENAME ": " path
				}' "$file"
		done
}

n=0
status=0
report() { # NAME OFFENCES
	n=$((n + 1))
	if [ -z "$2" ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		echo "$2" | sed 's/^/# /'
		status=1
	fi
}

# Calls $1 with MODULE and the modules it may see, floor by floor.
each_module() {
	then=$1
	shift
	floors=0
	for word; do
		[ "$word" != / ] || floors=$((floors + 1))
	done
	floor=0
	below=
	here=
	for word; do
		if [ "$word" = / ]; then
			floor=$((floor + 1))
			below="$below $here"
			here=
			[ "$floor" -lt "$floors" ] || below=
		else
			here="$here $word"
			"$then" "$word" "$word$below"
		fi
	done
}

check_module() {
	report "$1 includes only what lies below" "$(offences "$source" "$1" "$2")"
	wanted=$(printf '%s\n' exportctl.h $2 | sort)
	linked=$(ls "$build/include/$1" | sort)
	if [ "$wanted" = "$linked" ]; then
		report "$1 is given only what lies below" ""
	else
		report "$1 is given only what lies below" "$linked"
	fi
}
each_module check_module "$@"

# The public header stands on nothing of ours.
report "exportctl.h includes nothing of ours" "$(grep -n '#include "' "$source/include/exportctl.h" || :)"

# The check itself must see what it is for.
trial=$build/tap/floors-trial
mkdir -p "$trial/src/low"
printf '#include "low/own.h"\n#include "exportctl.h"\n#include <stdio.h>\n' >"$trial/src/low/good.c"
report "includes from one's own module pass" "$(offences "$trial" low low)"
for bad in high/x.h ../high/x.h low/../../x.h bare.h; do
	printf '#include "%s"\n' "$bad" >"$trial/src/low/bad.c"
	if [ -n "$(offences "$trial" low low)" ]; then
		report "an include of $bad is caught" ""
	else
		report "an include of $bad is caught" "it was not"
	fi
done
rm -rf "$trial"

echo "1..$n"
exit "$status"
