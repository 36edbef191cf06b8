-- The slice of slice.py as SQL, from the text of the rules and the tables of the book.
-- Here before: book(name, cell, value), chart(country, reason), groups(country, name), transfers(id, destination, item, type,
-- dollars, parent) and for each fact a transfer may state a column of transfers: true, false, or NULL where nothing is said.

-- Which items a row speaks of: a code stands for all below it, but for what the cell takes away.
CREATE TABLE listed AS
WITH cells AS (
	SELECT name, value, split_part(cell, ' except ', 1) AS code,
		[trim(e) FOR e IN string_split(split_part(cell, ' except ', 2), ',') IF trim(e) <> ''] AS but
	FROM book
), items AS (SELECT DISTINCT item FROM transfers)
SELECT DISTINCT name, value, item
FROM cells JOIN items ON item = code OR starts_with(item, code || '.')
WHERE len([e FOR e IN but IF item = e OR starts_with(item, e || '.')]) = 0;

CREATE TABLE china AS SELECT country FROM groups WHERE name = 'D:5' UNION SELECT unnest(['HK', 'MO']);
CREATE TABLE computing_groups AS
SELECT country FROM groups WHERE name IN ('D:1', 'D:4', 'D:5') EXCEPT SELECT country FROM groups WHERE name IN ('A:5', 'A:6');

-- What is true of a transfer, apart from its item's rows.
CREATE TABLE acts AS
SELECT t.*,
	destination IN (FROM china) AS to_china,
	parent IN (FROM china) AS buyer_from_china,
	destination IN (FROM computing_groups) AS in_computing_groups,
	destination IN (FROM computing_groups) OR destination = 'AE' AS computing_near,
	destination IN (SELECT country FROM groups WHERE name = 'B') AS group_b,
	destination IN (SELECT country FROM groups WHERE name = 'D:5') AS group_d5,
	destination IN (SELECT country FROM groups WHERE name IN ('D:4', 'D:5')) AS group_d4_d5,
	destination IN (SELECT country FROM groups WHERE name = 'A:5') AS group_a5,
	destination IN (SELECT country FROM groups WHERE name = 'A:6') AS group_a6
FROM transfers t;

-- What is true of an item, once for each.
CREATE TABLE items AS
SELECT item,
	bool_or(name = 'ccl' AND value = 'MT1') AS missile,
	bool_or(name = 'ccl-conditional' AND value = 'MT1') AS missile_by_words,
	bool_or(name = 'ccl' AND value IN ('NS1', 'NS2', 'MT1', 'NP1', 'CB1', 'CB2', 'CB3')) AS hong_kong_paper_needed,
	bool_or(name = 'ccl' AND value = '742.6(a)(12)') AS pakistan,
	bool_or(name = 'ccl' AND value = '742.6(a)(6)(iii)(B)') AS computing_b,
	bool_or(name = 'gov-only') AS gov_only,
	bool_or(name = 'advanced-computing') AS advanced_computing,
	bool_or(name = 'advanced-computing-b') AS advanced_computing_b,
	bool_or(name = 'series-600') AS series_600,
	bool_or(name = 'iec') AS iec,
	bool_or(name = 'sta-excluded') AS sta_excluded,
	max(CASE WHEN name = 'lvs' THEN value::INTEGER END) AS lvs_limit,
	bool_or(name = 'gbs') AS gbs, bool_or(name = 'tsr') AS tsr,
	bool_or(name = 'gbs' AND value = 'whole') AS gbs_whole, bool_or(name = 'tsr' AND value = 'whole') AS tsr_whole
FROM (SELECT DISTINCT item FROM transfers) LEFT JOIN listed USING (item)
GROUP BY item;

-- Every requirement that stands, with what it comes to where nothing overcomes it.
CREATE TABLE grounds AS
WITH controls AS (SELECT a.*, l.name AS source, l.value AS control FROM acts a JOIN listed l USING (item)),
charted AS (
	SELECT c.*, c.source = 'ccl-conditional' AS by_words FROM controls c
	JOIN chart x ON x.country = c.destination AND x.reason = c.control
),
section AS (SELECT * FROM controls WHERE source = 'ccl' OR (source = 'ccl-conditional' AND words_section))
SELECT DISTINCT id, item, ground, CASE WHEN ground = 'computing-world' THEN 'review' ELSE 'licence' END AS verdict FROM (
	SELECT id, item, 'chart(' || control || ')' AS ground FROM charted WHERE source = 'ccl'
	UNION ALL SELECT id, item, 'chart-unless(' || control || ')' FROM charted
		WHERE source = 'ccl-carve-out' AND control IN ('NP1', 'NS1', 'RS1', 'CC1', 'AT1') AND ccl_carve_out IS NOT TRUE
	UNION ALL SELECT id, item, 'words-ns(' || control || ')' FROM charted WHERE by_words AND control IN ('NS1', 'NS2') AND words_ns
	UNION ALL SELECT id, item, 'words-mt(' || control || ')' FROM charted WHERE by_words AND control = 'MT1' AND words_mt
	UNION ALL SELECT id, item, 'words-np(' || control || ')' FROM charted WHERE by_words AND control IN ('NP1', 'NP2') AND words_np
	UNION ALL SELECT id, item, 'words-rs(' || control || ')' FROM charted WHERE by_words AND control IN ('RS1', 'RS2') AND words_rs
	UNION ALL SELECT id, item, 'words-at(' || control || ')' FROM charted WHERE by_words AND control IN ('AT1', 'AT2') AND words_at
	UNION ALL SELECT id, item, 'world-ns' FROM section WHERE control = '742.4(a)(5)'
	UNION ALL SELECT id, item, 'world-rs' FROM section WHERE control = '742.6(a)(10)'
	UNION ALL SELECT id, item, 'sme-ns' FROM controls WHERE source = 'ccl' AND control = '742.4(a)(4)' AND to_china
	UNION ALL SELECT id, item, 'sme-rs' FROM controls WHERE source = 'ccl' AND control = '742.6(a)(6)(i)(A)' AND to_china
	UNION ALL SELECT id, item, 'memory' FROM section WHERE control = '742.6(a)(6)(i)(B)' AND to_china
	UNION ALL SELECT id, item, 'computing' FROM section
		WHERE control IN ('742.6(a)(6)(iii)(A)', '742.6(a)(6)(iii)(B)') AND computing_near
	UNION ALL SELECT id, item, 'computing-world' FROM section WHERE control = '742.6(a)(6)(iii)(A)' AND NOT computing_near
	UNION ALL SELECT id, item, 'macau-d5' FROM controls WHERE source = 'ccl' AND control = 'macau-d5' AND to_china
	UNION ALL SELECT id, item, 'y-items' FROM controls
		WHERE source = 'ccl' AND control = '742.6(a)(7)' AND destination IN ('CN', 'HK', 'RU', 'VE')
	UNION ALL SELECT id, item, 'iraq-items' FROM controls WHERE source = 'ccl' AND control = '742.6(a)(5)' AND destination = 'IQ'
	UNION ALL SELECT id, item, 'pakistan-items' FROM controls
		WHERE source = 'ccl' AND control = '742.6(a)(12)' AND destination = 'PK'
	UNION ALL SELECT id, item, 'arms-embargo' FROM section
		WHERE control = '746-un' AND destination IN (SELECT cell FROM book WHERE name = 'un-embargo')
	UNION ALL SELECT id, item, 'chips-to-headquarters' FROM acts JOIN items USING (item)
		WHERE advanced_computing_b AND NOT computing_near AND buyer_from_china
	UNION ALL SELECT id, item, 'memory-to-headquarters' FROM acts
		WHERE (item = '3A090.c' OR starts_with(item, '3A090.c.')) AND NOT to_china AND buyer_from_china
);

-- 740.2(a), and what each exception asks.
CREATE TABLE bars AS
SELECT id, by_missile, hong_kong,
	hong_kong OR by_missile
		OR (gov_only AND to_china)
		OR (advanced_computing AND (in_computing_groups OR buyer_from_china))
		OR (series_600 AND (group_d5 OR destination = 'HK'))
		OR (iec AND NOT regexp_matches(item, '^(3D001|3D002|3D992|3E001|3E992)(\.|$)'))
		OR (pakistan AND destination = 'PK') AS general
FROM (
	SELECT *, missile OR (missile_by_words AND words_mt IS TRUE) AS by_missile,
		destination = 'HK' AND hong_kong_paper_needed AND hong_kong_paper IS NOT TRUE AS hong_kong
	FROM acts JOIN items USING (item)
);

CREATE TABLE standing AS SELECT DISTINCT id FROM grounds;

-- `chart` columns that ask for more than national security, for the transfer.
CREATE TABLE other_reason AS
SELECT DISTINCT id FROM grounds
WHERE (ground LIKE 'chart(%' AND ground NOT IN ('chart(NS1)', 'chart(NS2)'))
	OR ground IN ('words-mt(MT1)', 'words-np(NP1)', 'words-rs(RS1)', 'words-rs(RS2)', 'chart-unless(NP1)', 'chart-unless(RS1)');

CREATE TABLE not_security_alone AS
SELECT DISTINCT id FROM grounds
WHERE ground LIKE 'chart(%' AND ground NOT IN ('chart(NS1)', 'chart(NS2)', 'chart(AT1)', 'chart(AT2)');

-- offered: its `when` holds; barred: its `unless` does; said: whether its conditions were affirmed.
CREATE TABLE offers AS
WITH t AS (SELECT * FROM standing JOIN acts USING (id) JOIN items USING (item) JOIN bars USING (id)),
regular AS (
	SELECT id, 'lvs' AS symbol, general AS barred, lvs_conditions AS said FROM t
		WHERE type = 'commodity' AND group_b AND dollars <= lvs_limit
	UNION ALL SELECT id, 'gbs', general OR id IN (FROM other_reason), gbs_conditions FROM t
		WHERE type = 'commodity' AND group_b AND destination NOT IN ('SD', 'UA') AND (gbs_whole OR (gbs AND gbs_words))
	UNION ALL SELECT id, 'tsr', general OR id IN (FROM other_reason), tsr_assurance FROM t
		WHERE type <> 'commodity' AND group_b AND destination NOT IN ('SD', 'UA') AND (tsr_whole OR (tsr AND gbs_words))
	UNION ALL SELECT id, 'gov', hong_kong OR (by_missile AND group_d4_d5), gov_conditions FROM t
	UNION ALL SELECT id, 'acm', hong_kong OR by_missile OR NOT advanced_computing, acm_conditions FROM t
	UNION ALL SELECT id, 'iec', hong_kong OR by_missile, iec_table FROM t WHERE iec AND NOT to_china
	UNION ALL SELECT id, 'computing-emirates', false, uae_approved FROM t WHERE destination = 'AE' AND computing_b
	UNION ALL SELECT id, 'sta',
			general OR NOT (group_a5 OR group_a6) OR (destination = 'AE' AND uae_approved IS NOT TRUE)
			OR (group_a6 AND NOT group_a5 AND id IN (FROM not_security_alone)) OR sta_excluded OR missile
			OR (regexp_matches(item, '^3A001\.b\.[23](\.|$)') AND civil_telecommunications IS NOT TRUE),
			sta_conditions FROM t
		WHERE NOT advanced_computing AND NOT regexp_matches(item, '^3B001\.(c\.1\.a|c\.1\.c|q)(\.|$)')
)
SELECT id, symbol, CASE WHEN barred OR said IS FALSE THEN 'barred' WHEN said THEN 'applies' ELSE 'candidate' END AS status
FROM regular;

-- Which grounds each exception is written for.
CREATE TABLE aims AS
SELECT ground, symbol FROM (SELECT DISTINCT ground FROM grounds) CROSS JOIN (SELECT DISTINCT symbol FROM offers)
WHERE CASE symbol
	WHEN 'lvs' THEN ground LIKE 'chart%' OR ground LIKE 'words-%'
	WHEN 'gbs' THEN ground IN ('chart(NS1)', 'chart(NS2)', 'chart-unless(NS1)')
	WHEN 'tsr' THEN ground IN ('chart(NS1)', 'chart(NS2)', 'chart-unless(NS1)') OR ground LIKE 'words-ns%'
	WHEN 'gov' THEN ground LIKE 'chart%' OR ground LIKE 'words-%'
		OR ground IN ('sme-ns', 'sme-rs', 'world-ns', 'world-rs', 'computing', 'computing-world', 'memory', 'y-items')
	WHEN 'acm' THEN ground IN ('computing', 'computing-world', 'chart(NS1)', 'chart(NS2)')
	WHEN 'iec' THEN ground IN ('world-ns', 'world-rs')
	WHEN 'computing-emirates' THEN ground = 'computing'
	WHEN 'sta' THEN ground LIKE 'words-ns%' OR ground LIKE 'words-rs%' OR ground LIKE 'chart-unless%'
		OR ground IN ('chart(NS1)', 'chart(NS2)', 'chart(RS1)', 'chart(RS2)', 'chart(NP1)', 'chart(CB1)', 'chart(CB2)', 'chart(CC1)')
END;

CREATE TABLE aimed AS SELECT id, ground, verdict, symbol, status FROM grounds JOIN aims USING (ground) JOIN offers USING (id, symbol);

-- The least that is left of each ground, then the worst of a transfer's grounds.
CREATE TABLE answers AS
WITH left_of AS (
	SELECT g.id, g.ground, coalesce(min(CASE WHEN a.symbol = 'computing-emirates' THEN 0 WHEN a.symbol IS NOT NULL THEN 1 END),
		any_value(CASE g.verdict WHEN 'review' THEN 2 ELSE 3 END)) AS weight
	FROM grounds g LEFT JOIN aimed a ON a.id = g.id AND a.ground = g.ground AND a.status = 'applies'
	GROUP BY g.id, g.ground
), by_ground AS (
	SELECT id, max(weight) AS weight, string_agg('us.ear.' || ground, ',' ORDER BY 'us.ear.' || ground) AS grounds FROM left_of GROUP BY id
), by_exception AS (
	SELECT id, string_agg('us.ear.' || symbol || '=' || status, ',' ORDER BY symbol) AS exceptions
	FROM (SELECT DISTINCT id, symbol, status FROM aimed) GROUP BY id
)
SELECT id, ['clear', 'exception', 'review', 'licence'][coalesce(weight, 0) + 1] AS verdict,
	coalesce(grounds, '') AS grounds, coalesce(exceptions, '') AS exceptions
FROM transfers LEFT JOIN by_ground USING (id) LEFT JOIN by_exception USING (id);
