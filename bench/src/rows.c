#define _GNU_SOURCE
#include "rows.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

void bench_die(const char *what)
{
	fprintf(stderr, "bench: %s\n", what);
	exit(1);
}

double bench_processor(void)
{
	struct timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void *bench_room(size_t n, size_t size)
{
	void *all = calloc(n ? n : 1, size);
	if (!all)
		bench_die("no room");
	return all;
}

FILE *bench_open_in(const char *folder, const char *name, const char *how)
{
	char path[512];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, how);
	if (!file) {
		perror(path);
		exit(1);
	}
	return file;
}

bool bench_read_row(FILE *file, char *line, char **cells, int n)
{
	if (!fgets(line, BENCH_LINE, file))
		return false;
	line[strcspn(line, "\n")] = '\0';
	for (int i = 0; i < n; i++) {
		cells[i] = line;
		char *tab = strchr(line, '\t');
		if (tab)
			*tab = '\0';
		line = tab ? tab + 1 : line + strlen(line);
	}
	return true;
}
