// Which ties rest on one voice alone, and that one without a name? With what it said, and where.
// :param known => date('2023-08-07')   what was published by then
// returns: a, b, kind, standing, outlet, published, agents, quote
// needs: claims
MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.known_from <= $known AND (r.known_to IS NULL OR $known < r.known_to) AND r.roots = 1
UNWIND r.claims AS id
MATCH (c:Claim {id: id})-[:IN]->(v:Article)-[:BY]->(s:Source)
WITH a, b, r, c, v, s ORDER BY c.published, c.position
WITH a, b, r, collect(c) AS claims, collect(s.name) AS outlets
WHERE all(c IN claims WHERE c.role = 'anonymous')
RETURN a.name AS a, b.name AS b, toLower(type(r)) AS kind, r.standing AS standing, outlets[0] AS outlet,
  claims[0].published AS published, claims[0].agents AS agents, claims[0].quote AS quote
ORDER BY published, a, b, kind, r.episode
