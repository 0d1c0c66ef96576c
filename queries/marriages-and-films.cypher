// Who is within three steps of somebody over marriages and films alone, and how? Marriages of the day, films of any day.
// :param name => 'Natalie Portman'     from whom
// :param on => date('2023-08-07')      the day on which the marriages hold
// :param known => date('2026-06-01')   what was published by then
// :param most => 20                    how many at most, the nearest first
// returns: person, links, chain, kinds
// needs: ties
MATCH p = (one:Person {name: $name})-[:MARRIAGE|PERFORMANCE*1..3]-(other:Person)
WHERE other <> one AND all(r IN relationships(p) WHERE
  r.known_from <= $known AND (r.known_to IS NULL OR $known < r.known_to)
  AND r.standing <> 'denied' AND r.standing <> 'retracted'
  AND (type(r) = 'PERFORMANCE' OR (r.said_from <= $on AND $on < r.said_to)))
WITH other, length(p) AS links, [n IN nodes(p) | n.name] AS chain, [r IN relationships(p) | toLower(type(r))] AS kinds
ORDER BY links, chain, kinds
WITH other, collect({links: links, chain: chain, kinds: kinds})[0] AS best
RETURN other.name AS person, best.links AS links, best.chain AS chain, best.kinds AS kinds
ORDER BY links, person LIMIT $most
