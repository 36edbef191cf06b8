/* What a replay counts is what asking twice comes to. */
#include "answers.h"
#include "transfer/table.h"

typedef struct two_desks {
	xctl_desk *before, *after;
} two_desks;

static xctl_desk *open_book(const char *branch)
{
	xctl_desk *desk = NULL;
	xctl_error error = { 0 };
	xctl_code code = xctl_desk_open(&desk,
		&(xctl_desk_options){ .snapshot = answers_snapshot(), .branch = branch, .today = ANSWERS_TODAY }, &error);
	assert_case(code == XCTL_OK, "%s: %s; %s\n", error.source, error.what, error.hint);
	return desk;
}

static int open_desks(void **state)
{
	static two_desks desks;
	desks.before = open_book(NULL);
	desks.after = open_book(test_path("demo/proposal"));
	*state = &desks;
	return 0;
}

static int close_desks(void **state)
{
	two_desks *desks = *state;
	xctl_desk_close(desks->before);
	xctl_desk_close(desks->after);
	return 0;
}

static xctl_code collect(void *context, const char *bytes, size_t length)
{
	xctl_buf_put(context, bytes, length);
	return XCTL_OK;
}

static xctl_code replay_text(xctl_replay_result *result, xctl_desk *before, xctl_desk *after, const char *text, size_t length,
	xctl_format format, xctl_buf *out, xctl_error *error)
{
	xctl_replay_options how = { .bytes = text, .length = length, .source = "past", .check = { .accept_excerpts = true } };
	xctl_view view = { .format = format };
	*out = (xctl_buf){ .ceiling = 16u << 20 };
	return xctl_replay(result, before, after, &how, &view, collect, out, error);
}

/* The demo's shipments; to be closed. */
static xctl_file demo_shipments(void)
{
	xctl_file file;
	xctl_error error;
	assert_int_equal(xctl_file_read(&file, test_path("demo/shipments.csv"), 1u << 24, &error), XCTL_OK);
	return file;
}

static json_t *replay_demo(const two_desks *desks, xctl_desk *after, xctl_replay_result *result)
{
	xctl_buf out;
	xctl_error error = { 0 };
	xctl_file csv = demo_shipments();
	assert_int_equal(replay_text(result, desks->before, after, csv.bytes.at, csv.bytes.len, XCTL_JSON, &out, &error), XCTL_OK);
	xctl_file_close(&csv);
	json_t *document = json_loadb(out.at, out.len, 0, NULL);
	assert_non_null(document);
	xctl_buf_drop(&out);
	return document;
}

static long long number_at(const json_t *object, const char *key)
{
	return (long long)json_integer_value(json_object_get(object, key));
}

static void nothing_changes_under_one_book(void **state)
{
	const two_desks *desks = *state;
	xctl_replay_result result;
	json_t *told = replay_demo(desks, desks->before, &result);
	assert_int_equal(result.transfers, 300);
	assert_int_equal(result.stricter + result.looser + result.cannot_tell + result.unreadable, 0);
	assert_int_equal(json_array_size(json_object_get(told, "grounds")), 0);
	assert_int_equal(json_array_size(json_object_get(told, "customers")), 0);
	size_t i;
	json_t *matrix;
	json_array_foreach(json_object_get(told, "matrices"), i, matrix)
		assert_int_equal(number_at(matrix, "changed"), 0);
	json_decref(told);
}

typedef struct asked {
	xctl_verdict verdicts[400];
	size_t n;
} asked;

static xctl_code note_verdict(void *context, const xctl_batch_row *row)
{
	asked *a = context;
	assert_non_null(row->decision);
	assert_true(a->n < COUNT_OF(a->verdicts));
	a->verdicts[a->n++] = xctl_decision_verdict(row->decision);
	return XCTL_OK;
}

static void ask_all(asked *a, xctl_desk *desk, xctl_str csv)
{
	xctl_batch_report report;
	xctl_error error = { 0 };
	a->n = 0;
	assert_int_equal(xctl_check_batch(&report, desk, csv.at, csv.len, "demo", &(xctl_check_options){ .accept_excerpts = true },
				 note_verdict, a, &error),
		XCTL_OK);
}

static long long cell(const json_t *matrix, const char *before, const char *after)
{
	size_t i;
	json_t *one;
	json_array_foreach(json_object_get(matrix, "cells"), i, one)
		if (strcmp(json_string_value(json_object_get(one, "before")), before) == 0
			&& strcmp(json_string_value(json_object_get(one, "after")), after) == 0)
			return number_at(one, "transfers");
	return 0;
}

/* Every transfer asked alone under both books: a cell of the matrix holds as many, but for those nobody can tell. */
static void counts_what_asking_twice_gives(void **state)
{
	const two_desks *desks = *state;
	xctl_replay_result result;
	static asked before, after;
	xctl_file csv = demo_shipments();
	ask_all(&before, desks->before, csv.bytes);
	ask_all(&after, desks->after, csv.bytes);
	xctl_file_close(&csv);
	json_t *told = replay_demo(desks, desks->after, &result);
	const json_t *all = json_array_get(json_object_get(told, "matrices"), 0);
	long long counts[9][9] = { { 0 } }, open = 0;
	for (size_t i = 0; i < before.n; i++)
		counts[before.verdicts[i]][after.verdicts[i]]++;
	for (int b = 0; b < 9; b++) {
		long long known = 0, asked_alone = 0;
		for (int a = 0; a < 9; a++) {
			long long n = cell(all, xctl_verdict_word((xctl_verdict)b), xctl_verdict_word((xctl_verdict)a));
			known += n;
			asked_alone += counts[b][a];
			if (a != XCTL_UNDETERMINED)
				assert_int_equal(n, counts[b][a]);
		}
		open += asked_alone - known;
		assert_int_equal(asked_alone - known, cell(all, xctl_verdict_word((xctl_verdict)b), "cannot-tell"));
	}
	assert_true(result.stricter > 0 && result.cannot_tell > 0);
	assert_int_equal(open, (long long)result.cannot_tell);
	json_decref(told);
}

static const char past[] =
	"id,kind,from,to,date,unstated,informed,knowledge,end_use.uses,item.type,item.origin,item.codes.U"
	"S,item.codes.JP,item.codes.HS,item.value,item.currency,item.us_controlled_content.0.pct,end-user"
	".name,end-user.country,end-user.headquarters,end-user.facility.node,end-user.facility.backend_on"
	"ly,end-user.owners\n"
	"P1,export,JP,CN,2026-11-01,no,[],[],[],commodity,JP,3B991.b.1.h.2.b,16(2),848620,100.50,JPY,0,An"
	"lan,CN,CN,mature,no,[]\n"
	"P2,export,JP,CN,2026-11-01,no,[],[],[],commodity,JP,3B991.b.1.h.2.b,16(2),848620,2,USD,0,Anlan,C"
	"N,CN,mature,no,[]\n"
	"P2,,,,,,,,,commodity,JP,EAR99,16(2),848690,3,USD,0,,,,,,\n"
	"P3,export,JP,CN,2026-11-01,no,[],[],[],commodity,JP,3B991.b.1.h.2.b,16(2),848620,7,JPY,0,Baolin,"
	"CN,CN,mature,null,[]\n"
	"P4,export,JP,CN,2026-11-01,no,[],[],[],commodity,JP,3B991.b.1.h.2.b,16(2),848620,9,JPY,0,Baolin,"
	"CN,KR,mature,no,[]\n"
	"P5,export,JP,CN,2024-11-01,no,[],[],[],commodity,JP,3B991.b.1.h.2.b,16(2),848620,9,JPY,0,Baolin,"
	"CN,CN,mature,no,[]\n";

/* The report on the past above as text, ending in NUL; the caller drops it. */
static xctl_buf told_of_past(const two_desks *desks, xctl_format format, xctl_replay_result *result)
{
	xctl_buf out;
	xctl_error error = { 0 };
	assert_int_equal(replay_text(result, desks->before, desks->after, past, sizeof past - 1, format, &out, &error), XCTL_OK);
	xctl_buf_char(&out, '\0');
	return out;
}

static void adds_up_what_is_at_stake(void **state)
{
	xctl_replay_result result;
	xctl_buf out = told_of_past(*state, XCTL_CSV, &result);
	assert_int_equal(result.transfers, 5);
	assert_int_equal(result.stricter, 2);
	assert_int_equal(result.cannot_tell, 1); /* P3: nobody asked whether the plant only packages */
	static const char *const lines[] = { "answer,stricter,all,2,JPY,100.5\n", "answer,stricter,all,2,USD,5\n",
		"answer,cannot tell,all,1,JPY,7\n", "ground,gained,proposal.jp,2,JPY,100.5\n", "customer,changed,Anlan,2,USD,5\n",
		"customer,changed,Baolin,1,JPY,7\n", "HS code,changed,848690,1,USD,3\n" };
	for (size_t i = 0; i < COUNT_OF(lines); i++)
		assert_case(strstr(out.at, lines[i]), "no line %sin\n%s", lines[i], out.at);
	xctl_buf_drop(&out);
}

static void names_what_was_not_recorded(void **state)
{
	xctl_replay_result result;
	xctl_buf out = told_of_past(*state, XCTL_TABLE, &result);
	assert_non_null(strstr(out.at, "facility/backend_only"));
	assert_non_null(strstr(out.at, "the joint list (proposed), Japanese part"));
	xctl_buf_drop(&out);
}

static void refuses_what_is_no_table(void **state)
{
	const two_desks *desks = *state;
	static const struct {
		const char *text, *what;
	} cases[] = {
		{ "", "there is no transfer in it" },
		{ "id,kind\n", "there is no transfer in it" },
		{ "id,kind,kind\nA,export,export\n", "the column \"kind\" stands twice" },
		{ "id,kind\nA,export,US\n", "this row has 3 cells, and the header 2" },
		{ "id,kind\nA,\"export\n", "the quote is not closed" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_replay_result result;
		xctl_buf out;
		xctl_error error = { 0 };
		xctl_code code = replay_text(&result, desks->before, desks->after, cases[i].text, strlen(cases[i].text), XCTL_JSON, &out,
			&error);
		assert_int_equal(code, XCTL_INPUT);
		if (i < 4)
			assert_string_equal(error.what, cases[i].what);
		assert_true(error.hint[0] && out.len == 0);
		xctl_buf_drop(&out);
	}
}

static void refuses_a_branch_with_a_fault(void **state)
{
	(void)state;
	xctl_desk *desk = NULL;
	xctl_error error = { 0 };
	xctl_code code = xctl_desk_open(&desk,
		&(xctl_desk_options){ .snapshot = answers_snapshot(), .branch = test_path("tests/desk/bad/nothing"), .today = ANSWERS_TODAY },
		&error);
	assert_int_equal(code, XCTL_INPUT);
	assert_true(error.what[0] && error.hint[0]);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_changes_under_one_book),
		cmocka_unit_test(counts_what_asking_twice_gives),
		cmocka_unit_test(adds_up_what_is_at_stake),
		cmocka_unit_test(names_what_was_not_recorded),
		cmocka_unit_test(refuses_what_is_no_table),
		cmocka_unit_test(refuses_a_branch_with_a_fault),
	};
	return cmocka_run_group_tests_name("replay", tests, open_desks, close_desks);
}
