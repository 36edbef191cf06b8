/* What the reader accepts, the writer must write so that it is accepted again, and is its own canonical form. */
#include <stdlib.h>

#include "format/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static xctl_buf canonical(xctl_str text, bool *accepted)
{
	xctl_buf buf = { .at = NULL };
	xctl_json w = { .to = &buf };
	xctl_error error;
	json_t *value;
	*accepted = xctl_json_read(&value, text, "input", &error) == XCTL_OK;
	if (*accepted) {
		xctl_json_value(&w, value);
		json_decref(value);
	}
	return buf;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	bool accepted;
	xctl_buf once = canonical((xctl_str){ (const char *)bytes, len }, &accepted);
	if (accepted) {
		xctl_buf twice = canonical(xctl_buf_view(&once), &accepted);
		if (once.failed || !accepted || !xctl_str_eq(xctl_buf_view(&once), xctl_buf_view(&twice)))
			abort();
		xctl_buf_drop(&twice);
	}
	xctl_buf_drop(&once);
	return 0;
}
