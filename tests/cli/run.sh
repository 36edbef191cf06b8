#!/bin/sh
# Runs the transcripts (*.t) against the built program and prints TAP.
#
#   run.sh PROGRAM SOURCE SCRATCH [TRANSCRIPT...]
#
# A transcript is a session, shown with all that came out:
#
#   # What this shows                     a comment; the last one names the case
#   ? groff                               skip the case where this command is missing
#   $ exportctl chekc                     a command for sh; "> " continues it
#   | text                                a line on stdout
#   ! exportctl: there is no ...          a line on stderr
#   = 2                                   the exit code, where it is not 0
#
# "[..]" in a line stands for any text, and a line of "..." for any number of lines. All cases of a transcript run in one
# empty folder, with an empty home, on 2026-11-23. $DEMO is the demo's folder,
# $CASES that of the worked stories. Run by hand with ACCEPT=1, the script
# rewrites the transcripts with what came out, for a reader to judge.
set -eu
program=$1
source=$2
scratch=$3
shift 3
[ $# -gt 0 ] || set -- "$source"/tests/cli/*.t

rm -rf "$scratch"
mkdir -p "$scratch/bin"
ln -s "$program" "$scratch/bin/exportctl"
scratch=$(cd "$scratch" && pwd)
path=$scratch/bin:$PATH
shell=$(command -v sh)
n=0
status=0

# Cuts a transcript into files: 1.cmd, 1.out, 1.err, 1.code, 1.name, 1.needs and so on. Prints how many.
cut_cases() { # TRANSCRIPT FOLDER
	awk -v folder="$2" '
		function put(kind, text) { print text >(folder "/" n "." kind) }
		{ mark = substr($0, 1, 1); text = substr($0, 3) }
		mark == "#" { name = text }
		mark == "?" { needs = text }
		mark == "$" {
			n++
			put("cmd", text)
			put("name", name == "" ? text : name)
			put("needs", needs)
			name = needs = ""
		}
		mark == ">" { put("cmd", text) }
		mark == "|" { put("out", text) }
		mark == "!" { put("err", text) }
		mark == "=" { put("code", text) }
		mark != "" && index("#?$>|!=", mark) == 0 { print "not a transcript: " $0 >"/dev/stderr"; exit 1 }
		END { print n + 0 }' "$1"
}

# Prints nothing when the lines of GOT are those EXPECTED.
differences() { # EXPECTED GOT WHAT
	awk -v what="$3" '
		function line_fits(pattern, line,    at, piece) {
			if ((at = index(pattern, "[..]")) == 0)
				return pattern == line
			if (substr(line, 1, at - 1) != substr(pattern, 1, at - 1))
				return 0
			pattern = substr(pattern, at + 4)
			line = substr(line, at)
			while ((at = index(pattern, "[..]")) > 0) {
				piece = substr(pattern, 1, at - 1)
				pattern = substr(pattern, at + 4)
				at = piece == "" ? 1 : index(line, piece)
				if (at == 0)
					return 0
				line = substr(line, at + length(piece))
			}
			return length(line) >= length(pattern) && substr(line, length(line) - length(pattern) + 1) == pattern
		}
		function fits(i, j) {
			for (; i <= expected; i++) {
				if (want[i] == "...") {
					for (; j <= got + 1; j++)
						if (fits(i + 1, j))
							return 1
					return 0
				}
				if (j > got || !line_fits(want[i], line[j++]))
					return 0
			}
			return j == got + 1
		}
		FILENAME == ARGV[1] { want[++expected] = $0 }
		FILENAME == ARGV[2] { line[++got] = $0 }
		END {
			if (fits(1, 1))
				exit
			for (i = 1; i <= expected; i++)
				print "# " what " wanted: " want[i]
			for (i = 1; i <= got; i++)
				print "# " what " got:    " line[i]
		}' "$1" "$2"
}

run_case() { # FOLDER CASE
	code=0
	(
		cd "$1/work"
		env -i PATH="$path" HOME="$1/home" LC_ALL=C.UTF-8 EXPORTCTL_TODAY=2026-11-23 \
			DEMO="$source/demo" CASES="$source/docs/cases" \
			ASAN_OPTIONS="${ASAN_OPTIONS:-}" UBSAN_OPTIONS="${UBSAN_OPTIONS:-}" \
			"$shell" "$1/$2.cmd" >"$1/$2.got.out" 2>"$1/$2.got.err" </dev/null
	) || code=$?
	echo "$code" >"$1/$2.got.code"
}

judge() { # FOLDER CASE TRANSCRIPT
	n=$((n + 1))
	name="$(basename "$3" .t): $(cat "$1/$2.name")"
	tool=$(cat "$1/$2.needs")
	if [ -n "$tool" ] && ! command -v "$tool" >/dev/null; then
		echo "ok $n # SKIP $name: there is no $tool"
		return
	fi
	run_case "$1" "$2"
	[ -f "$1/$2.code" ] || echo 0 >"$1/$2.code"
	touch "$1/$2.out" "$1/$2.err"
	found=$(
		differences "$1/$2.code" "$1/$2.got.code" "exit code"
		differences "$1/$2.out" "$1/$2.got.out" stdout
		differences "$1/$2.err" "$1/$2.got.err" stderr
	)
	if [ -z "$found" ]; then
		echo "ok $n - $name"
	else
		echo "not ok $n - $name"
		printf '%s\n' "$found"
		status=1
	fi
}

# The transcript with what came out in place of what was wanted.
rewrite() { # TRANSCRIPT FOLDER
	awk -v folder="$2" '
		function dump(kind, mark,    file, text) {
			file = folder "/" n ".got." kind
			while ((getline text <file) > 0)
				if (kind != "code" || text != "0")
					print mark (text == "" ? "" : " " text)
			close(file)
		}
		function flush() {
			if (open) {
				dump("out", "|")
				dump("err", "!")
				dump("code", "=")
			}
			open = 0
		}
		{ mark = substr($0, 1, 1) }
		index("|!=", mark) && mark != "" { next }
		mark != ">" { flush() }
		{ print }
		mark == "$" { n++; open = 1 }
		END { flush() }' "$1"
}

for transcript; do
	folder=$scratch/$(basename "$transcript" .t)
	mkdir -p "$folder/work" "$folder/home"
	cases=$(cut_cases "$transcript" "$folder")
	i=0
	while [ "$i" -lt "$cases" ]; do
		i=$((i + 1))
		judge "$folder" "$i" "$transcript"
	done
	if [ "${ACCEPT:-}" = 1 ]; then
		rewrite "$transcript" "$folder" >"$folder/accepted"
		cp "$folder/accepted" "$transcript"
	fi
done
echo "1..$n"
exit "$status"
