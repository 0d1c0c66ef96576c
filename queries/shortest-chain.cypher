// By which shortest chain of ties that hold on a day do two hang together? Up to 4 links; `relgraph path` goes further.
// :param a => 'Natalie Portman'        from whom
// :param b => 'Daniel Craig'           to whom
// :param on => date('2023-08-07')      the day in the world
// :param known => date('2026-06-01')   what was published by then
// returns: links, chain, kinds, standings, sure
// needs: ties
MATCH (a:Entity {name: $a}), (b:Entity {name: $b})
MATCH p = (a)-[*1..4]-(b)
WHERE all(r IN relationships(p) WHERE
  r.known_from <= $known AND (r.known_to IS NULL OR $known < r.known_to)
  AND r.said_from <= $on AND $on < r.said_to
  AND r.standing <> 'denied' AND r.standing <> 'retracted')
RETURN length(p) AS links, [n IN nodes(p) | n.name] AS chain, [r IN relationships(p) | toLower(type(r))] AS kinds,
  [r IN relationships(p) | r.standing] AS standings,
  all(r IN relationships(p) WHERE r.sure_from <= $on AND $on < r.sure_to) AS sure
ORDER BY links, size([r IN relationships(p) WHERE r.standing = 'alleged']),
  size([r IN relationships(p) WHERE r.standing = 'disputed']), NOT sure, chain, kinds
LIMIT 1
