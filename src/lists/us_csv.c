/* consolidated.csv of the US Consolidated Screening List, row by row. */
#include "lists/inside.h"

#include "format/csv.h"

enum column {
	SOURCE, NUMBER, TYPE, PROGRAMS, NAME, ADDRESSES, NOTICE, START, END, STANDARD, REQUIREMENT, POLICY, ALT_NAMES, CITIZENSHIPS,
	BIRTHS, NATIONALITIES, IDS, N_COLUMNS
};
static const char *const column_names[N_COLUMNS] = { "source", "entity_number", "type", "programs", "name", "addresses",
	"federal_register_notice", "start_date", "end_date", "standard_order", "license_requirement", "license_policy", "alt_names",
	"citizenships", "dates_of_birth", "nationalities", "ids" };

typedef struct reading {
	xctl_gather *gather;
	const char *source;
	xctl_date published;
	uint32_t at[N_COLUMNS], width; /* 0: the header is still to come */
} reading;

static xctl_code read_header(reading *r, const xctl_csv_row *row, xctl_error *error)
{
	for (unsigned c = 0; c < N_COLUMNS; c++) {
		r->at[c] = XCTL_NONE;
		for (uint32_t i = 0; i < row->n_cells; i++)
			if (xctl_str_is(xctl_str_trim(row->cells[i]), column_names[c]))
				r->at[c] = i;
		if (r->at[c] == XCTL_NONE) {
			xctl_fail(error, XCTL_INPUT, "the feed has lost its column %s", column_names[c]);
			xctl_hint(error, "nothing was imported; see whether the publisher has changed the form");
			xctl_at(error, r->source, row->line, 0);
			return XCTL_INPUT;
		}
	}
	r->width = row->n_cells;
	return XCTL_OK;
}

static bool is_header(const reading *r, const xctl_csv_row *row)
{
	return r->width && row->n_cells == r->width && xctl_str_is(row->cells[r->at[SOURCE]], column_names[SOURCE]);
}

/* The row's cells outlive the row as copies. */
static bool copy_row(const reading *r, const xctl_csv_row *from, xctl_str cells[N_COLUMNS])
{
	for (unsigned c = 0; c < N_COLUMNS; c++) {
		xctl_str cell = from->cells[r->at[c]];
		cells[c] = cell.len ? xctl_str_copy(r->gather->arena, cell) : XCTL_STR("");
		if (!cells[c].at)
			return false;
	}
	return true;
}

static xctl_code read_row(void *context, const xctl_csv_row *row, xctl_error *error)
{
	reading *r = context;
	if (row->bad != XCTL_OK) {
		if (error && row->error)
			*error = *row->error;
		return row->bad;
	}
	if (row->n_cells == 1 && xctl_str_trim(row->cells[0]).len == 0)
		return XCTL_OK;
	if (!r->width)
		return read_header(r, row, error);
	if (is_header(r, row)) /* some days the file begins with its header twice */
		return XCTL_OK;
	if (row->n_cells != r->width) {
		xctl_fail(error, XCTL_INPUT, "%u cells for %u columns", row->n_cells, r->width);
		xctl_hint(error, "the feed may be cut short: fetch it again; nothing was imported");
		xctl_at(error, r->source, row->line, 0);
		return XCTL_INPUT;
	}
	xctl_str c[N_COLUMNS];
	if (!copy_row(r, row, c))
		return xctl_fail_limit(error, "importing the lists");
	xctl_us_row one = { .source = c[SOURCE], .number = c[NUMBER], .type = c[TYPE], .programmes = c[PROGRAMS], .name = c[NAME],
		.addresses = c[ADDRESSES], .notice = c[NOTICE], .start = c[START], .end = c[END], .standard = xctl_str_trim(c[STANDARD]),
		.requirement = c[REQUIREMENT], .policy = c[POLICY], .ids = c[IDS], .birth = c[BIRTHS], .aliases = c[ALT_NAMES],
		.nationalities = c[NATIONALITIES], .citizenships = c[CITIZENSHIPS] };
	xctl_code code = xctl_us_add(r->gather, &one, r->published, error);
	if (code != XCTL_OK)
		xctl_at(error, r->source, row->line, 0);
	return code;
}

xctl_code xctl_us_csv(xctl_gather *gather, xctl_str bytes, const char *source, xctl_date published, xctl_error *error)
{
	if (published == XCTL_DATE_NONE) {
		xctl_fail(error, XCTL_USAGE, "this form does not say of which day it is");
		xctl_hint(error, "give the day on which it was published or fetched");
		xctl_at(error, source, 0, 0);
		return XCTL_USAGE;
	}
	/* The publisher ends its last line. One that is not ended may be cut inside its last cell, which no count of cells
	 * tells. */
	if (bytes.len == 0 || bytes.at[bytes.len - 1] != '\n') {
		xctl_fail(error, XCTL_INPUT, "the last line is not ended");
		xctl_hint(error, "the feed may be cut short: fetch it again; nothing was imported");
		xctl_at(error, source, 0, 0);
		return XCTL_INPUT;
	}
	reading r = { .gather = gather, .source = source, .published = published };
	xctl_csv_options options = { .source = source };
	return xctl_csv_read(bytes, &options, read_row, &r, error);
}
