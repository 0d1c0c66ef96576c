// Who is somebody with on a day, as known on a day, and how does each tie stand? Like `relgraph ties`.
// :param name => 'Natalie Portman'     whose ties, by the name in full
// :param on => date('2023-08-07')      the day in the world
// :param known => date('2023-08-07')   what was published by then
// returns: kind, other, direction, holds, standing, roots, against, start_earliest, start_latest, end_earliest, end_latest
// needs: ties
MATCH (one:Entity {name: $name})-[r]-(other:Entity)
WHERE r.known_from <= $known AND (r.known_to IS NULL OR $known < r.known_to)
  AND r.span_from <= $on AND $on < r.span_to AND r.standing <> 'retracted'
RETURN toLower(type(r)) AS kind, other.name AS other,
  CASE WHEN startNode(r) = one THEN 'out' ELSE 'in' END AS direction,
  CASE WHEN r.sure_from <= $on AND $on < r.sure_to THEN 'yes'
       WHEN r.said_from <= $on AND $on < r.said_to THEN 'possibly'
       ELSE 'not said' END AS holds,
  r.standing AS standing, r.roots AS roots, r.against AS against,
  r.start_earliest AS start_earliest, r.start_latest AS start_latest,
  r.end_earliest AS end_earliest, r.end_latest AS end_latest
ORDER BY CASE holds WHEN 'yes' THEN 0 WHEN 'possibly' THEN 1 ELSE 2 END, kind, other, r.episode
