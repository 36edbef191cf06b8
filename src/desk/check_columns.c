/* Transfers that come as an Arrow record batch: a verdict a row. */
#include <string.h>

#include "desk/bulk.h"

typedef struct columns_heard {
	xctl_error first;
} columns_heard;

static xctl_code note_first(void *context, uint64_t row, const xctl_error *error)
{
	columns_heard *heard = context;
	if (heard->first.code == XCTL_OK) {
		heard->first = *error;
		heard->first.line = (uint32_t)row + 1;
	}
	return XCTL_OK;
}

static void put(unsigned char *to, uint64_t row, unsigned char value)
{
	if (to)
		to[row] = value;
}

xctl_code xctl_check_columns(xctl_columns_report *out, xctl_desk *desk, const struct ArrowSchema *schema,
	const struct ArrowArray *array, const xctl_check_options *options, unsigned char *verdicts, unsigned char *at_least,
	unsigned char *at_most, xctl_error *error)
{
	desk_asking how;
	xctl_table table;
	bulk_answers answers;
	columns_heard heard = { .first = { 0 } };
	xctl_code code = desk_read_options(&how, options, error);
	if (code == XCTL_OK)
		code = desk_check_governments(desk, how.governments, error);
	if (code == XCTL_OK)
		code = xctl_table_of_arrow(&table, schema, array, error);
	if (code != XCTL_OK)
		return code;
	bulk_asking asking = { .desks = &desk, .n_desks = 1, .table = &table, .how = &how, .bad = note_first, .context = &heard };
	code = bulk_answer_table(&answers, &asking, error);
	if (code != XCTL_OK) {
		xctl_table_drop(&table);
		return code;
	}
	uint32_t outcome = BULK_BAD;
	for (uint64_t row = 0; row < table.n_rows; row++) {
		if (answers.outcome_of[row] != BULK_MORE) /* further lines have their transfer's answer */
			outcome = answers.outcome_of[row];
		bool bad = outcome == BULK_BAD;
		const desk_between *b = bad ? NULL : &answers.outcomes[outcome].of[0].headline;
		put(verdicts, row, bad ? XCTL_UNREADABLE : (unsigned char)b->verdict);
		put(at_least, row, bad ? XCTL_UNREADABLE : (unsigned char)b->at_least);
		put(at_most, row, bad ? XCTL_UNREADABLE : (unsigned char)b->at_most);
	}
	*out = (xctl_columns_report){ answers.transfers, answers.unreadable, answers.n_cases, heard.first };
	bulk_drop(&answers);
	xctl_table_drop(&table);
	return XCTL_OK;
}
