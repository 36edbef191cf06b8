#define _GNU_SOURCE
#include "report.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static void machine(char *out, size_t room)
{
	FILE *file = fopen("/proc/cpuinfo", "r");
	char line[256];
	snprintf(out, room, "unknown");
	while (file && fgets(line, sizeof line, file)) {
		char *colon = strchr(line, ':');
		if (strncmp(line, "model name", 10) == 0 && colon) {
			colon[strcspn(colon, "\n")] = '\0';
			snprintf(out, room, "%s", colon + 2);
			break;
		}
	}
	if (file)
		fclose(file);
}

FILE *bench_open(const char *name)
{
	char path[256];
	snprintf(path, sizeof path, "%s/bench", getenv("BENCH_BUILD") ? getenv("BENCH_BUILD") : "build");
	mkdir(path, 0777);
	snprintf(path, sizeof path, "%s/bench/%s.jsonl", getenv("BENCH_BUILD") ? getenv("BENCH_BUILD") : "build", name);
	FILE *file = fopen(path, "a");
	if (!file)
		perror(path);
	return file;
}

void bench_figure(FILE *record, const char *name, double value, const char *unit, const char *ratio_to, double ratio)
{
	char cpu[128];
	const char *commit = getenv("BENCH_COMMIT");
	machine(cpu, sizeof cpu);
	printf("%-44s %14.2f %-10s", name, value, unit);
	if (ratio_to)
		printf("  %.2f x %s", ratio, ratio_to);
	putchar('\n');
	if (!record)
		return;
	fprintf(record, "{\"name\":\"%s\",\"value\":%.6g,\"unit\":\"%s\",", name, value, unit);
	if (ratio_to)
		fprintf(record, "\"ratio_to\":\"%s\",\"ratio\":%.6g,", ratio_to, ratio);
	else
		fprintf(record, "\"ratio_to\":null,\"ratio\":null,");
	fprintf(record, "\"commit\":\"%s\",\"machine\":\"%s\"}\n", commit ? commit : "", cpu);
}

double bench_now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

double bench_median(double *values, int n)
{
	qsort(values, (size_t)n, sizeof *values, by_value);
	return n ? values[n / 2] : 0;
}
