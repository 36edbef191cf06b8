/* Fields of a transfer, to be taken out one after the other. */
#ifndef TESTS_LAW_FIELDS_H
#define TESTS_LAW_FIELDS_H

#include "lawful.h"

/* Fields whose absence is no unknown, but another statement. */
static inline bool may_go(const char *key)
{
	static const char *const kept[] = { "kind", "items", "parties", "role", "who", "of", "date", "listed", "label" };
	for (size_t i = 0; i < COUNT_OF(kept); i++)
		if (strcmp(key, kept[i]) == 0)
			return false;
	return true;
}

static inline uint32_t count_fields(const json_t *value)
{
	uint32_t n = 0;
	const char *key;
	json_t *one;
	size_t i;
	if (json_is_object(value))
		json_object_foreach((json_t *)(uintptr_t)value, key, one)
			n += may_go(key) + count_fields(one);
	else
		json_array_foreach(value, i, one)
			n += count_fields(one);
	return n;
}

/* Takes the n-th field out, or says that nobody knows it. */
static inline bool take_field(json_t *value, uint32_t *n, bool null, char *name, size_t room)
{
	const char *key;
	json_t *one;
	size_t i;
	if (json_is_object(value)) {
		json_object_foreach(value, key, one) {
			if (may_go(key) && (*n)-- == 0) {
				snprintf(name, room, "%s", key);
				if (null && !json_is_null(one))
					json_object_set_new(value, name, json_null());
				else
					json_object_del(value, name);
				return true;
			}
			if (take_field(one, n, null, name, room))
				return true;
		}
	} else {
		json_array_foreach(value, i, one)
			if (take_field(one, n, null, name, room))
				return true;
	}
	return false;
}

#endif
