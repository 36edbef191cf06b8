/* Data, on stdout. A write that fails is remembered in the run; output_end says why, but of a reader who left. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "exportctl.h"

typedef struct app app;

/* An xctl_write whose context is the app. */
xctl_code output_write(void *host, const char *bytes, size_t length);
/* The same for text of our own. */
void output_print(app *host, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Writes out what is held back, so that a message on stderr comes after it. */
void output_flush(app *host);
/* The last flush. Returns `code`, or EXIT_UNDONE when something could not be written. */
int output_end(app *host, int code);

/* How answers are shown in this run. */
xctl_view output_view(const app *host);

/* Several answers as one document: a JSON array, CSV with one heading, or one after the other. */
typedef struct series {
	app *host;
	xctl_view view;
	size_t count;      /* of answers that wrote something */
	bool begun;        /* the answer at hand has written something */
	bool in_heading;   /* of a further answer's CSV */
	size_t held_lines; /* line ends not yet written, so that a comma can follow an answer */
} series;
void series_begin(series *s, app *host);
/* Before each answer. One that then writes nothing leaves no trace. */
void series_next(series *s);
/* An xctl_write whose context is the series. */
xctl_code series_write(void *series, const char *bytes, size_t length);
void series_end(series *s);
#endif
