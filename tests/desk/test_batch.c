/* Batches: CSV and NDJSON are the same transfers in other clothes, and a bad row stops no other. */
#include "answers.h"

static int open_desk(void **state)
{
	*state = answers_desk(NULL);
	return 0;
}

static int close_desk(void **state)
{
	xctl_desk_close(*state);
	return 0;
}

/* What a batch told, row by row. */
typedef struct told {
	struct {
		uint32_t line;
		xctl_verdict verdict;
		xctl_error error; /* code XCTL_OK: it was answered */
		char *json;
	} rows[400];
	size_t n;
	size_t stop_after; /* 0: never */
	xctl_batch_report report;
	xctl_error error;
} told;

static xctl_code note(void *context, const xctl_batch_row *row)
{
	told *t = context;
	assert_true(t->n < COUNT_OF(t->rows));
	assert_true((row->decision != NULL) != (row->error != NULL));
	assert_true(row->bytes_done <= row->bytes_total);
	t->rows[t->n].line = row->line;
	if (row->decision) {
		t->rows[t->n].verdict = xctl_decision_verdict(row->decision);
		size_t size = strlen(xctl_decision_json(row->decision)) + 1;
		t->rows[t->n].json = malloc(size);
		assert_non_null(t->rows[t->n].json);
		memcpy(t->rows[t->n].json, xctl_decision_json(row->decision), size);
	} else {
		t->rows[t->n].error = *row->error;
	}
	t->n++;
	return t->stop_after && t->n == t->stop_after ? XCTL_CANCELLED : XCTL_OK;
}

static xctl_code batch(told *t, xctl_desk *desk, xctl_str text, const xctl_check_options *options)
{
	size_t stop_after = t->stop_after;
	memset(t, 0, sizeof *t);
	t->stop_after = stop_after;
	return xctl_check_batch(&t->report, desk, text.at, text.len, "rows", options, note, t, &t->error);
}

static void forget(told *t)
{
	for (size_t i = 0; i < t->n; i++)
		free(t->rows[i].json);
	t->n = 0;
}

static told *new_told(void)
{
	told *t = calloc(1, sizeof *t);
	assert_non_null(t);
	return t;
}

static void demo_shipments(xctl_file *file)
{
	assert_int_equal(xctl_file_map(file, test_path("demo/shipments.csv"), NULL), XCTL_OK);
}

static bool is_unmatched(const told *t, const char *name)
{
	for (uint32_t i = 0; i < t->report.n_unmatched; i++)
		if (strcmp(t->report.unmatched[i], name) == 0)
			return true;
	return false;
}

static void answers_a_year_of_shipments(void **state)
{
	told *t = new_told();
	xctl_file file;
	demo_shipments(&file);
	assert_int_equal(batch(t, *state, file.bytes, &answers_accept), XCTL_OK);
	assert_int_equal(t->report.transfers, 300);
	assert_int_equal(t->report.unreadable, 0);
	assert_int_equal(t->n, 300);
	assert_int_equal(t->report.n_unmatched, 1);
	assert_true(is_unmatched(t, "sales_region"));
	uint32_t sum = 0;
	xctl_verdict worst = XCTL_NOT_SUBJECT;
	for (size_t v = 0; v < COUNT_OF(t->report.verdicts); v++)
		sum += t->report.verdicts[v];
	for (size_t i = 0; i < t->n; i++) {
		worst = t->rows[i].verdict > worst ? t->rows[i].verdict : worst;
		assert_true(i == 0 || t->rows[i].line > t->rows[i - 1].line);
	}
	assert_int_equal(sum, 300);
	assert_int_equal(worst, t->report.worst);
	assert_true(t->report.worst >= XCTL_LICENCE);
	assert_true(t->report.worst_at_least >= XCTL_LICENCE);
	assert_false(t->report.stale);
	assert_true(t->report.verdicts[XCTL_CLEAR] > 0 && t->report.verdicts[XCTL_LICENCE] > 0);
	forget(t);
	free(t);
	xctl_file_close(&file);
}

static void says_the_same_again(void **state)
{
	told *a = new_told(), *b = new_told();
	xctl_file file;
	xctl_desk *other = answers_desk(NULL);
	demo_shipments(&file);
	assert_int_equal(batch(a, *state, file.bytes, &answers_accept), XCTL_OK);
	assert_int_equal(batch(b, other, file.bytes, &answers_accept), XCTL_OK);
	assert_int_equal(a->n, b->n);
	for (size_t i = 0; i < a->n; i++)
		assert_string_equal(a->rows[i].json, b->rows[i].json);
	forget(a);
	forget(b);
	free(a);
	free(b);
	xctl_desk_close(other);
	xctl_file_close(&file);
}

/* --- the same transfer as CSV and as JSON --- */

typedef struct flat {
	xctl_buf head, row;
} flat;

static void put_cell(flat *f, const char *name, const char *cell)
{
	if (f->head.len) {
		xctl_buf_str(&f->head, XCTL_STR(","));
		xctl_buf_str(&f->row, XCTL_STR(","));
	}
	xctl_buf_printf(&f->head, "%s", name);
	xctl_buf_str(&f->row, XCTL_STR("\""));
	for (const char *c = cell; *c; c++)
		xctl_buf_printf(&f->row, *c == '"' ? "\"\"" : "%c", *c);
	xctl_buf_str(&f->row, XCTL_STR("\""));
}

/* A document as dotted columns and one row: what docs/manual/transfer.md says of them, read backwards. */
static void flatten(flat *f, const char *name, const json_t *value)
{
	char path[256], cell[512] = "";
	size_t i;
	const json_t *one;
	const char *key;
	if (json_is_object(value)) {
		json_t *open = (json_t *)(uintptr_t)value;
		json_t *inner;
		json_object_foreach(open, key, inner) {
			snprintf(path, sizeof path, "%s%s%s", name, *name ? "." : "", key);
			flatten(f, path, inner);
		}
	} else if (strcmp(name, "items") == 0) {
		json_array_foreach(value, i, one) {
			snprintf(path, sizeof path, i ? "item%zu" : "item", i + 1);
			flatten(f, path, one);
		}
	} else if (strcmp(name, "parties") == 0) {
		json_array_foreach(value, i, one) {
			json_t *party = json_copy((json_t *)(uintptr_t)one);
			snprintf(path, sizeof path, "%s", text_of(one, "role"));
			json_object_del(party, "role");
			flatten(f, path, party);
			json_decref(party);
		}
	} else if (json_is_object(json_array_get(value, 0))) {
		json_array_foreach(value, i, one) {
			snprintf(path, sizeof path, "%s.%zu", name, i);
			flatten(f, path, one);
		}
	} else if (json_is_array(value)) {
		json_array_foreach(value, i, one) {
			size_t used = strlen(cell);
			snprintf(cell + used, sizeof cell - used, "%s%s", i ? ";" : "", json_string_value(one));
		}
		put_cell(f, name, json_array_size(value) ? cell : "[]");
	} else if (json_is_string(value)) {
		put_cell(f, name, json_string_value(value));
	} else {
		char *text = json_dumps(value, JSON_ENCODE_ANY); /* true, false, null, a number */
		put_cell(f, name, text);
		free(text);
	}
}

/* Behind the id, which names the document's own bytes, all is equal. */
static void assert_same_answer(const char *name, const char *a, const char *b)
{
	static const char id[] = "{\"id\":\"D-ABCDEFGHIJKLMNOPQRSTUVWXYZ\"";
	assert_true(strlen(a) > sizeof id && strlen(b) > sizeof id);
	assert_case(strcmp(a + sizeof id - 1, b + sizeof id - 1) == 0, "%s:\n%s\n%s\n", name, a, b);
}

static void csv_and_json_are_one(void **state)
{
	static const char *const names[] = { "etcher", "etcher-c3", "spares", "false-hit", "clean", "bare-3b001-de", "bare-3b001-cn" };
	told *t = new_told();
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		flat f = { { 0 }, { 0 } };
		json_t *document = answers_demo(names[i]);
		xctl_decision *decision = answers_decide(*state, document, &answers_accept);
		flatten(&f, "", document);
		xctl_buf_str(&f.head, XCTL_STR("\n"));
		xctl_buf_str(&f.head, xctl_buf_view(&f.row));
		xctl_buf_str(&f.head, XCTL_STR("\n"));
		assert_int_equal(batch(t, *state, xctl_buf_view(&f.head), &answers_accept), XCTL_OK);
		assert_case(t->report.transfers == 1, "%s: %s: %s\n", names[i], t->rows[0].error.what, t->rows[0].error.pointer);
		assert_int_equal(t->report.n_unmatched, 0);
		assert_same_answer(names[i], t->rows[0].json, xctl_decision_json(decision));
		forget(t);
		xctl_decision_free(decision);
		xctl_buf_drop(&f.head);
		xctl_buf_drop(&f.row);
		json_decref(document);
	}
	free(t);
}

static void ndjson_and_json_are_one(void **state)
{
	static const char *const names[] = { "etcher", "spares", "clean" };
	told *t = new_told();
	xctl_buf text = { 0 };
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		json_t *document = answers_demo(names[i]);
		char *line = json_dumps(document, JSON_COMPACT);
		xctl_buf_printf(&text, "%s%s\n", i == 1 ? "\n  " : "", line); /* an empty line is nothing */
		free(line);
		json_decref(document);
	}
	assert_int_equal(batch(t, *state, xctl_buf_view(&text), &answers_accept), XCTL_OK);
	assert_int_equal(t->report.transfers, COUNT_OF(names));
	assert_int_equal(t->rows[1].line, 3);
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		json_t *document = answers_demo(names[i]);
		xctl_decision *decision = answers_decide(*state, document, &answers_accept);
		assert_string_equal(t->rows[i].json, xctl_decision_json(decision)); /* the id too */
		xctl_decision_free(decision);
		json_decref(document);
	}
	forget(t);
	free(t);
	xctl_buf_drop(&text);
}

/* --- rows --- */

#define HEAD "id,kind,from,to,item.line,item.codes.US,item.origin\n"

static void lines_with_one_id_are_one_transfer(void **state)
{
	told *t = new_told();
	assert_int_equal(batch(t, *state, XCTL_STR(HEAD "A,export,US,DE,1,EAR99,US\n"
						       "A,export,US,DE,2,3B001.d,US\n"
						       "B,export,US,DE,1,EAR99,US\n"
						       "A,export,US,DE,1,EAR99,US\n"), NULL), XCTL_OK);
	assert_int_equal(t->n, 3); /* one after another: the last A is another transfer */
	assert_int_equal(t->rows[0].line, 2);
	assert_int_equal(t->rows[1].line, 4);
	assert_non_null(strstr(t->rows[0].json, "\"line\":2"));
	assert_null(strstr(t->rows[1].json, "\"line\":2"));
	forget(t);
	free(t);
}

static void lines_without_an_id_are_apart(void **state)
{
	told *t = new_told();
	assert_int_equal(batch(t, *state, XCTL_STR(HEAD ",export,US,DE,1,EAR99,US\n"
						       ",export,US,DE,2,EAR99,US\n"), NULL), XCTL_OK);
	assert_int_equal(t->report.transfers, 2);
	forget(t);
	free(t);
}

static void a_bad_row_stops_no_other(void **state)
{
	static const struct {
		const char *row, *pointer, *what;
	} cases[] = {
		{ "X,export,US,UK,1,EAR99,US\n", "/to", "unknown country" },
		{ "X,export,US,DE,1,3Z999,US\n", "/items/0/codes/US", "3Z999" },
		{ "X,export,US,DE,1,3B001.zz,US\n", "/items/0/codes/US", "3B001.zz" },
		{ "X,export,US,DE,one,EAR99,US\n", "/items/0/line", "number" },
		{ "X,gift,US,DE,1,EAR99,US\n", "/kind", "gift" },
		{ "X,,US,DE,1,EAR99,US\n", "/kind", "missing" },
		{ "X,export,US,D\xff,1,EAR99,US\n", NULL, "UTF-8" },
		{ "X,export,US,DE,1,EAR99,US\nX,export,US,FR,2,EAR99,US\n", "to", "" },
	};
	told *t = new_told();
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_buf text = { 0 };
		xctl_buf_printf(&text, HEAD "A,export,US,DE,1,EAR99,US\n%sB,export,US,DE,1,EAR99,US\n", cases[i].row);
		assert_int_equal(batch(t, *state, xctl_buf_view(&text), NULL), XCTL_OK);
		assert_case(t->report.transfers == 2 && t->report.unreadable == 1 && t->n == 3, "%s: %u answered, %u not\n", cases[i].row,
			t->report.transfers, t->report.unreadable);
		const xctl_error *error = &t->rows[1].error;
		assert_case(error->code != XCTL_OK && error->line >= 3 && strcmp(error->source, "rows") == 0, "%s: %s:%u\n", cases[i].row,
			error->source, error->line);
		assert_case(!cases[i].pointer || strcmp(error->pointer, cases[i].pointer) == 0, "%s: at %s\n", cases[i].row, error->pointer);
		assert_case(strstr(error->what, cases[i].what), "%s: %s\n", cases[i].row, error->what);
		assert_case(error->hint[0], "%s: no mend: %s\n", cases[i].row, error->what);
		forget(t);
		xctl_buf_drop(&text);
	}
	free(t);
}

/* Where the next row begins is then anybody's guess: nothing after it is answered, and nothing before it kept. */
static void a_stray_quote_ends_the_table(void **state)
{
	static const char *const texts[] = { HEAD "A,export,US,DE,1,EAR99,US\nB,exp\"ort,US,DE,1,EAR99,US\nC,export,US,DE,1,EAR99,US\n",
		HEAD "A,export,US,DE,1,EAR99,US\nB,\"export,US,DE,1,EAR99,US\nC,export,US,DE,1,EAR99,US\n" };
	char path[4200];
	snprintf(path, sizeof path, "%s/store.db", test_directory());
	xctl_desk *desk = answers_desk(path);
	told *t = new_told();
	xctl_store_status status;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		assert_int_equal(batch(t, desk, xctl_str_of(texts[i]), NULL), XCTL_INPUT);
		assert_case(t->error.line == 3 && t->error.hint[0], "case %zu: line %u: %s\n", i, t->error.line, t->error.what);
		assert_int_equal(xctl_store_status_get(desk->store, &status, NULL), XCTL_OK);
		assert_int_equal(status.decisions, 0);
		forget(t);
	}
	free(t);
	xctl_desk_close(desk);
}

static void a_bad_document_stops_no_other(void **state)
{
	static const char *const lines[] = { "{", "[]", "{\"kind\": \"export\"}", "{\"kind\": \"export\", \"kind\": \"export\"}", "\xff",
		"{\"kind\": \"export\", \"items\": [{}], \"to\": \"UK\"}", "null" };
	static const char good[] = "{\"kind\": \"export\", \"items\": [{\"codes\": {\"US\": \"EAR99\"}}], \"to\": \"DE\"}";
	told *t = new_told();
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		xctl_buf text = { 0 };
		xctl_buf_printf(&text, "%s\n%s\n%s\n", good, lines[i], good);
		assert_int_equal(batch(t, *state, xctl_buf_view(&text), NULL), XCTL_OK);
		assert_case(t->report.transfers == 2 && t->report.unreadable == 1, "%s\n", lines[i]);
		assert_case(t->rows[1].error.line == 2, "%s: line %u\n", lines[i], t->rows[1].error.line);
		assert_case(t->rows[1].error.hint[0], "%s: no mend: %s\n", lines[i], t->rows[1].error.what);
		forget(t);
		xctl_buf_drop(&text);
	}
	free(t);
}

/* A table that cannot be read at all: nothing is answered. */
static void refuses_a_table(void **state)
{
	static const struct {
		const char *text, *what;
	} cases[] = {
		{ "id,from,to,item.codes.US\nA,US,DE,EAR99\n", "kind" },
		{ "id,kind,from,item.codes.US\nA,export,US,EAR99\n", "\"to\"" },
		{ "id,kind,from,to\nA,export,US,DE\n", "item.codes" },
		{ "id,kind,kind,to,item.codes.US\nA,export,export,DE,EAR99\n", "twice" },
		{ HEAD, "no transfer" },
		{ "\xff\n", "UTF-8" },
	};
	told *t = new_told();
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_case(batch(t, *state, xctl_str_of(cases[i].text), NULL) == XCTL_INPUT, "%s\n", cases[i].text);
		assert_case(strstr(t->error.what, cases[i].what), "%s: %s\n", cases[i].text, t->error.what);
		assert_case(t->error.hint[0] && strcmp(t->error.source, "rows") == 0, "%s: %s\n", cases[i].text, t->error.what);
		assert_int_equal(t->n, 0);
		assert_int_equal(t->report.transfers, 0);
	}
	free(t);
}

static void refuses_options(void **state)
{
	told *t = new_told();
	assert_int_equal(batch(t, *state, XCTL_STR(HEAD "A,export,US,DE,1,EAR99,US\n"), &(xctl_check_options){ .governments = "xx" }), XCTL_USAGE);
	assert_int_equal(batch(t, *state, XCTL_STR(HEAD "A,export,US,DE,1,EAR99,US\n"), &(xctl_check_options){ .as_of = "2026-02-30" }), XCTL_USAGE);
	assert_int_equal(t->n, 0);
	free(t);
}

static void the_host_may_stop_it(void **state)
{
	told *t = new_told();
	xctl_file file;
	demo_shipments(&file);
	t->stop_after = 3;
	assert_int_equal(batch(t, *state, file.bytes, NULL), XCTL_CANCELLED);
	assert_int_equal(t->n, 3);
	forget(t);
	free(t);
	xctl_file_close(&file);
}

/* What was answered before the batch was stopped is not kept by halves. */
static void keeps_all_or_nothing(void **state)
{
	char path[4200];
	snprintf(path, sizeof path, "%s/store.db", test_directory());
	xctl_desk *desk = answers_desk(path);
	told *t = new_told();
	xctl_store_status status;
	xctl_str text = XCTL_STR(HEAD "A,export,US,DE,1,EAR99,US\nB,export,US,DE,1,EAR99,US\n");
	(void)state;
	t->stop_after = 1;
	assert_int_equal(batch(t, desk, text, NULL), XCTL_CANCELLED);
	forget(t);
	assert_int_equal(xctl_store_status_get(desk->store, &status, NULL), XCTL_OK);
	assert_int_equal(status.decisions, 0);
	t->stop_after = 0;
	assert_int_equal(batch(t, desk, text, &(xctl_check_options){ .no_store = true }), XCTL_OK);
	forget(t);
	assert_int_equal(xctl_store_status_get(desk->store, &status, NULL), XCTL_OK);
	assert_int_equal(status.decisions, 0);
	assert_int_equal(batch(t, desk, text, NULL), XCTL_OK);
	forget(t);
	assert_int_equal(xctl_store_status_get(desk->store, &status, NULL), XCTL_OK);
	assert_int_equal(status.decisions, 2);
	free(t);
	xctl_desk_close(desk);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_a_year_of_shipments),
		cmocka_unit_test(says_the_same_again),
		cmocka_unit_test(csv_and_json_are_one),
		cmocka_unit_test(ndjson_and_json_are_one),
		cmocka_unit_test(lines_with_one_id_are_one_transfer),
		cmocka_unit_test(lines_without_an_id_are_apart),
		cmocka_unit_test(a_bad_row_stops_no_other),
		cmocka_unit_test(a_stray_quote_ends_the_table),
		cmocka_unit_test(a_bad_document_stops_no_other),
		cmocka_unit_test(refuses_a_table),
		cmocka_unit_test(refuses_options),
		cmocka_unit_test(the_host_may_stop_it),
		cmocka_unit_test(keeps_all_or_nothing),
	};
	return cmocka_run_group_tests(tests, open_desk, close_desk);
}
