// Who appears in one film or series with somebody that they were ever married to?
// :param known => date('2026-06-01')   what was published by then
// :param most => 50                    how many at most
// returns: a, b, work, married, marriage
// needs: ties
MATCH (a:Person)-[m:MARRIAGE]->(b:Person)
WHERE m.known_from <= $known AND (m.known_to IS NULL OR $known < m.known_to)
  AND m.standing <> 'denied' AND m.standing <> 'retracted'
MATCH (a)-[p:PERFORMANCE]->(work:Work)<-[q:PERFORMANCE]-(b)
WHERE p.known_from <= $known AND (p.known_to IS NULL OR $known < p.known_to) AND p.standing <> 'retracted'
  AND q.known_from <= $known AND (q.known_to IS NULL OR $known < q.known_to) AND q.standing <> 'retracted'
RETURN DISTINCT a.name AS a, b.name AS b, work.name AS work, m.start_text AS married, m.standing AS marriage
ORDER BY a, b, work, married LIMIT $most
