// Whose affair is told while a marriage to somebody else holds, surely or possibly? How each stands is said, not whether it is true.
// :param on => date('2023-08-07')      the day in the world
// :param known => date('2023-08-07')   what was published by then
// returns: person, married_to, marriage, affair_with, affair, affair_roots, affair_against
// needs: ties
MATCH (spouse:Person)-[m:MARRIAGE]-(one:Person)-[f:AFFAIR]-(other:Person)
WHERE spouse <> other
  AND m.known_from <= $known AND (m.known_to IS NULL OR $known < m.known_to)
  AND m.said_from <= $on AND $on < m.said_to AND m.standing <> 'denied' AND m.standing <> 'retracted'
  AND f.known_from <= $known AND (f.known_to IS NULL OR $known < f.known_to)
  AND f.said_from <= $on AND $on < f.said_to AND f.standing <> 'retracted'
RETURN one.name AS person, spouse.name AS married_to, m.standing AS marriage, other.name AS affair_with,
  f.standing AS affair, f.roots AS affair_roots, f.against AS affair_against
ORDER BY person, married_to, affair_with, f.episode
