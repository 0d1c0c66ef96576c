// With whom were somebody's partners together before? A partner of the day; ties of theirs that had surely ended by then.
// :param name => 'Mila Kunis'          whose partners
// :param on => date('2023-08-07')      the day in the world
// :param known => date('2026-06-01')   what was published by then
// returns: partner, tie, ex, was, ended_by, end_earliest, end_latest, standing
// needs: ties
MATCH (one:Person {name: $name})-[r:MARRIAGE|ENGAGEMENT|DATING|AFFAIR]-(partner:Person)
WHERE r.known_from <= $known AND (r.known_to IS NULL OR $known < r.known_to)
  AND r.said_from <= $on AND $on < r.said_to AND r.standing <> 'denied' AND r.standing <> 'retracted'
MATCH (partner)-[q:MARRIAGE|ENGAGEMENT|DATING|AFFAIR]-(ex:Person)
WHERE ex <> one AND q.known_from <= $known AND (q.known_to IS NULL OR $known < q.known_to)
  AND q.span_to <= $on AND q.standing <> 'denied' AND q.standing <> 'retracted'
RETURN partner.name AS partner, toLower(type(r)) AS tie, ex.name AS ex, toLower(type(q)) AS was,
  q.ended_by AS ended_by, q.end_earliest AS end_earliest, q.end_latest AS end_latest, q.standing AS standing
ORDER BY partner, tie, ex, was, q.episode
