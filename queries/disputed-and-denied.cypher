// Which ties are disputed or denied, and who speaks against them?
// :param known => date('2023-08-07')   what was published by then
// returns: a, b, kind, standing, roots, against, outlet, published, agents, quote
// needs: claims
MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.known_from <= $known AND (r.known_to IS NULL OR $known < r.known_to) AND r.standing IN ['disputed', 'denied']
UNWIND r.denials AS id
MATCH (c:Claim {id: id})-[:IN]->(:Article)-[:BY]->(s:Source)
RETURN a.name AS a, b.name AS b, toLower(type(r)) AS kind, r.standing AS standing, r.roots AS roots,
  r.against AS against, s.name AS outlet, c.published AS published, c.agents AS agents, c.quote AS quote
ORDER BY a, b, kind, r.episode, published, c.position
