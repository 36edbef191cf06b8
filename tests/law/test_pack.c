/* The packed book: the same bytes from the same sources, whole again when opened, and no harm when it is damaged. */
#include <stdlib.h>

#include "chance.h"

/* Packed bytes at an address that tables may lie at. */
typedef struct packed {
	xctl_buf buf;
	char *at;
	size_t len;
} packed;

static packed pack(const law_book *book)
{
	packed p = { .buf = { .at = NULL } };
	xctl_error error;
	assert_int_equal(law_pack(&p.buf, book, &error), XCTL_OK);
	p.len = p.buf.len;
	p.at = aligned_alloc(64, (p.len + 63) & ~(size_t)63);
	assert_non_null(p.at);
	memcpy(p.at, p.buf.at, p.len);
	return p;
}

static void unpack(packed *p)
{
	xctl_buf_drop(&p->buf);
	free(p->at);
}

/* Evaluates a few transfers and asks for answers: what a damaged book must survive. */
static void use(const lawful *l, const law_book *book, uint64_t seed)
{
	chance c;
	xctl_error error;
	xctl_arena arena = { .ceiling = 16u << 20 };
	law_session *session;
	chance_open(&c, l, seed);
	assert_int_equal(law_session_open(&session, book, NULL, 4u << 20, &error), XCTL_OK);
	for (int i = 0; i < 2; i++) {
		xctl_transfer t;
		law_party parties[8];
		law_frame frame;
		law_evaluation e;
		law_item_answer answer;
		json_t *document = chance_document(&c, 6);
		xctl_arena_reset(&arena);
		assert_int_equal(xctl_transfer_read(&t, &arena, document, l->book.assigned, &error), XCTL_OK);
		chance_frame(&c, &frame, &t, parties, &arena);
		if (law_evaluate(&e, session, &frame, NULL, 0, &arena, &error) == XCTL_OK)
			for (uint32_t r = 0; r < book->n_regimes; r++) {
				law_question q = { .regime = r, .explain = true, .evaluation = &e };
				if (law_answer(&answer, &q, &arena, &error) == XCTL_OK)
					for (uint32_t g = 0; g < answer.n_grounds; g++)
						law_render(book, law_str(book, book->heads[answer.grounds[g].head].says), &frame,
							answer.grounds[g].bindings, answer.grounds[g].n_bindings, answer.grounds[g].member, &arena);
			}
		law_content(&frame, session, &arena, &error);
		xctl_transfer_drop(&t);
		json_decref(document);
	}
	law_session_close(session);
	chance_close(&c);
	xctl_arena_drop(&arena);
}

static const char *const tables[] = { "us/registry", "code\ttabled\tleaf\n3A001\tyes\t\n3A001.a\t\tyes\n3A001.b\t\tyes\n",
	"us/ccl", "code\tcontrol\teffective\n3A001.a\tNS2\t2010-01-01\n3B001 except 3B001.c\tAT1\t\n", NULL };

static const char rules[] =
	"regime us.t\ngovernment US\nsubject s\nlists us-entity\ncovers export, release\n\ncodes US\nentries us/registry\n\n"
	"question q\nasks \"?\"\n\nfact s\ntitle \"reach\"\nwhen any facts.q\n or to in BR, CN\n\nfact p of P\nwhen P.country is CN\n\n"
	"rule r\nregime us.t\ncites x\neffective 2010-01-01\nfor C in NS2, AT1\nwhen s\n and item.codes.US in us/ccl where control is C\n"
	" and any item.value.USD > 100\n or some party P\n with P p\n with P on us-entity footnote 1 programme NPWMD\nthen licence\n"
	"content counts\nsays \"{item.codes.US} to {to} by {P.name}: {row.cites}\"\n\n"
	"rule t\nregime us.t\ncites x\neffective 2010-01-01\nwhen some party P\n and P owned under bis\n and not P.us_person\nthen review\n\n"
	"exception x to r(NS2)\nkind licence-exception\ncontent releases\nwhen date < 2030-01-01\nunless informed by BIS\naffirm q \"?\"\n\n"
	"suspend r\nstatus suspended\nfrom 2020-01-01\nuntil 2021-01-01\n\noverrides r over t\n\n"
	"duty d\nregime us.t\nwhen knowledge exporter of wmd at aware\n\nconflict k\nbetween US, CN\nwhen end_use.uses is chips\n";

static void opens_as_it_was(void **state)
{
	lawful l;
	law_book book;
	xctl_error error;
	(void)state;
	lawful_open(&l, rules, tables);
	packed p = pack(&l.book);
	assert_int_equal(law_open(&book, (xctl_str){ p.at, p.len }, &error), XCTL_OK);
	packed again = pack(&book);
	assert_int_equal(again.len, p.len);
	assert_memory_equal(again.at, p.at, p.len);
	assert_int_equal(law_find_head(&book, XCTL_STR("r(NS2)")), law_find_head(&l.book, XCTL_STR("r(NS2)")));
	assert_int_not_equal(law_find_head(&book, XCTL_STR("r(NS2) over t")), XCTL_NONE);
	assert_int_equal(law_find_regime(&book, XCTL_STR("none")), XCTL_NONE);
	assert_int_equal(law_find_list(&book, XCTL_STR("us-entity")), 0);
	assert_int_not_equal(law_find_country(&book, xctl_country_of(XCTL_STR("BR"))), XCTL_NONE);
	use(&l, &book, 1);
	unpack(&again);
	unpack(&p);
	lawful_close(&l);
}

static void cut_short_is_refused(void **state)
{
	lawful l;
	law_book book;
	xctl_error error;
	(void)state;
	lawful_open(&l, rules, tables);
	packed p = pack(&l.book);
	for (size_t len = 0; len < p.len; len += len < 64 ? 1 : 97) {
		/* A block of its own, so that reading past the cut shows. */
		char *cut = aligned_alloc(64, (len + 64) & ~(size_t)63);
		assert_non_null(cut);
		memcpy(cut, p.at, len);
		assert_case(law_open(&book, (xctl_str){ cut, len }, &error) == XCTL_DAMAGED, "%zu bytes\n", len);
		free(cut);
	}
	memset(p.at, 'x', 8);
	assert_int_equal(law_open(&book, (xctl_str){ p.at, p.len }, &error), XCTL_DAMAGED);
	memcpy(p.at, p.buf.at, 8);
	p.at[8]++;
	assert_int_equal(law_open(&book, (xctl_str){ p.at, p.len }, &error), XCTL_DAMAGED);
	assert_non_null(strstr(error.what, "version"));
	unpack(&p);
	lawful_close(&l);
}

/* A flipped bit is refused, or the book still stays within itself. */
static void flipped_bytes_do_no_harm(void **state)
{
	lawful l;
	test_random r = { 4242 };
	uint32_t refused = 0, opened = 0;
	(void)state;
	lawful_open(&l, rules, tables);
	packed p = pack(&l.book);
	/* The text pool is but letters: flips there are harmless and dull. */
	size_t from = 8, text = (size_t)(l.book.n_text + 400);
	for (int i = 0; i < 1500; i++) {
		size_t at = (size_t)test_random_between(&r, (int64_t)(i % 3 ? text : from), (int64_t)p.len - 1);
		law_book book;
		xctl_error error;
		p.at[at] = (char)(p.at[at] ^ (1 << test_random_between(&r, 0, 7)));
		if (law_open(&book, (xctl_str){ p.at, p.len }, &error) == XCTL_OK) {
			use(&l, &book, (uint64_t)i);
			opened++;
		} else {
			assert_int_equal(error.code, XCTL_DAMAGED);
			refused++;
		}
		p.at[at] = p.buf.at[at];
	}
	print_message("# %u refused, %u harmless\n", refused, opened);
	assert_true(refused > 100);
	unpack(&p);
	lawful_close(&l);
}

/* The order of the files, and of the blocks' files, changes nothing: the bytes of the real rulebook are the same. */
static void the_order_of_files_does_not_matter(void **state)
{
	lawful l;
	test_random r = { 99 };
	(void)state;
	lawful_open_rulebook(&l);
	packed p = pack(&l.book);
	for (int round = 0; round < 2; round++) {
		xctl_arena arena = { .ceiling = 256u << 20 };
		law_book book;
		xctl_error error;
		law_file *files = XCTL_NEW_ARRAY(&arena, law_file, l.files.count);
		assert_non_null(files);
		memcpy(files, l.files.at, l.files.count * sizeof *files);
		for (uint32_t i = l.files.count; i-- > 1;) {
			uint32_t k = (uint32_t)test_random_between(&r, 0, i);
			law_file swap = files[i];
			files[i] = files[k];
			files[k] = swap;
		}
		assert_int_equal(law_compile(&book, &arena, files, l.files.count, &error), XCTL_OK);
		packed other = pack(&book);
		assert_int_equal(other.len, p.len);
		assert_memory_equal(other.at, p.at, p.len);
		unpack(&other);
		xctl_arena_drop(&arena);
	}
	unpack(&p);
	lawful_close(&l);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(opens_as_it_was),
		cmocka_unit_test(cut_short_is_refused),
		cmocka_unit_test(flipped_bytes_do_no_harm),
		cmocka_unit_test(the_order_of_files_does_not_matter),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
