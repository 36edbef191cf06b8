#!/bin/sh
# Makes BUILD/include/MODULE for every module: links to the module, to each module on a lower floor, and to exportctl.h.
# The last floor are the hosts: they see themselves and exportctl.h.
#
#   floors.sh SOURCE BUILD / base / format text / ...     (each floor opens with a slash, lowest first)
set -eu

source=$1
build=$2
shift 2

floors=0
for word; do
	[ "$word" = / ] && floors=$((floors + 1))
done

rm -rf "$build/include"
floor=0
below=
here=
for word; do
	if [ "$word" = / ]; then
		floor=$((floor + 1))
		below="$below $here"
		here=
		[ "$floor" -lt "$floors" ] || below=
		continue
	fi
	here="$here $word"
	mkdir -p "$build/include/$word"
	ln -s "$source/include/exportctl.h" "$build/include/$word/exportctl.h"
	for module in $word $below; do
		ln -s "$source/src/$module" "$build/include/$word/$module"
	done
done
