// Whom do two people both have a tie to, ever, by people, organizations and works?
// :param a => 'Natalie Portman'        one of the two
// :param b => 'Benjamin Millepied'     the other
// :param known => date('2026-06-01')   what was published by then
// returns: contact, type, of_a, of_b
// needs: ties
MATCH (a:Entity {name: $a})-[r]-(contact:Entity)-[q]-(b:Entity {name: $b})
WHERE a <> b AND contact <> a AND contact <> b
  AND r.known_from <= $known AND (r.known_to IS NULL OR $known < r.known_to)
  AND q.known_from <= $known AND (q.known_to IS NULL OR $known < q.known_to)
  AND r.standing <> 'denied' AND r.standing <> 'retracted' AND q.standing <> 'denied' AND q.standing <> 'retracted'
WITH contact, toLower(type(r)) + ', ' + r.standing AS x, toLower(type(q)) + ', ' + q.standing AS y
ORDER BY x, y
RETURN contact.name AS contact, contact.type AS type, collect(DISTINCT x) AS of_a, collect(DISTINCT y) AS of_b
ORDER BY type, contact, of_a, of_b
