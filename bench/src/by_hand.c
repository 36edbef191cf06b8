/* The small decision by hand: tables of numbered rows, one if after the other. */
#include <stdlib.h>
#include <string.h>

#include "peers.h"
#include "rows.h"

static const char columns[][4] = { "CB1", "CB2", "CB3", "NP1", "NP2", "NS1", "NS2", "MT1", "RS1", "RS2", "FC1", "CC1", "CC2",
	"CC3", "AT1", "AT2" };

static uint32_t reasons_of(const char *list)
{
	uint32_t bits = 0;
	for (uint32_t c = 0; c < sizeof columns / sizeof *columns; c++)
		if (strstr(list, columns[c]))
			bits |= 1u << c;
	return bits;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const row *)a)->name, ((const row *)b)->name);
}

enum { COUNTRY_CELLS = 4, ITEM_CELLS = 3, PRODUCT_CELLS = 1, MOST_ROWS = 1 << 16 };

static rows read_rows(const char *folder, const char *name, int n_cells)
{
	char line[BENCH_LINE], *cells[COUNTRY_CELLS] = { 0 };
	FILE *file = bench_open_in(folder, name, "r");
	rows out = { bench_room(MOST_ROWS, sizeof(row)), 0 };
	while (bench_read_row(file, line, cells, n_cells)) {
		if (out.count == MOST_ROWS)
			bench_die("a table is too long");
		row *r = &out.at[out.count++];
		snprintf(r->name, sizeof r->name, "%s", cells[0]);
		if (n_cells != PRODUCT_CELLS)
			r->reasons = reasons_of(cells[n_cells - 1]);
		if (n_cells == ITEM_CELLS)
			r->limit = (int)strtol(cells[1], NULL, 10);
		if (n_cells == COUNTRY_CELLS) {
			r->embargoed = cells[1][0] == '1';
			r->group_b = cells[2][0] == '1';
		}
	}
	fclose(file);
	qsort(out.at, (size_t)out.count, sizeof *out.at, by_name);
	return out;
}

static int32_t find(const rows *all, const char *name)
{
	row key;
	snprintf(key.name, sizeof key.name, "%s", name);
	const row *found = bsearch(&key, all->at, (size_t)all->count, sizeof key, by_name);
	return found ? (int32_t)(found - all->at) : -1;
}

void peers_number(numbered *out, const problem *p)
{
	*out = (numbered){ read_rows(p->folder, "countries.tsv", COUNTRY_CELLS), read_rows(p->folder, "items.tsv", ITEM_CELLS),
		read_rows(p->folder, "products.tsv", PRODUCT_CELLS), bench_room((size_t)p->count, sizeof *out->at) };
	for (int i = 0; i < p->count; i++) {
		const transfer *t = &p->at[i];
		out->at[i] = (numbers){ find(&out->countries, t->to), find(&out->items, t->code), find(&out->products, t->product),
			(int32_t)t->value, t->footnote };
		if (out->at[i].to < 0 || out->at[i].item < 0)
			bench_die("a transfer of an unknown country or item");
	}
}

void peers_number_drop(numbered *n)
{
	free(n->at);
	free(n->countries.at);
	free(n->items.at);
	free(n->products.at);
}

static char decide(const row *to, const row *item, const numbers *t)
{
	if (to->embargoed)
		return 'P';
	if (t->footnote && t->product >= 0)
		return 'L';
	if (!(to->reasons & item->reasons))
		return 'C';
	return to->group_b && t->value <= item->limit ? 'E' : 'L';
}

void peers_by_hand(const problem *p, char *verdicts)
{
	double start = bench_processor(), best = 1e9;
	numbered n;
	peers_number(&n, p);
	double load = bench_processor() - start;
	for (int round = 0; round < p->rounds; round++) {
		start = bench_processor();
		for (int i = 0; i < p->count; i++)
			verdicts[i] = decide(&n.countries.at[n.at[i].to], &n.items.at[n.at[i].item], &n.at[i]);
		double took = bench_processor() - start;
		best = took < best ? took : best;
	}
	peers_report(p, "by hand in C", "", load, best, "numbered columns, the floor: no rules, no reasons", verdicts);
	peers_number_drop(&n);
}
