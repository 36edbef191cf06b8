#include "cli/command.h"

#include "cli/message.h"
#include "cli/text.h"

#include <stdio.h>
#include <string.h>

#define EXAMPLES(...) (const example[]) { __VA_ARGS__, { NULL, NULL } }
#define NO_EXAMPLES (const example[]) { { NULL, NULL } }

#define OPTIONS_CHECK                                                                                                  \
	(HAS(AS_OF) | HAS(KNOWN) | HAS(GOV) | HAS(OUTPUT) | HAS(BRIEF) | HAS(ACCEPT_EXCERPTS) | HAS(NO_STORE) | \
		HAS(DETAILED_EXITCODE) | HAS(PROGRESS) | HAS(RECEIPT) | HAS(KEY))
#define OPTIONS_SCREEN                                                                                                 \
	(HAS(FILE) | HAS(COUNTRY) | HAS(KIND) | HAS(ADDRESS) | HAS(EXHAUSTIVE) | HAS(OUTPUT) | HAS(PROGRESS))

/* In the order in which help shows them: what is asked most comes first. */
const command commands[] = {
	{ "check", "FILE", 1, 1, true, OPTIONS_CHECK, "what every government says of a transfer, or of a batch",
		"FILE is one transfer as a JSON object, or a batch: CSV whose columns are the dotted paths of a "
		"transfer, or NDJSON. Which of them it is shows from its content; - is stdin.\n\n"
		"The answer names the worst verdict, then each government's with its grounds, exceptions and what is "
		"missing. It is kept in the store, where \"why\" finds it. A batch gives a line for each transfer, and "
		"on stderr a summary, every row that cannot be read, and the columns that nobody understood.",
		EXAMPLES({ "exportctl check demo/transfers/etcher.json", "one transfer" },
			{ "exportctl check order.json --as-of 2026-03-01 --gov us,jp",
				"under the law of another day, of two governments" },
			{ "exportctl check - -o json <order.json | jq -e '.verdict == \"clear\"'", "in a script" },
			{ "exportctl check shipments.csv -o csv >answers.csv", "a year of shipments" }),
		cmd_check },
	{ "why", "ID", 1, 1, false, HAS(OUTPUT) | HAS(BRIEF) | HAS(DETAILED_EXITCODE), "an answer that was kept, with its reasons",
		"ID is a decision's, or enough of its beginning to tell it from the others. It ends with the exit code "
		"that \"check\" ended with.",
		EXAMPLES({ "exportctl why D-7F3AQX", "the decision whose id begins so" }), cmd_why },
	{ "screen", "NAME | -f FILE", 0, 1, false, OPTIONS_SCREEN, "a name, or a file of names, against every list",
		"Shows each entry that the name may be, how strong the likeness is, and what it rests on. Exits with 1 "
		"where a hit is medium or strong, and with 3 where the search was not complete. Country, kind and "
		"address on the command line hold for every row of a file that does not say its own.",
		EXAMPLES({ "exportctl screen \"Hoshino Silicon Industry GmbH\" --country DE", "one name" },
			{ "exportctl screen -f demo/customers.csv -o ndjson >hits.ndjson", "every customer" }),
		cmd_screen },
	{ "coverage", "FILE", 1, 1, true, HAS(GOV) | HAS(AS_OF) | HAS(OUTPUT), "which government controls which item",
		"FILE is CSV with the columns item, title and a code for each government: codes.US, codes.JP and so "
		"on. An empty cell is a code that nobody has determined; \"none\" was classified and is not listed.",
		EXAMPLES({ "exportctl coverage demo/items.csv --gov us,jp,nl", "three governments side by side" }),
		cmd_coverage },
	{ "replay", "FILE", 1, 1, true,
		HAS(BEFORE) | HAS(AFTER) | HAS(AS_OF) | HAS(KNOWN) | HAS(GOV) | HAS(ACCEPT_EXCERPTS) | HAS(OUTPUT) | HAS(PROGRESS),
		"what a change of the rules does to transfers of the past",
		"FILE is CSV as for \"check\". Every transfer is answered under two books, and what differs is shown: verdicts "
		"before and after for each government, grounds gained and lost, the value at stake, the customers and HS codes "
		"concerned, and the transfers of which nobody can tell because a fact that the new rule needs was not recorded.\n\n"
		"A book is a snapshot, or a folder with only the files that change: they are laid over the rulebook in use. "
		"Nothing is kept.",
		EXAMPLES({ "exportctl replay --after demo/proposal demo/shipments.csv", "a proposed rule, on a year of shipments" },
			{ "exportctl replay --before old.snapshot --after new.snapshot trade.csv -o json", "two books as they were" }),
		cmd_replay },
	{ "flows", "", 0, 0, false, HAS(BY) | HAS(FROM) | HAS(UNTIL) | HAS(OUTPUT), "who sends what to whom, over the answers kept",
		"Sums the decisions in the store. Each line of a transfer counts once, by the newest decision of its transfer: "
		"transfers are one where their ids are, or without an id where they are the same document. Values are summed "
		"currency by currency; nothing is converted.",
		EXAMPLES({ "exportctl flows", "every exporter, item, end user, route and verdict" },
			{ "exportctl flows --by end-user,verdict --from 2026-01-01 -o csv", "a year's end users, for a spreadsheet" }),
		cmd_flows },
	{ "rules show", "NAME | --coverage", 0, 1, false, HAS(COVERAGE) | HAS(GOV) | HAS(OUTPUT), "a rule as it stands in the book",
		"Its words, its source, the days it applies from and to, and its status today.\n\n"
		"With --coverage instead of a name: the outline of each government's law, part by part. A part is in the book in full, "
		"in part (then with what is left out) or not at all; beside it stand the rules that cite it, the rows of tables drawn "
		"from it, the examples of those rules, how many are unverified today, and the day of the text. Exits with 1 where the "
		"outline and the book disagree.",
		EXAMPLES({ "exportctl rules show jp.list", "the rule that a decision named" },
			{ "exportctl rules show --coverage --gov jp", "how much of Japan's law is in the book" }),
		cmd_rules_show },
	{ "rules list", "", 0, 0, false, HAS(OUTPUT), "the rules there are", "", NO_EXAMPLES, cmd_rules_list },
	{ "rules test", "[FILTER]", 0, 1, false, HAS(OUTPUT), "run the examples of the rulebook",
		"With FILTER, only those whose name contains it. Exits with 1 when one fails.", NO_EXAMPLES,
		cmd_rules_test },
	{ "rules coverage", "", 0, 0, false, HAS(OUTPUT), "how far the examples reach into the rulebook",
		"A block is matched where one of its clauses holds for sure in some example; a rule is decisive where without it an "
		"answer would be milder; a condition is shown where it alone keeps a clause from holding. Exits with 1 when a block "
		"is matched by no example.",
		NO_EXAMPLES, cmd_rules_coverage },
	{ "rules verify", "", 0, 0, false, HAS(TEXT) | HAS(OUTPUT), "which sections of the law changed since the book was written",
		"Compares official texts that you have downloaded, the XML of the eCFR (ecfr.gov) or of Japan's e-Gov law search, with the "
		"hashes of the text that the book was written against, section by section. Under each section that changed stand the "
		"rules that cite it. White space, markup, headings and editorial notes do not count. Sections are also missing (not in "
		"the folder) or unknown (the book has no hash of them). Exits with 1 when one has changed.",
		EXAMPLES({ "exportctl rules verify --text downloads", "after a new edition of the law" }), cmd_rules_verify },
	{ "rules mutate", "[FOLDER]", 0, 1, false, HAS(OUTPUT), "conditions that no example notices the loss of",
		"Takes the conditions of the book out one by one and runs the examples: a loss is noticed where one no longer holds. "
		"With FOLDER, only those of files whose path starts so (us/740). Exits with 1 when less than 95 of 100 are noticed.",
		EXAMPLES({ "exportctl rules mutate jp", "what examples the Japanese rules still lack" }), cmd_rules_mutate },
	{ "rules lint", "[FOLDER]", 0, 1, true, HAS(OUTPUT), "what the rulebook says in vain, twice, or against itself",
		"Conditions that nothing can meet, rules that say nothing new or never decide, targets and lists that there are not, "
		"rows and codes that nothing asks for, days without a version, slips of the law's own text. A finding that a transfer "
		"can show comes with one, ready to paste as an example. With FOLDER, its files are laid over the rulebook in use. "
		"Findings that the rulebook accepts with a reason come last. Exits with 1 when one is not accepted.",
		EXAMPLES({ "exportctl rules lint demo/proposal", "a proposed rule, before it is filed" }), cmd_rules_lint },
	{ "log key", "NAME", 1, 1, false, HAS(OUT), "make a key that signs receipts",
		"NAME is who signs, such as aozora.example/exports. The half that signs is written to --out, for its owner "
		"alone; the line that checks is printed, to be given to whoever will check.",
		EXAMPLES({ "exportctl log key aozora.example/exports --out signing.key >checking.key", "both halves" }),
		cmd_log_key },
	{ "log verify", "FILE", 1, 1, true, HAS(KEY), "check a receipt, offline",
		"Checks the signature of a receipt with the key that --key names, and asks the question in it again: with "
		"the same snapshot the answer must be the same to the byte. That snapshot is looked for by its hash: the one "
		"in use, current.snapshot, those kept by \"check --receipt\", the one shipped.",
		EXAMPLES({ "exportctl log verify order.receipt --key checking.key", "did they say so, and was it so?" }),
		cmd_log_verify },
	{ "lists status", "", 0, 0, false, HAS(OUTPUT), "the lists in use: age, entries, completeness", "", NO_EXAMPLES,
		cmd_lists_status },
	{ "lists import", "FILE", 1, 1, true, HAS(PUBLISHED) | HAS(TO) | HAS(OUTPUT),
		"read a publisher's file into lists",
		"The publisher is recognised by the file's content. Nothing is written when anything in it is wrong. "
		"Without --to, lists are kept in the user's data folder.",
		EXAMPLES({ "exportctl lists import consolidated.csv --published 2026-11-20 --to lists",
			"a file just downloaded" }),
		cmd_lists_import },
	{ "snapshot build", "", 0, 0, false, HAS(RULEBOOK) | HAS(LISTS) | HAS(OUT),
		"make one file of the law and the lists",
		"The file is written whole or not at all, and is known by the hash that is printed.",
		EXAMPLES({ "exportctl snapshot build --lists lists --out current.snapshot",
			"with the rulebook shipped" }),
		cmd_snapshot_build },
	{ "snapshot verify", "FILE", 1, 1, true, 0, "check every byte of a snapshot against its hashes", "",
		NO_EXAMPLES, cmd_snapshot_verify },
	{ "snapshot list", "", 0, 0, false, 0, "the snapshot in use, and those kept for receipts",
		"A receipt needs the snapshot that it was made with: \"check --receipt\" keeps a copy, by its hash, in the "
		"user's data folder.",
		NO_EXAMPLES, cmd_snapshot_list },
	{ "doctor", "", 0, 0, false, HAS(OUTPUT), "what answers stand on, and whether it is sound",
		"Exits with 3 when something is wrong.", NO_EXAMPLES, cmd_doctor },
	{ "config", "", 0, 0, false, HAS(EXPLAIN), "the settings, as a settings file", "", NO_EXAMPLES, cmd_config },
	{ "demo", "", 0, 0, false, 0, "real questions about a fictional maker's shipments",
		"Shows each command before its answer. Nothing is kept.", NO_EXAMPLES, cmd_demo },
	{ "completion", "bash", 1, 1, false, 0, "completion of commands and options, for a shell", "",
		EXAMPLES({ "source <(exportctl completion bash)", "in this shell, or in ~/.bashrc" }), cmd_completion },
	{ "help", "[COMMAND]", 0, 2, false, HAS(MAN), "explain a command", "", NO_EXAMPLES, cmd_help },
};
const unsigned n_commands = sizeof commands / sizeof *commands;

/* How many of `words` are the command's name, in order; 0 when they are not it. */
static size_t words_of_name(const char *name, const char *const *words, size_t n_words)
{
	size_t taken = 0;
	for (;;) {
		size_t length = strcspn(name, " ");
		if (taken == n_words || strlen(words[taken]) != length || memcmp(words[taken], name, length) != 0)
			return 0;
		taken++;
		if (!name[length])
			return taken;
		name += length + 1;
	}
}

const command *command_named(const char *const *words, size_t n_words, size_t *taken)
{
	for (unsigned i = 0; i < n_commands; i++) {
		*taken = words_of_name(commands[i].name, words, n_words);
		if (*taken)
			return &commands[i];
	}
	return NULL;
}

static bool begins(const char *name, const char *word)
{
	size_t length = strlen(word);
	return text_starts(name, word) && name[length] == ' ';
}

bool command_group(const char *word)
{
	for (unsigned i = 0; i < n_commands; i++)
		if (begins(commands[i].name, word))
			return true;
	return false;
}

/* "rules" alone, or with a second word that it does not have. */
static int unknown_in_group(const char *const *words, size_t n_words)
{
	const char *second = n_words > 1 ? words[1] : "";
	nearest n = { .meant = second };
	char all[128] = "";
	for (unsigned i = 0; i < n_commands; i++) {
		if (!begins(commands[i].name, words[0]))
			continue;
		const char *word = commands[i].name + strlen(words[0]) + 1;
		size_t used = strlen(all);
		snprintf(all + used, sizeof all - used, "%s%s", used ? ", " : "", word);
		nearest_try(&n, word);
	}
	if (*second)
		say("there is no command \"%s %s\"", words[0], second);
	else
		say("\"%s\" needs a second word", words[0]);
	if (n.best)
		say_hint("did you mean \"%s %s\"?", words[0], n.best);
	else
		say_hint("one of: %s", all);
	return EXIT_WRONG;
}

int command_unknown(const char *const *words, size_t n_words)
{
	if (n_words == 0) {
		say("which command?");
		say_hint("\"exportctl help\" lists them; \"exportctl demo\" shows them at work");
		return EXIT_WRONG;
	}
	if (command_group(words[0]))
		return unknown_in_group(words, n_words);
	nearest n = { .meant = words[0] };
	for (unsigned i = 0; i < n_commands; i++) {
		char first[32];
		snprintf(first, sizeof first, "%.*s", (int)strcspn(commands[i].name, " "), commands[i].name);
		unsigned before = n.distance;
		const char *best = n.best;
		nearest_try(&n, first);
		if (n.best != best || n.distance != before)
			n.best = commands[i].name;
	}
	say("there is no command \"%s\"", words[0]);
	if (n.best)
		say_hint("did you mean \"%s\"?", n.best);
	else
		say_hint("\"exportctl help\" lists the commands");
	return EXIT_WRONG;
}
