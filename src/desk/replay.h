/* Inside the desk: what a replay counts, apart from how it is shown. */
#ifndef XCTL_DESK_REPLAY_H
#define XCTL_DESK_REPLAY_H

#include "desk/bulk.h"

/* Sums of money: currencies are never added to each other. */
typedef struct replay_money {
	int32_t currency; /* code in the table's column, or negative: not stated */
	xctl_decimal sum;
	bool whole;       /* false: some amount was no number, or the sum does not fit */
} replay_money;

typedef struct replay_sum {
	uint64_t transfers;
	XCTL_LIST(replay_money) money;
} replay_sum;

/* A name of a column (a customer, an HS code) with what is at stake under it. */
typedef struct replay_named {
	xctl_str name;
	replay_sum at_stake;
} replay_named;

typedef struct replay_names {
	replay_named *at;
	uint32_t count, room;
} replay_names;

/* A ground that some transfers gained or lost. */
typedef struct replay_ground {
	xctl_str name, cites;
	bool gained;
	replay_sum sum;
} replay_ground;

/* A fact that the book afterwards asks for and the transfers do not state. */
typedef struct replay_fact {
	xctl_str fact, asks;
	uint64_t transfers;
} replay_fact;

/* One government, or all of them together: transfers by verdict before and after; the last column: nobody can tell. */
typedef struct replay_matrix {
	xctl_str government; /* empty: all */
	uint64_t cells[LAW_VERDICTS][LAW_VERDICTS + 1];
	uint64_t changed;
} replay_matrix;

typedef struct replay_example {
	law_verdict before;
	uint32_t after; /* LAW_VERDICTS: cannot tell */
	xctl_str id;    /* or the line's number */
	uint64_t transfers;
} replay_example;

typedef struct replay {
	const xctl_table *table;
	xctl_desk *desks[BULK_BOOKS];
	const bulk_answers *answers;
	xctl_arena *arena;
	uint32_t value, currency, customer[3], hs, id;
	xctl_decimal *amounts; /* of each word of the value column */
	uint8_t *is_amount;
	replay_sum *sums;      /* of each outcome */
	XCTL_LIST(replay_matrix) matrices; /* all, then each government */
	replay_sum stricter, looser, cannot_tell;
	XCTL_LIST(replay_ground) grounds;
	replay_names customers, codes;
	XCTL_LIST(replay_fact) facts;
	XCTL_LIST(replay_example) examples;
	uint32_t facts_asked, facts_open; /* outcomes that were asked what is missing, of how many that are open */
} replay;

/* What became of a transfer: its verdict after, or LAW_VERDICTS where that is undetermined, and not as it was. */
uint32_t replay_after(const desk_between *before, const desk_between *after);

xctl_code replay_count(replay *r, xctl_error *error);
xctl_code replay_show(const replay *r, const xctl_view *view, xctl_write write, void *context, xctl_error *error);

#endif
