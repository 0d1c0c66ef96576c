// Who founded an organization or belongs to it, and with whom are they on the day?
// :param name => 'Angel City FC'       the organization
// :param on => date('2023-08-07')      the day in the world
// :param known => date('2026-06-01')   what was published by then
// returns: person, role, kind, other, holds, standing
// needs: ties
MATCH (one:Person)-[m:FOUNDING|MEMBERSHIP]->(:Organization {name: $name})
WHERE m.known_from <= $known AND (m.known_to IS NULL OR $known < m.known_to)
  AND m.said_from <= $on AND $on < m.said_to AND m.standing <> 'denied' AND m.standing <> 'retracted'
OPTIONAL MATCH (one)-[r]-(other:Person)
WHERE r.known_from <= $known AND (r.known_to IS NULL OR $known < r.known_to)
  AND r.said_from <= $on AND $on < r.said_to AND r.standing <> 'denied' AND r.standing <> 'retracted'
RETURN one.name AS person, toLower(type(m)) AS role, toLower(type(r)) AS kind, other.name AS other,
  CASE WHEN r IS NULL THEN null WHEN r.sure_from <= $on AND $on < r.sure_to THEN 'yes' ELSE 'possibly' END AS holds,
  r.standing AS standing
ORDER BY person, role, kind, other
