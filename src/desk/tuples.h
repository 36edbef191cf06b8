/* Numbers for tuples of small integers: the same tuple, the same number. */
#ifndef XCTL_DESK_TUPLES_H
#define XCTL_DESK_TUPLES_H

#include "base/base.h"

enum { TUPLES_MANY = 1024 };

/* A place in the table; what is needed first stands together. */
typedef struct tuples_slot {
	uint32_t number; /* of a tuple, plus one */
	uint32_t hash;   /* its upper half */
	uint32_t value;  /* what the tuple stands for */
} tuples_slot;

typedef struct tuples {
	uint32_t width; /* integers in a tuple */
	xctl_buf keys;  /* all tuples, one behind the other */
	tuples_slot *slots;
	uint32_t room, count;
} tuples;

void tuples_begin(tuples *t, uint32_t width);
void tuples_drop(tuples *t);
/* Where the tuple's value stands, or NULL when it was never added. */
uint32_t *tuples_find(const tuples *t, const int32_t *key, uint64_t hash);
/* The same for many tuples at once, so that their look-ups overlap: integer k of tuple i is at[k][i], i < n <= TUPLES_MANY.
 * out[i] becomes the value, or XCTL_NONE. */
void tuples_find_many(const tuples *t, const int32_t *const *at, uint32_t n, uint32_t *out);
/* Adds a tuple that is not there; false when there is no room. */
bool tuples_add(tuples *t, const int32_t *key, uint64_t hash, uint32_t value);
/* A tuple that stands for itself, as integers or as a struct without padding: its number, found or the next one; XCTL_NONE
 * when there is no room. */
uint32_t tuples_number(tuples *t, const void *key);
/* The tuple of that number, until one more is added. */
const void *tuples_key(const tuples *t, uint32_t number);

#define TUPLES_FACTOR UINT64_C(0x9E3779B97F4A7C15)

static inline uint64_t tuples_hash(const int32_t *key, uint32_t width)
{
	uint64_t h = width;
	for (uint32_t i = 0; i < width; i++)
		h = (h ^ (uint32_t)key[i]) * TUPLES_FACTOR;
	return h ^ (h >> 32);
}

#endif
