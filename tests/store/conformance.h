/* What every store must do, whatever stands behind store.h. */
#ifndef TESTS_STORE_CONFORMANCE_H
#define TESTS_STORE_CONFORMANCE_H

#include "store/store.h"
#include "testing.h"

/* How to come by a store: `fresh` names a new, empty place; the name lives until the next call. */
typedef struct store_backend {
	const char *(*fresh)(void);
} store_backend;

/* Runs the suite as one cmocka group; gives the number of failures. */
int store_conformance(const char *name, const store_backend *backend);

#endif
