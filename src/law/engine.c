#include "law/engine.h"

#include <string.h>

#include "law/sweep.h"

xctl_code law_session_open(law_session **out, const law_book *book, const xctl_memory *memory, size_t ceiling,
	xctl_error *error)
{
	if (!memory)
		memory = &xctl_memory_system;
	law_session *s = memory->allocate(memory->context, sizeof *s);
	if (!s)
		return xctl_fail_limit(error, "the rule session");
	memset(s, 0, sizeof *s);
	s->book = book;
	s->memory = memory;
	s->own = (xctl_arena){ .memory = memory };
	s->arena = (xctl_arena){ .memory = memory, .ceiling = ceiling };
	s->key = (xctl_buf){ .memory = memory, .ceiling = 1u << 20 };
	if (!law_plan_make(&s->plan, book, &s->own)) {
		law_session_close(s);
		return xctl_fail_limit(error, "the rule session");
	}
	*out = s;
	return XCTL_OK;
}

void law_session_close(law_session *session)
{
	if (!session)
		return;
	xctl_arena_drop(&session->arena);
	xctl_arena_drop(&session->own);
	xctl_buf_drop(&session->key);
	session->memory->release(session->memory->context, session);
}

law_status law_status_on(const law_book *b, uint32_t head, xctl_date date, xctl_date known, uint32_t *suspension)
{
	law_status status = LAW_IN_FORCE;
	xctl_date said = XCTL_DATE_MIN;
	*suspension = XCTL_NONE;
	for (uint32_t i = 0; i < b->n_suspensions; i++) {
		const law_suspension *s = &b->suspensions[i];
		if (s->head != head || !xctl_interval_has(s->effective, date) || !xctl_interval_has(s->known, known)
			|| s->known.from < said)
			continue;
		said = s->known.from;
		status = (law_status)s->status;
		*suspension = i;
	}
	return status;
}

law_value law_value_of(const law_evaluation *e, uint32_t attribute, uint32_t party, xctl_arena *arena)
{
	uint32_t whose = e->book->attributes[attribute].object == LAW_OF_PARTY ? party : XCTL_NONE;
	for (uint32_t i = 0; i < e->n_overrides; i++)
		if (e->overrides[i].attribute == attribute && e->overrides[i].party == whose)
			return e->overrides[i].value;
	return law_read(e->book, attribute, e->frame, party, arena);
}

/* Does something that is set by hand stand among these attributes, for the transfer or for one party? */
static bool touches(const law_evaluation *e, const struct law_members *members, uint32_t party)
{
	for (uint32_t i = 0; i < e->n_overrides; i++)
		for (uint32_t k = 0; k < members->count; k++)
			if (members->at[k] == e->overrides[i].attribute
				&& (e->overrides[i].party == party || e->overrides[i].party == XCTL_NONE))
				return true;
	return false;
}

static bool take_parts(law_evaluation *e, const law_evaluation *base, xctl_arena *arena)
{
	law_session *s = e->session;
	for (uint32_t p = 0; p < LAW_PARTS_OF_TRANSFER; p++) {
		const law_profile *part = base ? base->parts[p] : law_profile_of(s, (law_part)p, e->frame, arena);
		if (part && touches(e, &s->plan.part[p], XCTL_NONE))
			part = law_profile_with(s, (law_part)p, part, e->frame, e->overrides, e->n_overrides, arena);
		e->parts[p] = part;
		if (!part)
			return false;
	}
	return true;
}

static bool take_parties(law_evaluation *e, const law_evaluation *base, xctl_arena *arena)
{
	law_session *s = e->session;
	e->parties = xctl_alloc_array(arena, e->frame->n_parties, sizeof *e->parties);
	for (uint32_t p = 0; e->parties && p < e->frame->n_parties; p++) {
		const law_standing *party = base ? base->parties[p] : law_standing_of(s, p, e->frame, arena);
		if (party && touches(e, &s->plan.part[LAW_PART_PARTY], p))
			party = law_standing_with(s, p, party, e->frame, e->overrides, e->n_overrides, arena);
		e->parties[p] = party;
		if (!party)
			return false;
	}
	return e->parties != NULL;
}

/* The parties' own words, copied: the session may forget its own. `local` receives them for the sweep. */
static law_standing *copy_parties(law_evaluation *e, xctl_arena *arena)
{
	size_t words = e->n_words, facts = e->session->plan.fact_words, n = e->frame->n_parties;
	law_standing *local = XCTL_NEW_ARRAY(arena, law_standing, n);
	e->party_may = XCTL_NEW_ARRAY(arena, uint64_t, words * n);
	e->party_must = XCTL_NEW_ARRAY(arena, uint64_t, words * n);
	e->party_facts_may = XCTL_NEW_ARRAY(arena, uint64_t, facts * n);
	e->party_facts_must = XCTL_NEW_ARRAY(arena, uint64_t, facts * n);
	if (!local || !e->party_may || !e->party_must || !e->party_facts_may || !e->party_facts_must)
		return NULL;
	for (size_t p = 0; p < n; p++) {
		const law_standing *from = e->parties[p];
		local[p] = *from;
		local[p].may = memcpy(e->party_may + p * words, from->may, words * sizeof *from->may);
		local[p].must = memcpy(e->party_must + p * words, from->must, words * sizeof *from->must);
		local[p].facts_may = memcpy(e->party_facts_may + p * facts, from->facts_may, facts * sizeof *from->facts_may);
		local[p].facts_must = memcpy(e->party_facts_must + p * facts, from->facts_must, facts * sizeof *from->facts_must);
	}
	return local;
}

static bool copy_rest(law_evaluation *e, const struct law_epoch_rows *day, xctl_arena *arena)
{
	const law_plan *plan = &e->session->plan;
	const law_profile *act = e->parts[LAW_PART_ACT];
	size_t heads = plan->head_words;
	uint64_t *said = XCTL_NEW_ARRAY(arena, uint64_t, 2 * heads);
	uint8_t *status = XCTL_NEW_ARRAY(arena, uint8_t, plan->last->heads.n);
	if (!said || !status)
		return false;
	e->affirmed = memcpy(said, act->affirmed, heads * sizeof *said);
	e->denied = memcpy(said + heads, act->denied, heads * sizeof *said);
	e->status = memcpy(status, day->status, plan->last->heads.n);
	return true;
}

static bool evaluate_once(law_evaluation *e, const law_evaluation *base, xctl_arena *arena)
{
	law_session *s = e->session;
	const struct law_epoch_rows *day = law_epoch_rows_of(s, e->frame->date, e->frame->known);
	law_swept swept;
	if (!day || !law_swept_make(&swept, &s->plan, arena) || !take_parts(e, base, arena) || !take_parties(e, base, arena))
		return false;
	law_standing *local = copy_parties(e, arena);
	if (!local || !copy_rest(e, day, arena))
		return false;
	law_made_of of = { .parties = e->parties, .n_parties = e->frame->n_parties, .day = day };
	memcpy(of.parts, e->parts, sizeof of.parts);
	if (!law_sweep(&swept, s, &of, local))
		return false;
	e->may = swept.may;
	e->must = swept.must;
	e->near = swept.near;
	e->facts_may = swept.facts_may;
	e->facts_must = swept.facts_must;
	return true;
}

static xctl_code evaluate(law_evaluation *out, const law_evaluation *like, const law_evaluation *base, xctl_arena *arena,
	xctl_error *error)
{
	law_session *session = like->session;
	/* What is kept may have reached its ceiling: then it is forgotten once and made anew. */
	for (int attempt = 0; attempt < 2; attempt++) {
		law_evaluation e = *like;
		e.n_words = session->plan.n_words;
		e.generation = session->generation;
		if (evaluate_once(&e, base && base->generation == session->generation ? base : NULL, arena)) {
			*out = e;
			return XCTL_OK;
		}
		law_session_forget(session);
	}
	return xctl_fail_limit(error, "the evaluation");
}

xctl_code law_evaluate(law_evaluation *out, law_session *session, const law_frame *frame, const law_override *overrides,
	uint32_t n_overrides, xctl_arena *arena, xctl_error *error)
{
	law_evaluation like = { .book = session->book, .session = session, .frame = frame, .overrides = overrides,
		.n_overrides = n_overrides };
	return evaluate(out, &like, NULL, arena, error);
}

xctl_code law_evaluate_again(law_evaluation *out, const law_evaluation *base, const law_override *overrides,
	uint32_t n_overrides, xctl_arena *arena, xctl_error *error)
{
	law_evaluation like = { .book = base->book, .session = base->session, .frame = base->frame, .overrides = overrides,
		.n_overrides = n_overrides };
	return evaluate(out, &like, base, arena, error);
}

law_truth law_head_truth(const law_evaluation *e, uint32_t head)
{
	return law_head_in(e->book, head, e->may, e->must);
}

law_truth law_fact_truth(const law_evaluation *e, uint32_t attribute)
{
	return law_truth_in(e->facts_may, e->facts_must, e->session->plan.fact[attribute]);
}

const uint8_t *law_truths_of(const law_evaluation *e, uint32_t attribute, const law_value *value)
{
	const law_row *row = law_row_of(e->session, attribute, value, e->frame->date, e->frame->known);
	return row ? row->truths : NULL;
}

/* From the row of the value; where there is no room for rows the test is made. */
static law_truth kept_truth(const law_evaluation *e, uint32_t test, const law_value *value)
{
	uint32_t attribute = e->book->tests[test].attribute;
	const law_attribute *a = &e->book->attributes[attribute];
	const uint8_t *truths = law_truths_of(e, attribute, value);
	for (uint32_t i = 0; truths && i < a->tests.n; i++)
		if (e->book->links[a->tests.from + i] == test)
			return (law_truth)truths[i];
	return law_test_truth(e->book, test, value, e->frame->date, e->frame->known);
}

law_truth law_literal_truth(const law_evaluation *e, const law_literal *literal, uint32_t party, xctl_arena *arena)
{
	const law_test *t = &e->book->tests[literal->test];
	const law_attribute *a = &e->book->attributes[t->attribute];
	law_truth truth;
	if (a->term >= LAW_TERM_PATTERN && a->object == LAW_OF_PARTY) {
		size_t at = (size_t)party * e->session->plan.fact_words;
		truth = law_truth_in(e->party_facts_may + at, e->party_facts_must + at, e->session->plan.fact[t->attribute]);
	} else if (a->term >= LAW_TERM_PATTERN) {
		truth = law_fact_truth(e, t->attribute);
	} else {
		law_value value = law_value_of(e, t->attribute, party, arena);
		truth = kept_truth(e, literal->test, &value);
	}
	return literal->negated ? law_not(truth) : truth;
}
