#!/bin/sh
# The READMEs' tables of the law are what the program says now:  coverage.sh PROGRAM SOURCE SCRATCH
set -eu
program=$1
source=$2
scratch=$3
rm -rf "$scratch"
mkdir -p "$scratch"
cp -R "$source/tools" "$source/README.md" "$source/README.ja.md" "$source/README.zh.md" "$scratch"
sh "$scratch/tools/coverage.sh" "$program" "$scratch"
n=0
status=0
echo 1..3
for file in README.md README.ja.md README.zh.md; do
	n=$((n + 1))
	rows=$(sed -n '/^<!-- coverage: /,/^<!-- end of coverage -->/p' "$source/$file" | wc -l)
	if cmp -s "$source/$file" "$scratch/$file" && [ "$rows" -gt 10 ]; then
		echo "ok $n - $file has the table of the law as the program tells it"
	else
		echo "not ok $n - $file has the table of the law as the program tells it"
		echo "# mend it with: sh tools/coverage.sh build/exportctl ."
		diff "$source/$file" "$scratch/$file" | sed 's/^/# /' | cut -c1-200
		status=1
	fi
done
exit "$status"
