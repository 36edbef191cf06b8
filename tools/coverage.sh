#!/bin/sh
# Writes the table of the law into the READMEs, between its two marks:  coverage.sh PROGRAM SOURCE
set -eu
program=$1
source=$2
export EXPORTCTL_TODAY=2026-11-27 # the day on which rules count as unverified
table=$(mktemp)
trap 'rm -f "$table" "$table.new"' EXIT
for file in README.md README.ja.md README.zh.md; do
	language=${file#README.}
	language=${language%.md}
	[ "$language" != md ] || language=en
	"$program" rules show --coverage -o csv | awk -v language="$language" -f "$source/tools/coverage.awk" >"$table"
	awk -v table="$table" '
		/^<!-- coverage: / { print; while ((getline row <table) > 0) print row; skip = 1 }
		/^<!-- end of coverage -->/ { skip = 0 }
		!skip' "$source/$file" >"$table.new"
	cat "$table.new" >"$source/$file"
done
