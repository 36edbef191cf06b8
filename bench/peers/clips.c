/* The small decision in CLIPS, through its C interface.  clips PROGRAM.clp PROBLEM VERDICTS ROUNDS
 *
 * Each transfer is one fact: asserted, the agenda run, retracted by the rule that decides it. */
#include <clips/clips.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rows.h"

enum { COUNTRY_CELLS = 4, ITEM_CELLS = 3, TRANSFER_CELLS = 5 };

typedef struct transfer {
	void *to, *item, *value, *footnote, *product; /* symbols and integers of the environment */
} transfer;

static char *verdicts;

/* (found ID LETTER) */
static void found(void *env)
{
	verdicts[EnvRtnLong(env, 1)] = EnvRtnLexeme(env, 2)[0];
}

/* CLIPS calls this while an environment is made. */
void UserFunctions(void);
void EnvUserFunctions(void *env);
void UserFunctions(void)
{
}
void EnvUserFunctions(void *env)
{
	EnvDefineFunction2(env, "found", 'v', (int (*)(void *))found, "found", "22*ik");
}

static void assert_text(void *env, const char *format, const char *a, const char *b, const char *c)
{
	char text[256];
	snprintf(text, sizeof text, format, a, b, c);
	if (!EnvAssertString(env, text)) {
		fprintf(stderr, "clips: %s\n", text);
		exit(1);
	}
}

static void assert_columns(void *env, const char *format, const char *of, char *list)
{
	for (char *at = list; *at;) {
		char *comma = strchr(at, ',');
		if (comma)
			*comma = '\0';
		assert_text(env, format, of, at, "");
		at = comma ? comma + 1 : at + strlen(at);
	}
}

static void read_tables(void *env, const char *folder)
{
	char line[BENCH_LINE], *c[COUNTRY_CELLS];
	FILE *file = bench_open_in(folder, "countries.tsv", "r");
	while (bench_read_row(file, line, c, COUNTRY_CELLS)) {
		assert_text(env, "(country (code %s) (embargoed %s) (group-b %s))", c[0], c[1], c[2]);
		assert_columns(env, "(chart (country %s) (column %s))", c[0], c[3]);
	}
	fclose(file);
	/* A code that starts with a digit is a symbol to CLIPS unless it reads as a number. "x" in front keeps it one. */
	file = bench_open_in(folder, "items.tsv", "r");
	while (bench_read_row(file, line, c, ITEM_CELLS)) {
		if (c[1][0] != '-')
			assert_text(env, "(limit (item x%s) (dollars %s))", c[0], c[1], "");
		assert_columns(env, "(control (item x%s) (column %s))", c[0], c[2]);
	}
	fclose(file);
	file = bench_open_in(folder, "products.tsv", "r");
	while (bench_read_row(file, line, c, 1))
		assert_text(env, "(product (code x%s))", c[0], "", "");
	fclose(file);
}

static void *prefixed(void *env, const char *code)
{
	char text[64];
	snprintf(text, sizeof text, "x%s", code);
	return EnvAddSymbol(env, text);
}

static long read_transfers(void *env, const char *folder, transfer **out)
{
	char line[BENCH_LINE], *c[TRANSFER_CELLS];
	FILE *file = bench_open_in(folder, "transfers.tsv", "r");
	long count = 0, have = 0;
	*out = NULL;
	while (bench_read_row(file, line, c, TRANSFER_CELLS)) {
		if (count == have && !(*out = realloc(*out, (size_t)(have = have * 2 + 1024) * sizeof **out)))
			exit(1);
		transfer *t = &(*out)[count++];
		*t = (transfer){ EnvAddSymbol(env, c[0]), prefixed(env, c[1]), EnvAddLong(env, strtol(c[2], NULL, 10)),
			EnvAddLong(env, strtol(c[3], NULL, 10)), prefixed(env, c[4]) };
		void *kept[] = { t->to, t->item, t->value, t->footnote, t->product };
		for (int i = 0; i < TRANSFER_CELLS; i++)
			if (i == 2 || i == 3)
				IncrementIntegerCount(kept[i]);
			else
				IncrementSymbolCount(kept[i]);
	}
	fclose(file);
	return count;
}

static void put(void *env, void *fact, const char *slot, int type, void *value)
{
	DATA_OBJECT cell;
	SetType(cell, type);
	SetValue(cell, value);
	EnvPutFactSlot(env, fact, slot, &cell);
}

static void decide(void *env, void *template, const transfer *t, long id)
{
	void *fact = EnvCreateFact(env, template);
	put(env, fact, "id", INTEGER, EnvAddLong(env, id));
	put(env, fact, "to", SYMBOL, t->to);
	put(env, fact, "item", SYMBOL, t->item);
	put(env, fact, "value", INTEGER, t->value);
	put(env, fact, "footnote", INTEGER, t->footnote);
	put(env, fact, "product", SYMBOL, t->product);
	EnvAssert(env, fact);
	EnvRun(env, -1);
}

int main(int argc, char **argv)
{
	if (argc != 5)
		return 2;
	double start = bench_processor(), best = 1e9;
	void *env = CreateEnvironment();
	EnvUserFunctions(env);
	if (EnvLoad(env, argv[1]) != 1)
		return 1;
	EnvReset(env);
	read_tables(env, argv[2]);
	transfer *all;
	long count = read_transfers(env, argv[2], &all);
	void *template = EnvFindDeftemplate(env, "transfer");
	verdicts = calloc((size_t)count + 1, 1);
	double load = bench_processor() - start;
	for (long round = strtol(argv[4], NULL, 10); round > 0; round--) {
		start = bench_processor();
		for (long i = 0; i < count; i++)
			decide(env, template, &all[i], i);
		double took = bench_processor() - start;
		best = took < best ? took : best;
	}
	printf("CLIPS\t%s\t%.4f\t%.2f\tone fact asserted, rules run, fact retracted\n", VERSION_STRING, load, best / (double)count * 1e9);
	FILE *file = bench_open_in(argv[3], "CLIPS", "w");
	fwrite(verdicts, 1, (size_t)count, file);
	fclose(file);
	free(verdicts);
	free(all);
	return 0;
}
