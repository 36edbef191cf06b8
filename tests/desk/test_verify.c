/* rules verify: official texts cut into sections, and the book held against them. */
#include "desk/official.h"
#include "fixture.h"

/* Written for the tests, after the publishers' schemas. */
#define PART_OPEN "<?xml version=\"1.0\"?>\n<DIV5 N=\"9\" NODE=\"15:2.1.3\" TYPE=\"PART\">\n<HEAD>PART 9\xE2\x80\x94TESTS</HEAD>\n" \
	"<AUTH><HED>Authority:</HED><PSPACE>Act.</PSPACE></AUTH>\n"
#define SECTION(n, head, body) \
	"<DIV8 N=\"" n "\" NODE=\"15:2.1.3.0.1." n "\" TYPE=\"SECTION\">\n<HEAD>\xC2\xA7 " n " " head "</HEAD>\n" body "</DIV8>\n"
#define PART_END "</DIV5>\n"
#define LAW(body) \
	"<?xml version=\"1.0\"?><Law Era=\"Showa\" Lang=\"ja\" LawType=\"CabinetOrder\" Num=\"1\" Year=\"1\"><LawNum>第一号</LawNum>" \
	"<LawBody><LawTitle>試験令</LawTitle><TOC><TOCLabel>目次</TOCLabel></TOC>" body "</LawBody></Law>"

static const official_section *section_of(const official_texts *texts, const char *name)
{
	uint32_t at = xctl_map_get(&texts->by_name, xctl_str_of(name));
	assert_case(at != XCTL_NONE, "no %s among %u sections\n", name, texts->at.count);
	return &texts->at.at[at];
}

static void assert_text(const official_texts *texts, const char *name, const char *text)
{
	xctl_digest wanted = xctl_sha256(xctl_str_of(text));
	assert_case(memcmp(&section_of(texts, name)->hash, &wanted, sizeof wanted) == 0, "%s is not hashed as \"%s\"\n", name, text);
}

static xctl_code read_into(official_texts *texts, xctl_arena *arena, const char *xml, xctl_error *error)
{
	*arena = (xctl_arena){ .ceiling = 1u << 20 };
	*texts = (official_texts){ .arena = arena, .by_name.arena = arena };
	return official_read(texts, xctl_str_of(xml), "law.xml", error);
}

static void reads_the_ecfr(void **state)
{
	xctl_arena arena;
	official_texts texts;
	xctl_error error = { 0 };
	(void)state;
	assert_int_equal(read_into(&texts, &arena,
				 PART_OPEN SECTION("9.1", "Scope.",
					 "<P>(a) <I>One.</I> Two\xC2\xA0items &amp;\nmore.</P><P>(b) <E T=\"03\">Three</E>.</P>"
					 "<CITA TYPE=\"N\">[61 FR 1]</CITA><EDNOTE><HED>Note</HED><P>Left out.</P></EDNOTE>\n")
					 SECTION("9.2", "Reserved.", "")
						 "<DIV9 N=\"Supplement No. 1 to Part 9\" TYPE=\"APPENDIX\"><HEAD>Supplement</HEAD><FP>A list</FP>"
						 "<TABLE><TR><TD>1</TD><TD>2</TD></TR></TABLE></DIV9>" PART_END,
				 &error),
		XCTL_OK);
	assert_int_equal(texts.at.count, 3);
	assert_text(&texts, "15 CFR 9.1", "(a)One.Twoitems&more.(b)Three.");
	assert_text(&texts, "15 CFR 9.2", "");
	assert_text(&texts, "15 CFR Supplement No. 1 to Part 9", "Alist12");
	assert_true(xctl_str_is(section_of(&texts, "15 CFR 9.1")->cited, "15 CFR: 9.1"));
	xctl_arena_drop(&arena);
	/* The bulk files write the number with its sign, and only the title's own division names the title. */
	assert_int_equal(read_into(&texts, &arena,
				 "<ECFR><DIV1 N=\"31\" TYPE=\"TITLE\"><DIV8 N=\"\xC2\xA7 8.1\" TYPE=\"SECTION\"><P>x</P></DIV8></DIV1></ECFR>", &error),
		XCTL_OK);
	assert_text(&texts, "31 CFR 8.1", "x");
	xctl_arena_drop(&arena);
}

static void reads_e_gov(void **state)
{
	xctl_arena arena;
	official_texts texts;
	xctl_error error = { 0 };
	(void)state;
	assert_int_equal(read_into(&texts, &arena,
				 LAW("<MainProvision><Article Num=\"1\"><ArticleCaption>（許可）</ArticleCaption><ArticleTitle>第一条</ArticleTitle>"
				     "<Paragraph Num=\"1\"><ParagraphNum/><ParagraphSentence><Sentence>貨物を　<Ruby>輸出<Rt>ゆしゅつ</Rt></Ruby>する。"
				     "</Sentence></ParagraphSentence></Paragraph></Article>"
				     "<Article Num=\"4_2\"><ArticleTitle>第四条の二</ArticleTitle><Paragraph Num=\"1\"><ParagraphNum/>"
				     "<ParagraphSentence><Sentence>削除</Sentence></ParagraphSentence></Paragraph></Article></MainProvision>"
				     "<SupplProvision><SupplProvisionLabel>附則</SupplProvisionLabel><Article Num=\"9\"><Paragraph Num=\"1\"/></Article>"
				     "</SupplProvision><AppdxTable Num=\"2_3\"><AppdxTableTitle>別表第二の三</AppdxTableTitle><TableStruct><Table><TableRow>"
				     "<TableColumn><Sentence>一</Sentence></TableColumn></TableRow></Table></TableStruct></AppdxTable>"),
				 &error),
		XCTL_OK);
	assert_int_equal(texts.at.count, 3);
	assert_text(&texts, "第一号 art. 1", "貨物を輸出する。");
	assert_text(&texts, "第一号 art. 4-2", "削除");
	assert_text(&texts, "第一号 Appended Table 2-3", "一");
	xctl_arena_drop(&arena);
}

static void refuses_two_texts(void **state)
{
	xctl_arena arena;
	official_texts texts;
	xctl_error error = { 0 };
	(void)state;
	assert_int_equal(read_into(&texts, &arena, PART_OPEN SECTION("9.1", "A", "<P>one</P>") PART_END, &error), XCTL_OK);
	assert_int_equal(official_read(&texts, XCTL_STR(PART_OPEN SECTION("9.1", "B", "<P>o<I>n</I>e</P>") PART_END), "again.xml", &error),
		XCTL_OK);
	assert_int_equal(official_read(&texts, XCTL_STR(PART_OPEN SECTION("9.1", "B", "<P>two</P>") PART_END), "other.xml", &error),
		XCTL_INPUT);
	assert_string_equal(error.source, "other.xml");
	assert_string_equal(error.what, "15 CFR 9.1 stands twice, with different texts: also in law.xml:5");
	assert_int_equal(official_read(&texts, XCTL_STR("<a"), "cut.xml", &error), XCTL_INPUT);
	assert_string_equal(error.source, "cut.xml");
	xctl_arena_drop(&arena);
}

/* The text now and the text to come, in one file. */
static void tells_twins_apart(void **state)
{
	xctl_arena arena;
	official_texts texts;
	xctl_error error = { 0 };
	(void)state;
	assert_int_equal(read_into(&texts, &arena,
				 PART_OPEN SECTION("9.1", "A", "<P>now</P>") SECTION("9.1", "A", "<P>later</P>") SECTION("9.1", "A", "<P>x</P>")
					 PART_END,
				 &error),
		XCTL_OK);
	assert_text(&texts, "15 CFR 9.1", "now");
	assert_text(&texts, "15 CFR 9.1 (2)", "later");
	assert_text(&texts, "15 CFR 9.1 (3)", "x");
	xctl_arena_drop(&arena);
}

/* --- a book held against a folder --- */

typedef struct run {
	xctl_arena arena;
	xctl_buf out;
	xctl_error error;
	xctl_rule_verify_result result;
	const char *folder;
} run;

static void put_file(run *r, const char *name, const char *text)
{
	xctl_error error;
	xctl_str path = xctl_str_print(&r->arena, "%s/%s", r->folder, name);
	assert_int_equal(xctl_file_replace(path.at, xctl_str_of(text), &error), XCTL_OK);
}

/* The fixture's book with a table of hashes: "one" for Act 2, "old" for Act 3, "gone" for Act 4. */
static xctl_code verify(run *r, xctl_format format)
{
	char hash[3][65];
	static const char *const texts[] = { "(a)One.", "old", "gone" };
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		xctl_digest digest = xctl_sha256(xctl_str_of(texts[i]));
		xctl_hex(&digest, hash[i]);
	}
	xctl_str table = xctl_str_print(&r->arena,
		"# source: the tests\n# verified: 2026-11-23\n# completeness: excerpt\nsection\tcited\tas_of\thash\n"
		"15 CFR 9.1\tAct 2\t2026-09-24\t%s\n15 CFR 9.2\tAct 3\t2026-09-24\t%s\n15 CFR 9.3\tAct 4\t2026-09-24\t%s\n",
		hash[0], hash[1], hash[2]);
	law_file files[] = { fixture_files[1], fixture_files[2], fixture_files[3], { XCTL_STR("xx/text-hashes.tsv"), table } };
	xctl_buf bytes = { .ceiling = 64u << 20 };
	xctl_str path = xctl_str_print(&r->arena, "%s/verify.snapshot", test_directory());
	assert_int_equal(xctl_snapshot_make(&bytes, files, COUNT_OF(files), NULL, 0, &r->error), XCTL_OK);
	assert_int_equal(xctl_file_replace(path.at, xctl_buf_view(&bytes), &r->error), XCTL_OK);
	xctl_desk *desk = fixture_desk(path.at, NULL, "2026-11-23");
	xctl_buf_clear(&r->out);
	xctl_code code = xctl_rule_verify(&r->result, desk, r->folder, &(xctl_view){ .format = format }, fixture_write, &r->out, &r->error);
	xctl_desk_close(desk);
	xctl_buf_drop(&bytes);
	return code;
}

static void start(run *r, const char *folder)
{
	*r = (run){ .arena.ceiling = 64u << 20 };
	r->folder = xctl_str_print(&r->arena, "%s/%s", test_directory(), folder).at;
	assert_int_equal(xctl_directory_make(r->folder, &r->error), XCTL_OK);
}

static void stop(run *r)
{
	xctl_buf_drop(&r->out);
	xctl_arena_drop(&r->arena);
}

static void names_what_changed(void **state)
{
	run r;
	(void)state;
	start(&r, "texts");
	put_file(&r, "part-9.xml",
		PART_OPEN SECTION("9.1", "Scope.", "<P>(a) <I>One.</I></P>") SECTION("9.2", "List.", "<P>new</P>")
			SECTION("9.4", "More.", "<P>x</P>") PART_END);
	put_file(&r, "other.txt", "<not read>");
	assert_int_equal(verify(&r, XCTL_TABLE), XCTL_OK);
	assert_int_equal(r.result.files, 1);
	assert_int_equal(r.result.same, 1);
	assert_int_equal(r.result.changed, 1);
	assert_int_equal(r.result.missing, 1);
	assert_int_equal(r.result.unknown, 1);
	assert_says(&r.out, "15 CFR 9.2");
	assert_says(&r.out, "xx.party  xx/law.md:57\n");
	assert_silent(&r.out, "xx.listed  xx/law.md");
	assert_silent(&r.out, "9.4"); /* no rule rests on it */
	assert_int_equal(verify(&r, XCTL_CSV), XCTL_OK);
	assert_says(&r.out, "section,state,rules,as_of,hash\n15 CFR 9.2,changed,1,2026-09-24,");
	assert_says(&r.out, "\n15 CFR 9.3,missing,1,2026-09-24,\n15 CFR 9.4,unknown,0,,");
	assert_int_equal(verify(&r, XCTL_JSON), XCTL_OK);
	json_t *root = json_loads(r.out.at, 0, NULL);
	assert_int_equal(json_integer_value(json_object_get(root, "changed")), 1);
	const json_t *first = json_array_get(json_object_get(root, "sections"), 0);
	assert_string_equal(json_string_value(json_object_get(first, "state")), "changed");
	assert_string_equal(
		json_string_value(json_object_get(json_array_get(json_object_get(first, "rules"), 0), "name")), "xx.party");
	json_decref(root);
	stop(&r);
}

static void needs_texts(void **state)
{
	run r;
	(void)state;
	start(&r, "no-texts");
	assert_int_equal(verify(&r, XCTL_TABLE), XCTL_INPUT);
	put_file(&r, "feed.xml", "<rss><item>news</item></rss>");
	assert_int_equal(verify(&r, XCTL_TABLE), XCTL_INPUT);
	assert_true(strstr(r.error.what, "there is no official text in ") != NULL);
	put_file(&r, "cut.xml", "<DIV5>");
	assert_int_equal(verify(&r, XCTL_TABLE), XCTL_INPUT);
	assert_true(strstr(r.error.source, "cut.xml") != NULL);
	stop(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_ecfr),
		cmocka_unit_test(reads_e_gov),
		cmocka_unit_test(refuses_two_texts),
		cmocka_unit_test(tells_twins_apart),
		cmocka_unit_test(names_what_changed),
		cmocka_unit_test(needs_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
