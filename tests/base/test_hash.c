#include <string.h>

#include "testing.h"

static void sha256_of_known_texts(void **state)
{
	/* FIPS 180-4's examples */
	static const struct {
		const char *text, *hex;
	} cases[] = {
		{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
		{ "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
			"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_digest digest = xctl_sha256(xctl_str_of(cases[i].text)), again;
		char hex[65];
		xctl_hex(&digest, hex);
		assert_string_equal(hex, cases[i].hex);
		assert_true(xctl_unhex(xctl_str_of(hex), &again));
		assert_memory_equal(&again, &digest, sizeof digest);
	}
	assert_memory_equal(xctl_sha256((xctl_str){ NULL, 0 }).bytes, xctl_sha256(XCTL_STR("")).bytes, 32);
}

static void pieces_hash_as_the_whole(void **state)
{
	char text[1000];
	test_random random = { 6 };
	(void)state;
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (char)test_random_next(&random);
	xctl_digest whole = xctl_sha256((xctl_str){ text, sizeof text });
	for (int round = 0; round < 100; round++) {
		xctl_hasher hasher;
		xctl_hash_start(&hasher);
		for (size_t at = 0; at < sizeof text;) {
			size_t len = (size_t)test_random_between(&random, 0, (int64_t)(sizeof text - at));
			xctl_hash_add(&hasher, (xctl_str){ text + at, len });
			at += len;
		}
		assert_memory_equal(xctl_hash_finish(&hasher).bytes, whole.bytes, 32);
	}
}

static xctl_digest of_fields(const char *a, const char *b)
{
	xctl_hasher hasher;
	xctl_hash_start(&hasher);
	xctl_hash_add_field(&hasher, xctl_str_of(a));
	xctl_hash_add_field(&hasher, xctl_str_of(b));
	return xctl_hash_finish(&hasher);
}

static void fields_do_not_run_together(void **state)
{
	(void)state;
	assert_memory_not_equal(of_fields("ab", "c").bytes, of_fields("a", "bc").bytes, 32);
	assert_memory_not_equal(of_fields("", "abc").bytes, of_fields("abc", "").bytes, 32);
	assert_memory_equal(of_fields("ab", "c").bytes, of_fields("ab", "c").bytes, 32);
}

static void unhex_refuses(void **state)
{
	static const char *const bad[] = {
		"", "00", "g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85",
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8550",
	};
	xctl_digest digest = { { 1, 2, 3 } };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		assert_case(!xctl_unhex(xctl_str_of(bad[i]), &digest), "%s\n", bad[i]);
		assert_int_equal(digest.bytes[2], 3);
	}
	assert_true(xctl_unhex(XCTL_STR("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"), &digest));
	assert_int_equal(digest.bytes[0], 0xE3);
}

static void base32_is_rfc_4648(void **state)
{
	static const struct {
		const char *bytes, *text; /* the encodings by coreutils' base32, without "=" */
	} cases[] = {
		{ "0123456789abcdef", "GAYTEMZUGU3DOOBZMFRGGZDFMY" },
		{ "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "AAAAAAAAAAAAAAAAAAAAAAAAAA" },
		{ "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", "77777777777777777777777774" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_digest digest = { { 0 } };
		char text[27];
		memcpy(digest.bytes, cases[i].bytes, 16);
		digest.bytes[16] = 0xFF; /* past the 128 bits: must not show */
		xctl_base32_128(&digest, text);
		assert_string_equal(text, cases[i].text);
	}
}

static void table_hash_is_fixed(void **state)
{
	(void)state;
	/* The order of answers must never hang on it, yet machines that differ would be hard to compare. */
	assert_true(xctl_hash64(XCTL_STR("")) == UINT64_C(0x2D06800538D394C2));
	assert_true(xctl_hash64(XCTL_STR("exportctl")) == UINT64_C(0xBBC37B376FD44E06));
	assert_true(xctl_hash64((xctl_str){ NULL, 0 }) == xctl_hash64(XCTL_STR("")));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(sha256_of_known_texts),
		cmocka_unit_test(pieces_hash_as_the_whole),
		cmocka_unit_test(fields_do_not_run_together),
		cmocka_unit_test(unhex_refuses),
		cmocka_unit_test(base32_is_rfc_4648),
		cmocka_unit_test(table_hash_is_fixed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
