// Who married the same person again?
// :param known => date('2026-06-01')   what was published by then
// returns: a, b, marriages, begun, ended, standings
// needs: ties
MATCH (a:Person)-[r:MARRIAGE]->(b:Person)
WHERE r.known_from <= $known AND (r.known_to IS NULL OR $known < r.known_to)
  AND r.standing <> 'denied' AND r.standing <> 'retracted' AND NOT r.void
WITH a, b, r ORDER BY r.episode
WITH a, b, count(r) AS marriages, collect(coalesce(r.start_text, '')) AS begun, collect(coalesce(r.end_text, '')) AS ended,
  collect(r.standing) AS standings
WHERE marriages > 1
RETURN a.name AS a, b.name AS b, marriages, begun, ended, standings
ORDER BY marriages DESC, a, b
