// Which ties that fade (dating, engagements, affairs, friendships, feuds) has nobody told of for two years, though no end is told?
// :param on => date('2026-06-01')      the day in the world
// :param known => date('2026-06-01')   what was published by then
// returns: a, b, kind, last_published, start_text, standing, roots
// needs: ties
MATCH (a:Entity)-[r:DATING|ENGAGEMENT|AFFAIR|FRIENDSHIP|FEUD]->(b:Entity)
WHERE r.known_from <= $known AND (r.known_to IS NULL OR $known < r.known_to)
  AND r.end_latest IS NULL AND $on < r.span_to AND r.last_published < $on - duration('P2Y')
  AND r.standing <> 'denied' AND r.standing <> 'retracted'
RETURN a.name AS a, b.name AS b, toLower(type(r)) AS kind, r.last_published AS last_published,
  r.start_text AS start_text, r.standing AS standing, r.roots AS roots
ORDER BY last_published, a, b, kind, r.episode
