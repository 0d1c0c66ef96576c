// What is said of two people, by whom, where and in which words? Like `relgraph why`.
// :param a => 'Natalie Portman'        one of the two
// :param b => 'Benjamin Millepied'     the other
// :param known => date('2023-08-07')   what was published by then
// returns: published, outlet, kind, stance, dated, agents, root, withdrawn, quote
// needs: claims
MATCH (:Entity {name: $a})<-[:ABOUT]-(c:Claim)-[:ABOUT]->(:Entity {name: $b})
MATCH (c)-[:IN]->(:Article)-[:BY]->(s:Source)
WHERE c.published <= $known AND NOT c.rejected AND (c.replaced IS NULL OR $known < c.replaced)
RETURN c.published AS published, s.name AS outlet, c.kind AS kind, c.stance AS stance, c.`when` AS dated,
  c.agents AS agents, c.root AS root, CASE WHEN c.withdrawn <= $known THEN c.withdrawn ELSE null END AS withdrawn,
  c.quote AS quote
ORDER BY published, c.position
