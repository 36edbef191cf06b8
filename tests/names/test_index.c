/* The index: what the scan finds it finds, in order; damage is refused or harmless; budgets say "incomplete". */
#include <string.h>

#include "names/layout.h"
#include "names/names.h"
#include "testing.h"

/* ---- a list that is made up, the same on every run ---- */

#define PARTIES 3000u

typedef struct list {
	xctl_arena arena;
	xctl_named *at;
	uint32_t count;
	xctl_buf bytes;
	xctl_name_index index;
} list;

static xctl_str coined(xctl_arena *arena, test_random *r)
{
	static const char *const syllables[] = { "ka", "lo", "mir", "ta", "ven", "shi", "dar", "el", "ko", "ru", "han", "bek",
		"os", "tin", "gra", "mo", "zha", "li", "pe", "ya", "kho", "san", "ur", "dim", "ost", "qa" };
	char text[64];
	size_t n = 0;
	for (int64_t i = test_random_between(r, 2, 4); i > 0; i--) {
		const char *s = syllables[test_random_between(r, 0, (int64_t)COUNT_OF(syllables) - 1)];
		memcpy(text + n, s, strlen(s));
		n += strlen(s);
	}
	text[0] = (char)(text[0] - 'a' + 'A');
	return xctl_str_copy(arena, (xctl_str){ text, n });
}

static xctl_str made_name(xctl_arena *arena, test_random *r, xctl_party_kind kind)
{
	static const char *const trades[] = { "Trading", "Technologies", "Shipping", "Electronics", "Metals", "Machinery Factory",
		"Research Institute", "Import Export", "Holding Group", "Aviation Services" };
	static const char *const forms[] = { "Co., Ltd.", "LLC", "GmbH", "JSC", "Inc.", "S.A.", "" };
	static const char *const given[] = { "Mohammad", "Ali", "Ivan", "Wang", "Maria", "Ahmad", "Kim", "Jose", "Abdul Rahman", "Sergey" };
	xctl_str first = coined(arena, r), second = coined(arena, r);
	if (kind == XCTL_PARTY_PERSON)
		return xctl_str_print(arena, "%s %.*s %.*s", given[test_random_between(r, 0, 9)], XCTL_FMT(first), XCTL_FMT(second));
	if (test_random_between(r, 0, 9) == 0)
		return xctl_str_print(arena, "%.*s Factory %d", XCTL_FMT(first), (int)test_random_between(r, 1, 40));
	if (test_random_between(r, 0, 3) == 0)
		return xctl_str_print(arena, "%.*s %.*s %s %s", XCTL_FMT(first), XCTL_FMT(second), trades[test_random_between(r, 0, 9)],
			forms[test_random_between(r, 0, 6)]);
	return xctl_str_print(arena, "%.*s %s %s", XCTL_FMT(first), trades[test_random_between(r, 0, 9)],
		forms[test_random_between(r, 0, 6)]);
}

static void make(list *l, uint64_t seed)
{
	static const char *const countries[] = { "CN", "RU", "IR", "DE", "CNHK", "" };
	test_random r = { seed };
	*l = (list){ .arena = { .ceiling = (size_t)256 << 20 }, .count = PARTIES };
	l->at = XCTL_NEW_ARRAY(&l->arena, xctl_named, PARTIES);
	for (uint32_t i = 0; i < PARTIES; i++) {
		xctl_named *one = &l->at[i];
		one->kind = (xctl_party_kind)test_random_between(&r, XCTL_PARTY_UNKNOWN, XCTL_PARTY_PERSON);
		one->n_names = (uint32_t)test_random_between(&r, 1, 3);
		xctl_name *names = XCTL_NEW_ARRAY(&l->arena, xctl_name, one->n_names);
		for (uint32_t k = 0; k < one->n_names; k++)
			names[k] = (xctl_name){ made_name(&l->arena, &r, one->kind), (xctl_name_quality)test_random_between(&r, 0, 2) };
		one->names = names;
		one->countries = xctl_str_of(countries[test_random_between(&r, 0, 5)]);
		if (i % 10 == 0) {
			xctl_str *id = XCTL_NEW(&l->arena, xctl_str), *address = XCTL_NEW(&l->arena, xctl_str);
			*id = xctl_str_print(&l->arena, "REG:%08u", i * 7919u);
			xctl_str street = coined(&l->arena, &r);
			*address = xctl_str_print(&l->arena, "%u %.*s Street, %u-%u", i % 97 + 10, XCTL_FMT(street), i + 1000, i % 13);
			one->ids = id;
			one->addresses = address;
			one->n_ids = one->n_addresses = 1;
		}
		if (i % 500 == 7 && i % 10 == 7) {
			xctl_str *address = XCTL_NEW(&l->arena, xctl_str);
			*address = xctl_str_print(&l->arena, "Room %u, Kwan Sing Building %u, Nathan Road, Kowloon", i, i + 3);
			one->kind = XCTL_PARTY_ADDRESS;
			one->addresses = address;
			one->n_addresses = 1;
		}
	}
	xctl_error error = { 0 };
	assert_int_equal(xctl_names_build(&l->bytes, l->at, l->count, &error), XCTL_OK);
	assert_int_equal(xctl_names_open(&l->index, xctl_buf_view(&l->bytes), &error), XCTL_OK);
	assert_int_equal(l->index.n_entities, PARTIES);
}

static void drop(list *l)
{
	xctl_buf_drop(&l->bytes);
	xctl_arena_drop(&l->arena);
}

/* A slip, a swap, a lost or doubled letter, a word dropped, joined, split, turned. */
static xctl_str mutated(xctl_arena *arena, test_random *r, xctl_str name)
{
	char text[400];
	size_t n = name.len < 300 ? name.len : 300;
	if (n == 0)
		return name;
	memcpy(text, name.at, n);
	for (int64_t times = test_random_between(r, 1, 2); times > 0 && n > 2; times--) {
		size_t at = (size_t)test_random_between(r, 1, (int64_t)n - 2);
		switch (test_random_between(r, 0, 5)) {
		case 0: /* another letter */
			text[at] = (unsigned char)text[at] < 0x80 ? (char)test_random_between(r, 'a', 'z') : text[at];
			break;
		case 1: /* one less; also joins words */
			if ((unsigned char)text[at] < 0x80) {
				memmove(text + at, text + at + 1, n - at - 1);
				n--;
			}
			break;
		case 2: /* one more; also splits words */
			if ((unsigned char)text[at] < 0x80) {
				memmove(text + at + 1, text + at, n - at);
				text[at] = test_random_between(r, 0, 4) ? (char)test_random_between(r, 'a', 'z') : ' ';
				n++;
			}
			break;
		case 3: /* a swap */
			if ((unsigned char)text[at] < 0x80 && (unsigned char)text[at + 1] < 0x80) {
				char c = text[at];
				text[at] = text[at + 1];
				text[at + 1] = c;
			}
			break;
		case 4: { /* the first word goes last */
			const char *space = memchr(text, ' ', n);
			if (space) {
				size_t first = (size_t)(space - text);
				char turned[400];
				memcpy(turned, text + first + 1, n - first - 1);
				turned[n - first - 1] = ' ';
				memcpy(turned + n - first, text, first);
				memcpy(text, turned, n);
			}
			break;
		}
		default: { /* the last word is lost */
			size_t last = n;
			while (last > 1 && text[last - 1] != ' ')
				last--;
			if (last > 4)
				n = last - 1;
		}
		}
	}
	return xctl_str_copy(arena, (xctl_str){ text, n });
}

/* The index and the scan must give the same hits, points and order. True when the best hit is `wanted`. */
static bool same_as_scan(const xctl_name_index *index, const xctl_named *query, xctl_folder *folder, uint32_t wanted,
	uint64_t seed)
{
	xctl_arena arena = { 0 };
	xctl_name_hits quick = { 0 }, slow = { 0 };
	xctl_error error = { 0 };
	bool found = false;
	xctl_code code = xctl_names_find(&quick, &arena, index, query, &(xctl_name_options){ .folder = folder }, &error);
	assert_int_equal(xctl_names_find(&slow, &arena, index, query,
		&(xctl_name_options){ .folder = folder, .exhaustive = true }, &error), code);
	if (code == XCTL_OK) {
		assert_false(quick.incomplete);
		assert_case(quick.count == slow.count, "%.*s: %u, scan %u (seed %llu)\n", XCTL_FMT(query->names[0].text), quick.count,
			slow.count, (unsigned long long)seed);
		for (uint32_t i = 0; i < quick.count; i++) {
			const xctl_name_hit *a = &quick.at[i], *b = &slow.at[i];
			assert_case(a->entity == b->entity && a->score == b->score && a->name == b->name && a->confirmed == b->confirmed,
				"%.*s: hit %u is %u/%d, scan %u/%d\n", XCTL_FMT(query->names[0].text), i, a->entity, a->score, b->entity,
				b->score);
			int32_t sum = 0;
			for (uint32_t k = 0; k < a->n_evidence; k++)
				sum += a->evidence[k].points;
			assert_int_equal(sum, a->score);
			assert_true(i == 0 || a->score < quick.at[i - 1].score
				|| (a->score == quick.at[i - 1].score && a->entity > quick.at[i - 1].entity));
			assert_int_equal(a->strength, xctl_strength_of(a->score));
		}
		found = quick.count && quick.at[0].entity == wanted;
	}
	xctl_arena_drop(&arena);
	return found;
}

static void the_index_finds_what_the_scan_finds(void **state)
{
	list l;
	test_random r = { 31 };
	xctl_folder *folder = xctl_folder_open(NULL);
	xctl_arena arena = { 0 };
	unsigned first = 0, asked = 2000;
	(void)state;
	make(&l, 30);
	for (unsigned i = 0; i < asked; i++) {
		uint32_t target = (uint32_t)test_random_between(&r, 0, PARTIES - 1);
		const xctl_named *one = &l.at[target];
		xctl_name name = { mutated(&arena, &r, one->names[0].text), XCTL_NAME_PRIMARY };
		xctl_named query = { .kind = i % 3 ? one->kind : XCTL_PARTY_UNKNOWN, .names = &name, .n_names = 1 };
		if (query.kind == XCTL_PARTY_ADDRESS)
			continue;
		if (i % 4 == 0)
			query.countries = one->countries;
		if (i % 5 == 0) {
			query.addresses = one->addresses;
			query.n_addresses = one->n_addresses;
		}
		if (i % 7 == 0) {
			query.ids = one->ids;
			query.n_ids = one->n_ids;
		}
		first += same_as_scan(&l.index, &query, folder, target, 31);
	}
	print_message("# first of all hits after one or two slips: %u of %u\n", first, asked);
	assert_true(first > asked * 8 / 10);
	xctl_folder_close(folder);
	xctl_arena_drop(&arena);
	drop(&l);
}

/* The same over the published list, where it lies beside the repository. Only its names and aliases are read. */
static void the_index_finds_what_the_scan_finds_in_earnest(void **state)
{
	(void)state;
	xctl_file file = { 0 };
	xctl_error error = { 0 };
	xctl_arena arena = { .ceiling = (size_t)256 << 20 };
	struct {
		xctl_named *at;
		uint32_t count, room;
	} parties = { 0 };
	const char *path = test_shared("data/lists/csl/screening-list_2026-07-31.json");
	assert_int_equal(xctl_file_map(&file, path, &error), XCTL_OK);
	/* Names stand as  "n": "…"  with escapes that are rare enough to be passed over. */
	xctl_str s = file.bytes;
	while (s.len > 8) {
		const char *mark = memchr(s.at, '"', s.len - 8);
		if (!mark)
			break;
		s.len -= (size_t)(mark - s.at);
		s.at = mark;
		size_t skip = memcmp(mark, "\"n\":\"", 5) == 0 ? 5 : memcmp(mark, "\"n\": \"", 6) == 0 ? 6 : 0;
		s.at += skip ? skip : 1;
		s.len -= skip ? skip : 1;
		const char *end = skip ? memchr(s.at, '"', s.len) : NULL;
		if (!end || memchr(s.at, '\\', (size_t)(end - s.at)) || end == s.at)
			continue;
		xctl_name *name = XCTL_NEW(&arena, xctl_name);
		xctl_named *one = XCTL_PUSH(&arena, &parties);
		assert_true(name && one);
		name->text = (xctl_str){ s.at, (size_t)(end - s.at) };
		*one = (xctl_named){ .names = name, .n_names = 1 };
	}
	assert_true(parties.count > 10000);
	xctl_buf bytes = { .ceiling = (size_t)256 << 20 };
	xctl_name_index index;
	assert_int_equal(xctl_names_build(&bytes, parties.at, parties.count, &error), XCTL_OK);
	assert_int_equal(xctl_names_open(&index, xctl_buf_view(&bytes), &error), XCTL_OK);
	test_random r = { 41 };
	xctl_folder *folder = xctl_folder_open(NULL);
	for (unsigned i = 0; i < 60; i++) {
		uint32_t target = (uint32_t)test_random_between(&r, 0, parties.count - 1);
		xctl_name name = { mutated(&arena, &r, parties.at[target].names[0].text), XCTL_NAME_PRIMARY };
		xctl_named query = { .kind = (xctl_party_kind)(i % 3), .names = &name, .n_names = 1 };
		same_as_scan(&index, &query, folder, target, 41);
	}
	xctl_folder_close(folder);
	xctl_buf_drop(&bytes);
	xctl_arena_drop(&arena);
	xctl_file_close(&file);
}

static xctl_name_hits find(const list *l, xctl_arena *arena, const xctl_named *query, const xctl_name_options *options)
{
	xctl_name_hits hits = { 0 };
	xctl_error error = { 0 };
	assert_int_equal(xctl_names_find(&hits, arena, &l->index, query, options, &error), XCTL_OK);
	return hits;
}

static void identifiers_and_addresses_find_too(void **state)
{
	list l;
	xctl_arena arena = { 0 };
	(void)state;
	make(&l, 30);
	/* An identifier finds a party under a name that says nothing of it. */
	xctl_name name = { XCTL_STR("Zzyzx Quuxbar"), XCTL_NAME_PRIMARY };
	xctl_str id = XCTL_STR("reg: 0000-7919-0"), address = XCTL_STR("Room 507, Kwan Sing Bldg 510, Nathan Rd, Kowloon");
	id = xctl_str_print(&arena, "reg: %08u", 10 * 7919u);
	xctl_named query = { .names = &name, .n_names = 1, .ids = &id, .n_ids = 1 };
	xctl_name_hits hits = find(&l, &arena, &query, NULL);
	assert_int_equal(hits.count, 1);
	assert_int_equal(hits.at[0].entity, 10);
	assert_true(hits.at[0].confirmed && hits.at[0].strength == XCTL_STRONG);

	/* An entry that is an address is found by the address whatever the name. */
	query = (xctl_named){ .names = &name, .n_names = 1, .addresses = &address, .n_addresses = 1 };
	hits = find(&l, &arena, &query, NULL);
	assert_true(hits.count >= 1);
	assert_int_equal(hits.at[0].entity, 507);
	assert_true(hits.at[0].strength >= XCTL_MEDIUM && !hits.at[0].confirmed);
	address = XCTL_STR("1 Elsewhere Lane, Kowloon");
	assert_int_equal(find(&l, &arena, &query, NULL).count, 0);

	/* Options. */
	name.text = l.at[3].names[0].text;
	query = (xctl_named){ .names = &name, .n_names = 1 };
	hits = find(&l, &arena, &query, NULL);
	assert_true(hits.count >= 1);
	assert_int_equal(find(&l, &arena, &query, &(xctl_name_options){ .most = 1 }).count, 1);
	assert_int_equal(find(&l, &arena, &query, &(xctl_name_options){ .floor = 100000 }).count, 0);
	/* A budget that runs out says so, and what it found stands. */
	hits = find(&l, &arena, &query, &(xctl_name_options){ .work = 1 });
	assert_true(hits.incomplete);
	xctl_name_hits whole = find(&l, &arena, &query, NULL);
	assert_false(whole.incomplete);
	for (uint32_t work = 10; work < 20000; work *= 2) {
		hits = find(&l, &arena, &query, &(xctl_name_options){ .work = work });
		assert_true(hits.count <= whole.count && (hits.incomplete || hits.count == whole.count));
	}
	query.n_names = 0;
	assert_int_equal(find(&l, &arena, &query, NULL).count, 0);
	name.text = XCTL_STR("...");
	query.n_names = 1;
	xctl_error error = { 0 };
	assert_int_equal(xctl_names_find(&hits, &arena, &l.index, &query, NULL, &error), XCTL_INPUT);
	assert_true(error.hint[0] != '\0');
	xctl_arena_drop(&arena);
	drop(&l);
}

static void compare_agrees_with_find(void **state)
{
	list l;
	xctl_arena arena = { 0 };
	(void)state;
	make(&l, 30);
	for (uint32_t i = 0; i < 200; i++) {
		if (l.at[i].kind == XCTL_PARTY_ADDRESS)
			continue;
		xctl_named query = l.at[i];
		query.n_names = 1;
		query.n_ids = query.n_addresses = 0;
		xctl_name_hits hits = find(&l, &arena, &query, NULL);
		for (uint32_t k = 0; k < hits.count && k < 3; k++) {
			xctl_name_hit one = { 0 };
			assert_int_equal(xctl_names_compare(&one, &arena, &l.index, &query, &l.at[hits.at[k].entity], NULL), XCTL_OK);
			assert_int_equal(one.score, hits.at[k].score);
			assert_int_equal(one.name, hits.at[k].name);
			assert_int_equal(one.confirmed, hits.at[k].confirmed);
		}
		xctl_arena_reset(&arena);
	}
	xctl_arena_drop(&arena);
	drop(&l);
}

static void the_same_list_gives_the_same_bytes(void **state)
{
	list a, b;
	(void)state;
	make(&a, 30);
	make(&b, 30);
	assert_true(xctl_str_eq(xctl_buf_view(&a.bytes), xctl_buf_view(&b.bytes)));
	drop(&a);
	drop(&b);
}

static void an_empty_list_is_a_list(void **state)
{
	xctl_buf bytes = { 0 };
	xctl_name_index index;
	xctl_arena arena = { 0 };
	xctl_name name = { XCTL_STR("ACME"), XCTL_NAME_PRIMARY };
	xctl_named query = { .names = &name, .n_names = 1 };
	xctl_name_hits hits;
	(void)state;
	xctl_buf_puts(&bytes, "before");
	assert_int_equal(xctl_names_build(&bytes, NULL, 0, NULL), XCTL_OK);
	xctl_str own = { bytes.at + 6, bytes.len - 6 };
	assert_int_equal(xctl_names_open(&index, own, NULL), XCTL_OK); /* at an odd address, too */
	assert_int_equal(xctl_names_find(&hits, &arena, &index, &query, NULL, NULL), XCTL_OK);
	assert_int_equal(hits.count, 0);
	xctl_arena_drop(&arena);
	xctl_buf_drop(&bytes);
}

static void a_listed_name_that_is_not_utf8_is_refused(void **state)
{
	xctl_name names[2] = { { XCTL_STR("ACME"), XCTL_NAME_PRIMARY }, { XCTL_STR("AC\xC3ME"), XCTL_NAME_PRIMARY } };
	xctl_named party = { .names = names, .n_names = 2 };
	xctl_buf bytes = { 0 };
	xctl_error error = { 0 };
	(void)state;
	xctl_buf_puts(&bytes, "before");
	assert_int_equal(xctl_names_build(&bytes, &party, 1, &error), XCTL_INPUT);
	assert_string_equal(error.pointer, "/0/names/1");
	assert_str(xctl_buf_view(&bytes), "before");
	names[1].text = XCTL_STR("...");
	assert_int_equal(xctl_names_build(&bytes, &party, 1, &error), XCTL_OK);
	xctl_buf_drop(&bytes);
}

/* Whatever the bytes are: refused, or answered without a stray read. */
static void ask_damaged(const char *bytes, size_t len)
{
	char *copy = test_malloc(len ? len : 1); /* its own block, so that a read past its end is seen */
	memcpy(copy, bytes, len);
	xctl_name_index index;
	if (xctl_names_open(&index, (xctl_str){ copy, len }, NULL) == XCTL_OK) {
		static const char *const names[] = { "Mohammad Kalomir", "Venshi Trading Co", "Factory 12", "Dar El" };
		xctl_str id = XCTL_STR("00079190"), address = XCTL_STR("Room 507, Kwan Sing Building 510");
		for (size_t i = 0; i < COUNT_OF(names); i++) {
			xctl_arena arena = { 0 };
			xctl_name name = { xctl_str_of(names[i]), XCTL_NAME_PRIMARY };
			xctl_named query = { .names = &name, .n_names = 1, .ids = &id, .n_ids = 1, .addresses = &address, .n_addresses = 1 };
			xctl_name_hits hits;
			xctl_code code = xctl_names_find(&hits, &arena, &index, &query, &(xctl_name_options){ .exhaustive = i == 3 }, NULL);
			assert_true(code == XCTL_OK || code == XCTL_LIMIT);
			xctl_arena_drop(&arena);
		}
	}
	test_free(copy);
}

static void damage_does_no_harm(void **state)
{
	list l;
	xctl_named few[60];
	xctl_buf bytes = { 0 };
	xctl_name_index index;
	test_random r = { 51 };
	(void)state;
	make(&l, 30);
	for (size_t i = 0; i < COUNT_OF(few); i++)
		few[i] = l.at[i * 10 % 500 + (i % 10 == 7 ? 7 : 0)];
	assert_int_equal(xctl_names_build(&bytes, few, COUNT_OF(few), NULL), XCTL_OK);
	for (size_t len = 0; len < bytes.len; len += 97) {
		assert_int_equal(xctl_names_open(&index, (xctl_str){ bytes.at, len }, NULL), XCTL_DAMAGED);
		ask_damaged(bytes.at, len);
	}
	for (unsigned i = 0; i < 3000; i++) {
		/* The header and the tables of sections more often than the rest. */
		size_t at = (size_t)test_random_between(&r, 0, i % 3 ? (int64_t)bytes.len - 1 : 300);
		char was = bytes.at[at];
		bytes.at[at] = (char)test_random_between(&r, -128, 127);
		ask_damaged(bytes.at, bytes.len);
		if (i % 4 == 0) /* some damage stays, and adds up */
			bytes.at[at] = was;
	}
	xctl_buf_drop(&bytes);
	drop(&l);
}

typedef struct attempt {
	const xctl_named *parties;
	uint32_t count;
	const xctl_name_index *index;
} attempt;

static xctl_code build_some(const xctl_memory *memory, void *context)
{
	const attempt *a = context;
	xctl_buf bytes = { .memory = memory };
	xctl_buf_puts(&bytes, "x");
	if (bytes.failed) {
		xctl_buf_drop(&bytes);
		return XCTL_LIMIT;
	}
	xctl_code code = xctl_names_build(&bytes, a->parties, a->count, NULL);
	if (code != XCTL_OK)
		assert_int_equal(bytes.len, 1);
	xctl_buf_drop(&bytes);
	return code;
}

static xctl_code find_some(const xctl_memory *memory, void *context)
{
	const attempt *a = context;
	xctl_arena arena = { .memory = memory };
	xctl_name_hits hits;
	xctl_code code = xctl_names_find(&hits, &arena, a->index, &a->parties[0], NULL, NULL);
	if (code == XCTL_OK)
		code = xctl_names_find(&hits, &arena, a->index, &a->parties[10], NULL, NULL);
	xctl_arena_drop(&arena);
	return code;
}

static void survives_every_failed_allocation(void **state)
{
	list l;
	(void)state;
	make(&l, 30);
	attempt a = { l.at, 12, &l.index };
	test_every_allocation(build_some, &a);
	test_every_allocation(find_some, &a);
	drop(&l);
}

/* A ceiling on the caller's arena or buffer is met with an error, not with fewer hits. */
static void ceilings_are_errors(void **state)
{
	list l;
	(void)state;
	make(&l, 30);
	xctl_buf small = { .ceiling = 10000 };
	assert_int_equal(xctl_names_build(&small, l.at, l.count, NULL), XCTL_LIMIT);
	xctl_buf_drop(&small);
	xctl_arena arena = { .ceiling = 64 };
	xctl_name_hits hits = { .count = 9 };
	assert_int_equal(xctl_names_find(&hits, &arena, &l.index, &l.at[0], NULL, NULL), XCTL_LIMIT);
	assert_int_equal(hits.count, 9);
	xctl_arena_drop(&arena);
	drop(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_index_finds_what_the_scan_finds),
		cmocka_unit_test(the_index_finds_what_the_scan_finds_in_earnest),
		cmocka_unit_test(identifiers_and_addresses_find_too),
		cmocka_unit_test(compare_agrees_with_find),
		cmocka_unit_test(the_same_list_gives_the_same_bytes),
		cmocka_unit_test(an_empty_list_is_a_list),
		cmocka_unit_test(a_listed_name_that_is_not_utf8_is_refused),
		cmocka_unit_test(damage_does_no_harm),
		cmocka_unit_test(survives_every_failed_allocation),
		cmocka_unit_test(ceilings_are_errors),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
