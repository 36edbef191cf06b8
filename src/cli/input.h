/* Files that are read whole. */
#ifndef CLI_INPUT_H
#define CLI_INPUT_H

#include <stdbool.h>
#include <stddef.h>

typedef struct app app;

struct input {
	char *bytes;
	size_t length;
	const char *source; /* how messages call it: the path, or "stdin" */
};
typedef struct input input;

/* More than this is refused: an input is held in memory. */
#define INPUT_CEILING ((size_t)512 << 20)

/* Reads a file, or stdin for "-". Returns 0, or the exit code once it has said why it cannot. Free with input_drop. */
int input_read(const app *host, input *out, const char *path);
void input_drop(input *in);

/* Tells a batch (CSV, or NDJSON: an object a line) from one JSON document. O(1) but for the length of two lines. */
bool input_is_batch(const input *in);
#endif
