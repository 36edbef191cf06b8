/* The settings. What a flag says goes before the environment, that before the settings files (this user's, then the
 * machine's), those before the default. */
#ifndef CLI_SETTINGS_H
#define CLI_SETTINGS_H

#include "cli/options.h"

typedef struct app app;
typedef struct request request;

typedef enum setting_id {
	SETTING_SNAPSHOT,
	SETTING_STORE,
	SETTING_GOV,
	SETTING_OUTPUT,
	SETTING_COLOUR,
	SETTING_WIDTH,
	SETTING_PROGRESS,
	SETTING_MEMORY,
	SETTING_TODAY,
	SETTING_COUNT,
} setting_id;

typedef struct setting {
	const char *name;        /* in a settings file */
	option_id option;        /* the flag that says the same, or OPTION_NONE */
	value_kind kind;         /* as the flag's, where there is one */
	const char *environment; /* the variable that says the same */
	bool in_file;            /* false: a file may not say it */
	const char *fallback;    /* the value where nobody says one, or NULL */
	const char *absent;      /* what no value means: "all" */
	const char *summary;
} setting;

extern const setting settings_table[SETTING_COUNT];

typedef struct setting_value {
	const char *value;  /* NULL: none */
	const char *origin; /* who said it: "--store", "EXPORTCTL_STORE", a file and line, ORIGIN_DEFAULT */
} setting_value;

#define ORIGIN_DEFAULT "default"

/* Settles every setting of the run. Returns 0, or the exit code once it has said what is wrong. */
int settings_read(app *host, const request *asked);
/* A setting that is a number; 0 when there is none. */
unsigned setting_number(const app *host, setting_id id);

/* The settings files, the first one first; NULL where there is no home. */
#define SETTINGS_FILES 2
void settings_files(app *host, const char *paths[SETTINGS_FILES]);
/* Reads one file. What an earlier file said stays. */
int settings_file_read(app *host, const char *path, setting_value values[SETTING_COUNT]);
#endif
