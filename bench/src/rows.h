/* What benchmarks need that read tab-separated files (no quoting, short lines) and may be disturbed. */
#ifndef XCTL_BENCH_ROWS_H
#define XCTL_BENCH_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { BENCH_LINE = 512 };

/* Says what is wrong and ends the program. */
_Noreturn void bench_die(const char *what);
/* Seconds that this thread had a processor: what others do on the machine does not count. */
double bench_processor(void);
/* Zeroed; ends the program where there is none. */
void *bench_room(size_t n, size_t size);
/* A file of a folder; ends the program where it cannot be opened. */
FILE *bench_open_in(const char *folder, const char *name, const char *how);
/* Cuts the next line at its tabs: `line` has BENCH_LINE bytes, missing cells are empty. False where the file ends. */
bool bench_read_row(FILE *file, char *line, char **cells, int n);

#endif
