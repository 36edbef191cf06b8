/* The program: one command line, one command, one exit code. */
#define _GNU_SOURCE /* sigaction, isatty */
#include "cli/app.h"
#include "cli/output.h"
#include "cli/places.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(int count, char **arguments)
{
	/* A reader who leaves early makes a write fail, which is noticed; a decision being kept is not cut short. */
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	sigaction(SIGPIPE, &ignore, NULL);

	/* Rows of a batch are many and short; a terminal shows each as it comes, beside what is said on stderr. */
	static char buffer[1 << 16];
	if (!isatty(STDOUT_FILENO))
		setvbuf(stdout, buffer, _IOFBF, sizeof buffer);

	app host = { .program = count > 0 ? arguments[0] : "exportctl" };
	host.folder = place_of_program(&host);
	int code = app_run(&host, count > 0 ? (size_t)count - 1 : 0, arguments + (count > 0));
	code = output_end(&host, code);
	app_close(&host);
	return code;
}
