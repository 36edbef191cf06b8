/* What the programs of `./dev bench peers` that are written in C share: the problem as its files say it, and numbered. */
#ifndef XCTL_BENCH_PEERS_H
#define XCTL_BENCH_PEERS_H

#include <stdbool.h>
#include <stdint.h>

#include "law/law.h"

typedef struct transfer {
	char to[3], code[24], product[12]; /* the product's code, or "none" */
	long value;
	bool footnote;
} transfer;

typedef struct problem {
	transfer *at;
	int count, rounds;
	const char *folder, *verdicts;
} problem;

/* A row of countries.tsv, items.tsv or products.tsv. */
typedef struct row {
	char name[24];
	uint32_t reasons; /* bit n: column n of the chart */
	int limit;        /* of an item */
	bool embargoed, group_b;
} row;

typedef struct rows {
	row *at; /* sorted by name */
	int count;
} rows;

/* A transfer whose words are numbers of rows. */
typedef struct numbers {
	int32_t to, item, product, value; /* product: -1 where the book has no such row */
	bool footnote;
} numbers;

typedef struct numbered {
	rows countries, items, products;
	numbers *at;
} numbered;

void peers_number(numbered *out, const problem *p);
void peers_number_drop(numbered *n);

/* Prints an engine's line and keeps its verdicts (a letter a transfer; NULL: it answered another question). `load` and `took`
 * are seconds, the latter over all transfers. */
void peers_report(const problem *p, const char *name, const char *version, double load, double took, const char *timed,
	const char *verdicts);
/* P, L, E, C, or ? for a verdict that the small decision does not have. */
char peers_letter(law_verdict verdict);

void peers_by_hand(const problem *p, char *verdicts);
/* The engine on the columns of an Arrow record batch: of the small rulebook with `verdicts`, of the whole one without. */
void peers_columns(const char *snapshot, const problem *p, const char *name, const char *timed, char *verdicts);

#endif
