-- One CASE over joins, for SQLite and DuckDB. Reasons are bits, one for each column of the chart.
SELECT CASE
		WHEN c.embargoed THEN 'P'
		WHEN t.footnote AND EXISTS (SELECT 1 FROM products p WHERE p.code = t.product) THEN 'L'
		WHEN (c.reasons & i.reasons) = 0 THEN 'C'
		WHEN c.group_b AND t.value <= i.value_limit THEN 'E'
		ELSE 'L'
	END AS verdict
FROM transfers t
JOIN countries c ON c.code = t.destination
JOIN items i ON i.code = t.item
ORDER BY t.id
