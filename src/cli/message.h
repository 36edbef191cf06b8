/* What the program says on stderr, and how it ends. A message is what, where, and how to mend it:
 *
 *     exportctl: orders.csv:12:4: "XX" is no country code (end-user.country)
 *       hint: two letters of ISO 3166-1
 *
 * Bytes of somebody's file may stand in a message: whatever could steer a terminal is shown as "?". */
#ifndef CLI_MESSAGE_H
#define CLI_MESSAGE_H

#include "exportctl.h"

/* How the program ends. A failure never looks like clear. */
enum {
	EXIT_CLEAR = 0,  /* clear, not-subject, authorised, exception; or the command did what it should */
	EXIT_ACT = 1,    /* a person must act */
	EXIT_WRONG = 2,  /* the command or the input was wrong */
	EXIT_UNDONE = 3, /* it could not be done: I/O, stale lists, a damaged store */
	/* with --detailed-exitcode, instead of EXIT_ACT */
	EXIT_REVIEW = 10,
	EXIT_LICENCE = 11,
	EXIT_PROHIBITED = 12,
	EXIT_UNDETERMINED = 13,
	EXIT_NOTIFY = 14,
};

/* "exportctl: ..." and a line's end. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* "  hint: ..." */
void say_hint(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same without "exportctl: ": for a report of several lines. */
void say_plain(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* An error with its place and hint; `source` names the place where the error does not, or is NULL. */
void say_error(const xctl_error *error, const char *source);

/* The exit code of a failure. */
int exit_of_code(xctl_code code);
/* The exit code of an answer. `at_least` is what missing facts leave standing in any case; a stale list spoils all. */
int exit_of_verdict(xctl_verdict verdict, xctl_verdict at_least, bool stale, bool detailed);
#endif
