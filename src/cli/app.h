/* One run of the program: its settings, its desk, its output. */
#ifndef CLI_APP_H
#define CLI_APP_H

#include "cli/message.h"
#include "cli/settings.h"
#include "cli/text.h"

typedef struct input input;

struct app {
	const char *program; /* as it was called: "build/exportctl" */
	const char *folder;  /* where the executable lies, or NULL when the system does not say */
	pool pool;
	setting_value settings[SETTING_COUNT];
	xctl_desk *desk;     /* opened when first needed */
	const input *piped;  /* read instead of stdin, or NULL */
	int write_reason;    /* errno of the first failed write to stdout */
};

/* What a command needs the desk for. */
typedef enum desk_need {
	DESK_LISTS_AND_LAW, /* the snapshot alone */
	DESK_WITH_STORE,    /* decisions, clearances */
	DESK_CLEARANCES,    /* those of a store that is there; none is made */
} desk_need;

/* The desk of this run. Returns 0, or the exit code once it has said why there is none. */
int app_desk(app *host, desk_need need, xctl_desk **out);
/* Says what failed and returns the exit code; says nothing of what a closed pipe brought about. `source` names the
 * input where the error does not, or is NULL. */
int app_fail(const app *host, const xctl_error *error, const char *source);
void app_close(app *host);
/* Runs one command line, without the program's name, in this run. Returns the exit code. */
int app_run(app *host, size_t n_arguments, char *const *arguments);
#endif
