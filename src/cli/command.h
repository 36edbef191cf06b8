/* A command, and what was asked of it. The table in commands.c is the only list of commands: dispatch, help, the manual
 * page and completion are made from it. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "cli/options.h"

#include <stddef.h>

typedef struct app app;
typedef struct input input;
typedef struct request request;

typedef struct example {
	const char *line; /* as it is typed */
	const char *what;
} example;

typedef struct command {
	const char *name;    /* one word, or two: "rules show" */
	const char *words;   /* how help shows the positional arguments */
	unsigned least, most; /* how many of those */
	bool files;           /* they are paths: completion offers files */
	option_set options;   /* beside OPTIONS_EVERYWHERE */
	const char *summary;  /* one line, lower case, no full stop */
	const char *detail;   /* paragraphs for help, parted by empty lines */
	const example *examples; /* ended by one without a line */
	int (*run)(app *host, const request *asked); /* returns the exit code */
} command;

extern const command commands[];
extern const unsigned n_commands;

/* The command of these words, and how many of them its name takes; NULL when there is none. */
const command *command_named(const char *const *words, size_t n_words, size_t *taken);
/* True when commands with two words begin with this one: "rules". */
bool command_group(const char *word);
/* Prints that there is no such command, and which may have been meant. Returns the exit code. */
int command_unknown(const char *const *words, size_t n_words);

/* cmd_*.c */
int cmd_check(app *host, const request *asked);
int cmd_why(app *host, const request *asked);
int cmd_screen(app *host, const request *asked);
int cmd_coverage(app *host, const request *asked);
int cmd_flows(app *host, const request *asked);
int cmd_replay(app *host, const request *asked);
int cmd_rules_show(app *host, const request *asked);
int cmd_rules_list(app *host, const request *asked);
int cmd_rules_test(app *host, const request *asked);
int cmd_rules_verify(app *host, const request *asked);
int cmd_rules_lint(app *host, const request *asked);
int cmd_rules_coverage(app *host, const request *asked);
int cmd_rules_mutate(app *host, const request *asked);
int cmd_lists_import(app *host, const request *asked);
int cmd_lists_status(app *host, const request *asked);
int cmd_snapshot_build(app *host, const request *asked);
int cmd_snapshot_verify(app *host, const request *asked);
int cmd_snapshot_list(app *host, const request *asked);
/* Reads the file that --key names. Returns 0, or the exit code once it has said what is wrong. */
int log_read_key(const app *host, const request *asked, input *key);
int cmd_log_key(app *host, const request *asked);
int cmd_log_verify(app *host, const request *asked);
int cmd_doctor(app *host, const request *asked);
int cmd_config(app *host, const request *asked);
int cmd_demo(app *host, const request *asked);
int cmd_completion(app *host, const request *asked);
int cmd_help(app *host, const request *asked);
#endif
