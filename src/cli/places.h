/* Where files are, by the XDG Base Directory Specification and beside the program. Paths belong to the run. */
#ifndef CLI_PLACES_H
#define CLI_PLACES_H

#include <stdbool.h>

typedef struct app app;

/* The folder of the running program, or NULL. */
const char *place_of_program(app *host);

/* A file of this user's settings, data or state: "$XDG_DATA_HOME/exportctl/NAME". NULL without a home. */
const char *place_config(app *host, const char *name);
const char *place_data(app *host, const char *name);
const char *place_state(app *host, const char *name);

/* What was shipped with the program: NAME in the tree it was built from, or in its share folder; else NULL. */
const char *place_shipped(app *host, const char *name);

bool place_exists(const char *path);
/* Makes the folder of a file, and those above it, for this user only. Silent: using the file shows what failed. */
void place_make_parent(app *host, const char *path);
/* A path as it is shortest said: without the current folder before it. */
const char *place_shown(app *host, const char *path);
#endif
