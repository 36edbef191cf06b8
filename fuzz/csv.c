/* Rows that were read and written again must read as the same cells. */
#include <stdlib.h>

#include "format/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static xctl_code copy(void *context, const xctl_csv_row *row, xctl_error *error)
{
	xctl_buf *to = context;
	(void)error;
	if (row->bad != XCTL_OK)
		return XCTL_OK;
	for (uint32_t i = 0; i < row->n_cells; i++) {
		if (i > 0)
			xctl_buf_char(to, ',');
		if (row->n_cells == 1 && row->cells[0].len == 0) /* an empty line would be no row */
			xctl_buf_puts(to, "\"\"");
		else
			xctl_csv_cell(to, row->cells[i]);
	}
	xctl_buf_char(to, '\n');
	return XCTL_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	xctl_csv_options options = { .field_ceiling = 1000, .cell_ceiling = 50 };
	xctl_buf once = { .at = NULL }, twice = { .at = NULL };
	xctl_csv_read((xctl_str){ (const char *)bytes, len }, &options, copy, &once, NULL);
	if (xctl_csv_read(xctl_buf_view(&once), &options, copy, &twice, NULL) != XCTL_OK
		|| !xctl_str_eq(xctl_buf_view(&once), xctl_buf_view(&twice)))
		abort();
	xctl_buf_drop(&once);
	xctl_buf_drop(&twice);
	return 0;
}
