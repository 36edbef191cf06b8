/* All numbers of the score, in tenths of a bit or in percent. Internal to names.
 *
 * Found by hand in 2026, a few at a time, on three sets: 1,966 pairs of names of one party or of two from two publishers'
 * lists; 4,000 names of the US Consolidated Screening List with one slip each (recall); 4,135 made-up and well-known
 * names that are on no list (false hits). docs/manual/names.md has the figures. A number is kept where a step up and a
 * step down both lose. */
#ifndef XCTL_NAMES_WEIGHTS_H
#define XCTL_NAMES_WEIGHTS_H

/* Words that agree give their rarity, less the cost of not being spelt alike. */
#define COST_EDIT(len) ((len) < 5 ? 60 : (len) < 6 ? 50 : (len) < 7 ? 40 : (len) < 8 ? 34 : 28) /* each, by the shorter */
#define COST_PINYIN 25           /* each edit more, where both words are read as pinyin: there each letter tells */
#define COST_DOUBLED 12         /* a letter doubled or not */
#define LEAST_ALIKE 15          /* within the edits: a third of its rarity up to this, so that a slip contradicts nothing */
#define SOUND_PERCENT 35        /* the cost of sounding alike is at most this part of the rarity */
#define COST_SOUND 6            /* same skeleton, other spelling: once … */
#define COST_SOUND_EDIT 5       /* … and for each edit */
#define COST_BARE 12            /* same skeleton, one side without vowels */
#define COST_SOUND_TWO 15       /* a skeleton of two sounds: once more */
#define COST_JOINED 5           /* "Dae Dong" and "Daedong" */
#define COST_JOINED_SOUND 15
#define SOUND_EDITS(len) ((len) < 6 ? 2u : 4u) /* words that sound alike and are further apart only seem to */
#define SOUND_EDITS_JOINED 2u
#define POINTS_INITIAL 15       /* "J." and "John" */
#define LEAST_POINTS 12         /* less is no agreement */

/* Words left over. Those that stand against each other contradict; the surplus of one side is an omission. */
#define CONTRADICTION_ORGANIZATION 60 /* percent of the rarity of the lesser side */
#define CONTRADICTION_PERSON 60
#define CONTRADICTION_LEAST_ORGANIZATION 40 /* for each pair of words that stand against each other, however common */
#define CONTRADICTION_LEAST_PERSON 32
#define OMISSION_YOURS_ORGANIZATION 30
#define OMISSION_THEIRS_ORGANIZATION 30
#define OMISSION_YOURS_PERSON 14
#define OMISSION_THEIRS_PERSON 14
#define OMISSION_LEAST 14 /* the least of the above, for the bound that finds candidates */
#define ASIDE_PERCENT 40  /* of the weight, for words in brackets */
#define NUMBERS_DIFFER 60
#define NUMBER_MISSING 20
#define NAME_LEAST (-60)  /* a name speaks against no more than this */

#define EQUAL_ORGANIZATION 60
#define EQUAL_GENERIC 40 /* of organisation words alone */
#define EQUAL_PERSON_PERCENT 28 /* of what the words give, for a person */
#define COMPLETE_ORGANIZATION 25 /* two words or more, none left over, not all spelt alike */
#define COMPLETE_PERSON_PERCENT 20
#define LEGAL_SAME 3
#define LEGAL_OTHER (-8)
#define WEAK_ALIAS (-20)
#define KIND_PERSON (-50) /* a person and an organisation */
#define KIND_SEEMS (-25)  /* a person and a party of no stated kind with an organisation's name */
#define KIND_OTHER (-30)

#define COUNTRY_MOST 40
#define COUNTRY_LEAST 10
#define COUNTRY_UNLISTED 25
#define COUNTRY_OTHER_ORGANIZATION (-30)
#define COUNTRY_OTHER_PERSON (-15)
#define BIRTH_DAY 110
#define BIRTH_YEAR 45
#define BIRTH_NEAR (-5)
#define BIRTH_SAME_YEAR (-20)
#define BIRTH_OTHER (-80)
#define ID_SAME 300
#define ID_OTHER_KIND 80
#define ID_DIFFERS (-20)
#define ADDRESS_MOST 80        /* beside a name */
#define ADDRESS_ENTRY_MOST 220 /* an entry that is an address */
#define ADDRESS_LEAST 20

#endif
