#include "lists/list.h"

const char *xctl_scope_word(xctl_scope scope)
{
	static const char *const words[] = { "none", "all", "listed", "codes", "unparsed" };
	return (unsigned)scope < sizeof words / sizeof words[0] ? words[scope] : NULL;
}

const char *xctl_policy_word(xctl_policy policy)
{
	static const char *const words[] = { "none", "denial", "presumption", "case", "mixed" };
	return (unsigned)policy < sizeof words / sizeof words[0] ? words[policy] : NULL;
}

const char *xctl_party_kind_word(xctl_party_kind kind)
{
	static const char *const words[] = { "unknown", "organization", "person", "vessel", "address" };
	return (unsigned)kind < sizeof words / sizeof words[0] ? words[kind] : NULL;
}
