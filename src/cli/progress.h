/* How far a batch has come, on stderr. "auto" shows a bar on a terminal once a second has passed; "always" shows one at
 * once, and where stderr is no terminal a line a second and one at the end. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct progress {
	bool wanted, terminal;
	bool on_screen;           /* a bar stands on the terminal's last line */
	int64_t start_ms, due_ms; /* the next time to show */
	size_t done, total;       /* bytes */
	size_t transfers;
} progress;

/* `when`: auto, always or never. */
void progress_start(progress *p, const char *when);
/* Cheap when nothing is due. */
void progress_at(progress *p, size_t done, size_t total);
/* Takes the bar away, so that a message can be written. */
void progress_hide(progress *p);
void progress_end(progress *p);
#endif
