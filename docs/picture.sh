#!/bin/sh
# Draws docs/images/etcher.svg, the terminal picture of the README, from what the program prints.
#
#   docs/picture.sh [PROGRAM]      PROGRAM: build/exportctl
#
# Every word of the picture is the program's own. Whole paragraphs are left out to keep it short, and a line of dots
# stands where they were. The day is fixed, so that the picture changes only when the program or the law does.
set -eu
cd "$(dirname "$0")/.."

program=${1:-build/exportctl}
picture=docs/images/etcher.svg
question='check demo/transfers/etcher.json --brief --accept-excerpts'
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

unset NO_COLOR
status=0
# shellcheck disable=SC2086 # the question's words are meant to split
EXPORTCTL_TODAY=2026-11-23 "$program" $question --store none --colour always --width 100 >"$scratch/answer" || status=$?
if [ "$status" -ne 1 ]; then
	echo "picture: the answer ended with $status, where 1 (a person must act) was expected" >&2
	exit 1
fi

# Paragraphs are parted by empty lines; those that are left out leave one line of dots behind.
{
	echo "\$ exportctl $question"
	awk 'BEGIN { RS = ""; FS = "\n" }
		/^US OFAC/ || /^Names that/ || /^Not subject/ || $2 ~ /security approvals/ { if (!cut) print "⋮\n"; cut = 1; next }
		{ print $0 "\n"; cut = 0 }' "$scratch/answer"
} | sed -e '$d' >"$scratch/lines"

mkdir -p docs/images
awk -v escape="$(printf '\033')" '
	function quoted(s) {
		gsub(/&/, "\\&amp;", s)
		gsub(/</, "\\&lt;", s)
		gsub(/>/, "\\&gt;", s)
		return s
	}
	# One span for each run of text between two colour codes.
	function spans(line,   parts, n, i, end, code, class, out) {
		n = split(line, parts, escape "\\[")
		out = quoted(parts[1])
		for (i = 2; i <= n; i++) {
			end = index(parts[i], "m")
			code = substr(parts[i], 1, end - 1)
			class = code in classes ? classes[code] : ""
			parts[i] = quoted(substr(parts[i], end + 1))
			if (parts[i] != "")
				out = out (class == "" ? parts[i] : "<tspan class=\"" class "\">" parts[i] "</tspan>")
		}
		return out
	}
	BEGIN {
		classes["1;31"] = "bad"
		classes["1;32"] = "good"
		classes["1;33"] = "ask"
		classes["1"] = "bold"
		classes["2"] = "dim"
	}
	{ lines[NR] = $0 }
	END {
		height = 18 * NR + 62
		printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"840\" height=\"%d\" viewBox=\"0 0 840 %d\" role=\"img\">\n",
			height, height
		print "<title>exportctl answers for a plasma etcher and spares that go from Yokohama to China</title>"
		print "<style>"
		print "text { font: 13px ui-monospace, \"DejaVu Sans Mono\", Menlo, Consolas, monospace; fill: #d7dce2 }"
		print ".bad { fill: #ff7b72; font-weight: bold }"
		print ".ask { fill: #e3b341; font-weight: bold }"
		print ".good { fill: #7ee787; font-weight: bold }"
		print ".bold { font-weight: bold }"
		print ".dim { fill: #8b949e }"
		print "</style>"
		printf "<rect width=\"840\" height=\"%d\" rx=\"8\" fill=\"#1b1f24\"/>\n", height
		print "<g fill=\"#4a525c\"><circle cx=\"22\" cy=\"20\" r=\"6\"/><circle cx=\"42\" cy=\"20\" r=\"6\"/>" \
			"<circle cx=\"62\" cy=\"20\" r=\"6\"/></g>"
		for (i = 1; i <= NR; i++)
			if (lines[i] != "")
				printf "<text x=\"22\" y=\"%d\" xml:space=\"preserve\"%s>%s</text>\n", 40 + 18 * i,
					lines[i] == "⋮" || i == 1 ? " class=\"dim\"" : "", spans(lines[i])
		print "</svg>"
	}' "$scratch/lines" >"$scratch/picture"
mv "$scratch/picture" "$picture"
echo "$picture"
