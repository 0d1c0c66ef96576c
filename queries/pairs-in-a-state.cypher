// Which pairs are in a state on a day, surely or possibly, as known on a day? Like `relgraph pairs`.
// :param kind => 'affair'              the state: marriage, separation, affair, dating …
// :param on => date('2023-08-07')      the day in the world
// :param known => date('2023-08-07')   what was published by then
// returns: a, b, holds, standing, roots, against
// needs: ties
MATCH (a:Entity)-[r]->(b:Entity)
WHERE type(r) = toUpper($kind)
  AND r.known_from <= $known AND (r.known_to IS NULL OR $known < r.known_to)
  AND r.said_from <= $on AND $on < r.said_to AND r.standing <> 'retracted'
RETURN a.name AS a, b.name AS b,
  CASE WHEN r.sure_from <= $on AND $on < r.sure_to THEN 'yes' ELSE 'possibly' END AS holds,
  r.standing AS standing, r.roots AS roots, r.against AS against
ORDER BY a, b, r.episode
