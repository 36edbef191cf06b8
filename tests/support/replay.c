#define _GNU_SOURCE /* scandir */
/* Replays a fuzzer's seeds without a fuzzer:  replay CORPUS
 *
 * Each seed is run whole, cut at sixteen places and with single bytes changed. A crash, a leak or what a sanitizer finds
 * ends the program before its plan is fulfilled. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { CUTS = 16, CHANGES = 32, MOST_NAME = 512 };

/* From exactly as many bytes as there are, so that reading past them is seen. */
static void run(const uint8_t *bytes, size_t len, size_t change, uint8_t with)
{
	uint8_t *copy = malloc(len ? len : 1);
	if (!copy)
		exit(1);
	if (len)
		memcpy(copy, bytes, len);
	if (change < len)
		copy[change] ^= with;
	LLVMFuzzerTestOneInput(copy, len);
	free(copy);
}

static void replay(const uint8_t *bytes, size_t len)
{
	run(bytes, len, len, 0);
	for (size_t i = 0; i < CUTS; i++)
		run(bytes, len * i / CUTS, len, 0);
	for (size_t i = 0; i < CHANGES; i++)
		run(bytes, len, len * i / CHANGES, (uint8_t)(1u << i % 8));
}

static int seed(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

int main(int argc, char **argv)
{
	struct dirent **entries;
	int n = argc == 2 ? scandir(argv[1], &entries, seed, alphasort) : -1;
	if (n < 0) {
		perror(argc == 2 ? argv[1] : "replay");
		return 1;
	}
	printf("1..%d\n", n);
	for (int i = 0; i < n; i++) {
		char path[MOST_NAME];
		static uint8_t bytes[8u << 20];
		snprintf(path, sizeof path, "%s/%s", argv[1], entries[i]->d_name);
		FILE *file = fopen(path, "rb");
		size_t len = file ? fread(bytes, 1, sizeof bytes, file) : 0;
		if (file)
			fclose(file);
		replay(bytes, len);
		printf("%s %d - %s\n", file ? "ok" : "not ok", i + 1, entries[i]->d_name);
		fflush(stdout);
		free(entries[i]);
	}
	free(entries);
	return 0;
}
