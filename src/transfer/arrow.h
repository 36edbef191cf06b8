/* The Arrow C data interface: the two structs as its specification lays them out (arrow.apache.org, "The Arrow C data
 * interface"), so that tables cross to and from other tools without a copy and without a library. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#include <stdint.h>

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
	const char *format; /* of the type: "+s" a struct, "u" utf8, "i" int32 … */
	const char *name;
	const char *metadata;
	int64_t flags;
	int64_t n_children;
	struct ArrowSchema **children;
	struct ArrowSchema *dictionary; /* of the words, where the column holds indices */
	void (*release)(struct ArrowSchema *);
	void *private_data;
};

struct ArrowArray {
	int64_t length;
	int64_t null_count; /* -1: not counted */
	int64_t offset;
	int64_t n_buffers;
	int64_t n_children;
	const void **buffers; /* validity bits (NULL: all valid), then values or offsets, then bytes */
	struct ArrowArray **children;
	struct ArrowArray *dictionary;
	void (*release)(struct ArrowArray *);
	void *private_data;
};

#endif
