// What did the public come to know between two days? Ties told for the first time, and those of which another thing was told.
// :param from => date('2023-06-30')    known before: by this day
// :param to => date('2023-08-07')      known since: by this day
// returns: a, b, kind, change, known_from, standing_before, standing, start_earliest, start_latest, end_earliest, end_latest
// needs: ties
MATCH (a:Entity)-[r]->(b:Entity)
WHERE $from < r.known_from AND r.known_from <= $to AND (r.known_to IS NULL OR $to < r.known_to)
OPTIONAL MATCH (a)-[q]->(b)
WHERE type(q) = type(r) AND q.episode = r.episode
  AND q.known_from <= $from AND (q.known_to IS NULL OR $from < q.known_to)
RETURN a.name AS a, b.name AS b, toLower(type(r)) AS kind, CASE WHEN q IS NULL THEN 'new' ELSE 'changed' END AS change,
  r.known_from AS known_from, q.standing AS standing_before, r.standing AS standing,
  r.start_earliest AS start_earliest, r.start_latest AS start_latest,
  r.end_earliest AS end_earliest, r.end_latest AS end_latest
ORDER BY known_from, a, b, kind, r.episode
