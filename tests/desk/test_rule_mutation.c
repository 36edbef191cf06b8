/* Which conditions examples notice the loss of: each verdict is held against the slow way, a book compiled without the
 * condition and all its examples run. */
#include "fixture.h"

static const char law[] = "```rule\n"
			  "regime      xx.office\n"
			  "government  US\n"
			  "authority   OFFICE\n"
			  "covers      export, reexport\n"
			  "subject     xx.subject\n"
			  "title       \"the law of the tests\"\n"
			  "\n"
			  "fact        xx.subject\n"
			  "title       \"an export\"\n"
			  "when        kind is export\n"
			  " and any    from is US\n"
			  "      or    item.origin is US\n"
			  "\n"
			  "fact        xx.bad of P\n"
			  "when        P.country is CN\n"
			  " and        P.role is end-user\n"
			  " and any    P on xx-parties\n"
			  "      or    P.type is government\n"
			  "    with    to is CN\n"
			  "\n"
			  "rule        xx.party\n"
			  "regime      xx.office\n"
			  "cites       Act 3\n"
			  "effective   2001-01-01\n"
			  "when        xx.subject\n"
			  " and        some party P\n"
			  " and        P xx.bad\n"
			  " and        not P.country is JP   # implied: a bad party is in China\n"
			  "then        prohibited\n"
			  "\n"
			  "rule        xx.listed\n"
			  "regime      xx.office\n"
			  "cites       Act 2\n"
			  "effective   2000-01-01\n"
			  "for C in    C, D\n"
			  "when        xx.subject\n"
			  " and        item.codes.US in xx/items where control is C\n"
			  " and any    to is CN\n"
			  "    with    not item.type is software\n"
			  "      or    to is JP\n"
			  "then        licence\n"
			  "\n"
			  "overrides   xx.party over xx.listed\n"
			  "cites       Act 3\n"
			  "\n"
			  "exception   xx.small to xx.listed\n"
			  "kind        licence-exception\n"
			  "cites       Act 4\n"
			  "effective   2001-01-01\n"
			  "when        item.value.USD <= 1500\n"
			  " and        to is JP\n"
			  "unless      item.origin is CN\n"
			  "     or     item.type is technology\n"
			  "    and     from is US\n"
			  "\n"
			  "duty        xx.keep\n"
			  "regime      xx.office\n"
			  "cites       Act 5\n"
			  "effective   2001-01-01\n"
			  "when        xx.subject\n"
			  " and        to is CN\n"
			  "\n"
			  "example     a listed thing to China\n"
			  "on          2026-10-01\n"
			  "given       kind = export\n"
			  "            from = US\n"
			  "            to = CN\n"
			  "            item.codes.US = 1A1\n"
			  "expect      xx.office licence by xx.listed(C)\n"
			  " and        duty xx.keep\n"
			  " and        no xx.listed(D)\n"
			  "but         item.codes.US = 9Z9 -> no xx.listed(C)\n"
			  "            to = US\n"
			  "            to = JP -> xx.office licence by xx.listed(C) and no xx.keep\n"
			  "            kind = reexport -> xx.office not-subject\n"
			  "            to = JP and item.value = 1500 and item.currency = USD -> applies xx.small\n"
			  "            to = JP and item.value = 1500 and item.currency = USD and item.type = technology -> barred xx.small\n"
			  "            end-user.country = CN and end-user.listed.0.list = xx-parties -> xx.office prohibited by xx.party\n"
			  "            consignee.country = CN and consignee.listed.0.list = xx-parties -> no xx.party\n"
			  "            end-user.country = JP and end-user.listed.0.list = xx-parties\n"
			  "            to = JP and item.codes.US = none -> xx.office clear\n"
			  "```\n";

typedef struct stage {
	xctl_arena arena;
	xctl_desk *desk;
	xctl_buf out;
	xctl_error error;
} stage;

static void begin(stage *s, xctl_str text)
{
	*s = (stage){ .arena = { .ceiling = 64u << 20 }, .out = { .ceiling = 1u << 20 } };
	law_file files[3] = { fixture_files[1], fixture_files[2], { XCTL_STR("xx/law.md"), text } };
	xctl_buf bytes = { .ceiling = 64u << 20 };
	xctl_str path = xctl_str_print(&s->arena, "%s/mutated.snapshot", test_directory());
	xctl_code code = xctl_snapshot_make(&bytes, files, 3, NULL, 0, &s->error);
	assert_case(code == XCTL_OK, "%s:%u: %s; %s\n%.*s", s->error.source, s->error.line, s->error.what, s->error.hint, XCTL_FMT(text));
	assert_int_equal(xctl_file_replace(path.at, xctl_buf_view(&bytes), &s->error), XCTL_OK);
	xctl_buf_drop(&bytes);
	s->desk = fixture_desk(path.at, NULL, "2026-11-23");
}

static void end(stage *s)
{
	xctl_desk_close(s->desk);
	xctl_buf_drop(&s->out);
	xctl_arena_drop(&s->arena);
}

static json_t *mutations(stage *s, xctl_rule_mutation *n)
{
	begin(s, XCTL_STR(law));
	xctl_code code = xctl_rule_mutated(n, s->desk, NULL, &(xctl_view){ .format = XCTL_JSON }, fixture_write, &s->out, &s->error);
	assert_case(code == XCTL_OK, "%s\n", s->error.what);
	json_t *told = json_loadb(s->out.at, s->out.len, 0, NULL);
	assert_non_null(told);
	return told;
}

/* The word a condition line begins with, up to the condition. */
static xctl_str keyword(xctl_str line)
{
	xctl_str rest = line, word = xctl_str_word(&rest);
	xctl_str more = rest;
	if (xctl_str_is(xctl_str_word(&more), "any"))
		rest = more;
	return word.len ? (xctl_str){ line.at, (size_t)(rest.at - line.at) } : word;
}

static bool begins(xctl_str line, const char *word)
{
	return xctl_str_is(xctl_str_word(&line), word);
}

/* The law without one condition line; what it began is begun by the next. */
static void without_line(xctl_buf *out, uint32_t dropped)
{
	xctl_str rest = XCTL_STR(law), begun = { 0 };
	for (uint32_t number = 1; rest.len; number++) {
		xctl_str line = xctl_str_cut(&rest, '\n');
		if (number == dropped) {
			begun = line;
			xctl_buf_puts(out, "#\n");
			continue;
		}
		xctl_str key = begun.len ? keyword(begun) : (xctl_str){ 0 };
		bool heads = key.len > sizeof " and" && !begins(key, "when") && !begins(key, "or") && !begins(key, "with");
		bool takes = (begins(key, "when") && begins(line, "and"))
			|| (heads && (begins(line, "or") || begins(line, "with") || (begins(key, "unless") && begins(line, "and"))))
			|| (begins(key, "or") && (begins(line, "with") || begins(line, "and")));
		if (takes) {
			xctl_str more = line;
			xctl_str_word(&more);
			xctl_buf_str(out, key);
			xctl_buf_char(out, ' ');
			xctl_buf_str(out, more);
		} else {
			xctl_buf_str(out, line);
		}
		xctl_buf_char(out, '\n');
		begun = (xctl_str){ 0 };
	}
}

static void agrees_with_the_slow_way(void **state)
{
	(void)state;
	stage s;
	xctl_rule_mutation n;
	json_t *told = mutations(&s, &n), *one;
	uint32_t noticed = 0;
	size_t i;
	json_array_foreach(json_object_get(told, "all"), i, one) {
		xctl_buf text = { .ceiling = 1u << 20 };
		xctl_test_result ran;
		stage slow;
		without_line(&text, (uint32_t)json_integer_value(json_object_get(one, "line")));
		begin(&slow, xctl_buf_view(&text));
		assert_int_equal(xctl_rule_test(&ran, slow.desk, NULL, &(xctl_view){ .format = XCTL_TABLE }, fixture_write, &slow.out,
					 &slow.error), XCTL_OK);
		bool fast = json_is_true(json_object_get(one, "noticed"));
		assert_case(fast == (ran.failed != 0), "%s: %s\n%.*s%.*s", json_string_value(json_object_get(one, "condition")),
			fast ? "noticed, but no example fails" : "not noticed, but an example fails", XCTL_FMT(xctl_buf_view(&slow.out)), XCTL_FMT(xctl_buf_view(&text)));
		noticed += fast;
		xctl_buf_drop(&text);
		end(&slow);
	}
	assert_int_equal(n.failed, 0);
	assert_int_equal(n.conditions, 23);
	assert_int_equal(n.killed, noticed);
	assert_true(noticed > 8 && noticed < 20);
	assert_int_equal(n.implied, 1);
	json_decref(told);
	end(&s);
}

static void shows_what_no_example_notices(void **state)
{
	(void)state;
	stage s;
	xctl_rule_mutation n;
	begin(&s, XCTL_STR(law));
	assert_int_equal(xctl_rule_mutated(&n, s.desk, NULL, &(xctl_view){ .format = XCTL_TABLE }, fixture_write, &s.out, &s.error), XCTL_OK);
	xctl_buf_char(&s.out, '\0');
	assert_says(&s.out, "no example notices, in xx.subject: or    item.origin is US");
	assert_silent(&s.out, "not P.country is JP");
	assert_int_equal(xctl_rule_mutated(&n, s.desk, "yy", &(xctl_view){ .format = XCTL_TABLE }, fixture_write, &s.out, &s.error), XCTL_OK);
	assert_int_equal(n.conditions, 0);
	assert_true(xctl_rule_killed_share(&n) > 99.9);
	assert_int_equal(xctl_rule_mutated(&n, s.desk, NULL, &(xctl_view){ .format = XCTL_JSON }, fixture_refuse, NULL, &s.error), XCTL_IO);
	end(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_the_slow_way),
		cmocka_unit_test(shows_what_no_example_notices),
	};
	return cmocka_run_group_tests_name("rule mutation", tests, NULL, NULL);
}
