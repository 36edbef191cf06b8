/* The SQLite store passes the conformance suite. */
#include <stdio.h>

#include "conformance.h"

static const char *fresh(void)
{
	static char path[4200];
	snprintf(path, sizeof path, "%s/a/new/store.db", test_directory());
	return path;
}

int main(void)
{
	static const store_backend sqlite = { fresh };
	return store_conformance("sqlite", &sqlite);
}
