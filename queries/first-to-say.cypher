// Which outlet said it first, of each kind of thing that is said of two people, and in which words?
// :param a => 'Natalie Portman'        one of the two
// :param b => 'Benjamin Millepied'     the other
// :param known => date('2023-08-07')   what was published by then
// returns: kind, stance, published, outlet, agents, quote, told_by
// needs: claims
MATCH (:Entity {name: $a})<-[:ABOUT]-(c:Claim)-[:ABOUT]->(:Entity {name: $b})
MATCH (c)-[:IN]->(:Article)-[:BY]->(s:Source)
WHERE c.published <= $known AND NOT c.rejected AND (c.replaced IS NULL OR $known < c.replaced)
WITH c, s ORDER BY c.published, c.position
WITH c.kind AS kind, collect(c) AS claims, collect(s.name) AS outlets, count(DISTINCT s) AS told_by
RETURN kind, claims[0].stance AS stance, claims[0].published AS published, outlets[0] AS outlet,
  claims[0].agents AS agents, claims[0].quote AS quote, told_by
ORDER BY published, kind
