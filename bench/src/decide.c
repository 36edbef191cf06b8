/* decide: how long one answer takes, from a cold start and in a batch.  decide PROGRAM SNAPSHOT TRANSFER SHIPMENTS */
#define _GNU_SOURCE
#include <exportctl.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "report.h"

extern char **environ;

enum { COLD_RUNS = 101, COPIES = 20, BATCH_RUNS = 5 };

static double start_to_end(char *const argv[])
{
	posix_spawn_file_actions_t actions;
	pid_t child;
	int status;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
	double from = bench_now();
	if (posix_spawn(&child, argv[0], &actions, NULL, argv, environ) != 0)
		exit(1);
	waitpid(child, &status, 0);
	double took = bench_now() - from;
	posix_spawn_file_actions_destroy(&actions);
	return took * 1e3;
}

static char *read_all(const char *path, size_t *length)
{
	FILE *file = fopen(path, "rb");
	char *bytes = malloc(64u << 20);
	if (!file || !bytes) {
		perror(path);
		exit(1);
	}
	*length = fread(bytes, 1, 64u << 20, file);
	fclose(file);
	return bytes;
}

/* The same shipments again under other references: every row is parsed, screened, decided and written anew. */
static char *multiply(const char *csv, size_t length, size_t *out_length)
{
	const char *body = memchr(csv, '\n', length);
	size_t head = (size_t)(body - csv) + 1, room = length * (COPIES + 1) + (size_t)COPIES * 65536, n = head;
	char *out = malloc(room);
	if (!out)
		exit(1);
	memcpy(out, csv, head);
	for (int copy = 0; copy < COPIES; copy++)
		for (const char *line = csv + head; line < csv + length;) {
			const char *end = memchr(line, '\n', (size_t)(csv + length - line));
			end = end ? end + 1 : csv + length;
			n += (size_t)snprintf(out + n, room - n, "%d-", copy);
			memcpy(out + n, line, (size_t)(end - line));
			n += (size_t)(end - line);
			line = end;
		}
	*out_length = n;
	return out;
}

static size_t written;

static xctl_code count_row(void *context, const xctl_batch_row *row)
{
	(void)context;
	if (row->decision)
		written += strlen(xctl_decision_json(row->decision));
	return XCTL_OK;
}

int main(int argc, char **argv)
{
	if (argc != 5)
		return 2;
	FILE *record = bench_open("decide");
	double runs[COLD_RUNS];
	char *cold[] = { argv[1], "check", argv[3], "-o", "json", "--no-store", "--accept-excerpts", "--snapshot", argv[2], NULL };
	char *version[] = { argv[1], "--version", NULL };
	for (int i = 0; i < COLD_RUNS; i++)
		runs[i] = start_to_end(version);
	double bare = bench_median(runs, COLD_RUNS);
	for (int i = 0; i < COLD_RUNS; i++)
		runs[i] = start_to_end(cold);
	double check = bench_median(runs, COLD_RUNS);
	bench_figure(record, "program start and end", bare, "ms", NULL, 0);
	bench_figure(record, "cold check of one transfer", check, "ms", "program start and end", check / bare);

	size_t length, many_length;
	char *csv = read_all(argv[4], &length), *many = multiply(csv, length, &many_length);
	xctl_error error = { 0 };
	xctl_desk *desk;
	xctl_batch_report report = { 0 };
	xctl_check_options options = { .accept_excerpts = true, .no_store = true };
	if (xctl_desk_open(&desk, &(xctl_desk_options){ .snapshot = argv[2], .today = "2026-11-24" }, &error) != XCTL_OK) {
		fprintf(stderr, "%s\n", error.what);
		return 1;
	}
	for (int i = 0; i < BATCH_RUNS; i++) {
		double from = bench_now();
		written = 0;
		if (xctl_check_batch(&report, desk, many, many_length, argv[4], &options, count_row, NULL, &error) != XCTL_OK) {
			fprintf(stderr, "%s\n", error.what);
			return 1;
		}
		runs[i] = (double)report.transfers / (bench_now() - from);
	}
	bench_figure(record, "CSV batch, full checks", bench_median(runs, BATCH_RUNS), "checks/s", NULL, 0);
	bench_figure(record, "decision, mean size", (double)written / (double)report.transfers, "bytes", NULL, 0);
	xctl_desk_close(desk);
	free(csv);
	free(many);
	if (record)
		fclose(record);
	return 0;
}
