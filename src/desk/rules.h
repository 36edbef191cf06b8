/* The book as it was written, from the sources inside the snapshot: for whoever shows it. */
#ifndef XCTL_DESK_RULES_H
#define XCTL_DESK_RULES_H

#include "desk/desk.h"

/* Reads the blocks of every Markdown file of the book; they borrow the snapshot and `arena`. */
xctl_code desk_read_rules(law_ast *out, const xctl_desk *desk, xctl_arena *arena, xctl_error *error);
/* The i-th file of the book (below snapshot.n_sources); false where the snapshot is damaged. */
bool desk_rule_source(const xctl_desk *desk, uint32_t i, law_file *out, xctl_error *error);
/* What the law says of the block on that day: "in force", "unverified" … `instance` is "(NS2)", or empty for the whole rule:
 * then what is said of any instance counts. Empty for what has no status. O(blocks). */
const char *desk_rule_status(const law_ast *ast, const law_block *block, xctl_str instance, xctl_date today);

#endif
