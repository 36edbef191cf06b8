/* Figures of a benchmark: a line for a person, a JSON object a figure for the record. */
#ifndef XCTL_BENCH_REPORT_H
#define XCTL_BENCH_REPORT_H

#include <stdio.h>

/* The file of records, opened for appending; `name` is the benchmark's. */
FILE *bench_open(const char *name);
/* `ratio_to` names what `ratio` compares with, or NULL. */
void bench_figure(FILE *record, const char *name, double value, const char *unit, const char *ratio_to, double ratio);
/* Seconds of a steady clock. */
double bench_now(void);
/* Sorts and gives the middle one. */
double bench_median(double *values, int n);

#endif
