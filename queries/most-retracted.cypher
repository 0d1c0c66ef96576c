// Which outlets took back or corrected most of what they had claimed?
// :param known => date('2026-06-01')   what was published by then
// returns: outlet, claims, retracted, corrected
// needs: claims
MATCH (c:Claim)-[:IN]->(:Article)-[:BY]->(s:Source)
WHERE c.published <= $known
WITH s.name AS outlet, count(c) AS claims,
  sum(CASE WHEN c.withdrawn <= $known THEN 1 ELSE 0 END) AS retracted,
  sum(CASE WHEN c.replaced <= $known THEN 1 ELSE 0 END) AS corrected
WHERE retracted + corrected > 0
RETURN outlet, claims, retracted, corrected
ORDER BY retracted DESC, corrected DESC, outlet
