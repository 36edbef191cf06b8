/* The tables of commands, options and settings as text: for a reader, for man(1), for a shell. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/command.h"

/* What `exportctl help` prints: every command on a line. */
void help_overview(app *host);
/* One command, with its options and examples. */
void help_command(app *host, const command *c);
/* Every command of a group: "rules". */
void help_group(app *host, const char *group);
void help_man(app *host);
void help_completion_bash(app *host);

/* What the exit codes mean, ended by one without a meaning. */
typedef struct exit_meaning {
	const char *code, *meaning;
} exit_meaning;
extern const exit_meaning exit_meanings[];

#define PROGRAM_SUMMARY "what export control law says of a transfer, with its reasons"
#endif
