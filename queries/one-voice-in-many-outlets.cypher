// Which voices are printed by most outlets? Forty outlets that quote one insider's paper are one root.
// :param known => date('2026-06-01')   what was published by then
// :param least => 2                    in how many outlets at least
// returns: root, outlets, claims, alleged, denied
// needs: claims
MATCH (c:Claim)-[:IN]->(:Article)-[:BY]->(s:Source)
WHERE c.published <= $known AND NOT c.rejected
WITH c.root AS root, count(DISTINCT s) AS outlets, count(c) AS claims,
  sum(CASE c.stance WHEN 'alleged' THEN 1 ELSE 0 END) AS alleged, sum(CASE c.stance WHEN 'denied' THEN 1 ELSE 0 END) AS denied
WHERE outlets >= $least
RETURN root, outlets, claims, alleged, denied
ORDER BY outlets DESC, claims DESC, root
