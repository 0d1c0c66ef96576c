-- The projection of the log: what can be asked. Derived in full; `relgraph rebuild` makes it again.
-- Days are ordinals (0001-01-01 = 1). Open sides of ranges are -10000000 and 10000000, so that a comparison needs
-- no case; open bounds that are shown to people are NULL.

CREATE TABLE projection (          -- one row: how far into the log this projection has come
  only     INTEGER PRIMARY KEY CHECK (only = 1),
  format   INTEGER NOT NULL,
  position INTEGER NOT NULL,
  hash     BLOB NOT NULL
);

CREATE TABLE article (             -- a version of an article
  no        INTEGER PRIMARY KEY,
  version   TEXT NOT NULL UNIQUE,  -- Article.version
  id        TEXT NOT NULL,         -- Article.id, the same in every version
  url       TEXT,
  source    TEXT NOT NULL,
  root      TEXT NOT NULL,         -- source of the first published article that prints this text (rule 11)
  title     TEXT,
  published INTEGER NOT NULL,      -- day
  position  INTEGER NOT NULL       -- of its ArticleAdded
);
CREATE INDEX article_id ON article (id);

CREATE TABLE entity (
  no         INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,
  name       TEXT NOT NULL,
  type       TEXT NOT NULL,
  born       TEXT,                 -- EDTF
  canonical  INTEGER NOT NULL,     -- the entity that this one is judged to be; itself if none
  known_from INTEGER NOT NULL,     -- first day on which something published names it; 10000000: never
  declared   INTEGER NOT NULL      -- 0: mentioned only, 1: described by its name alone, 2: declared with an id
);
CREATE INDEX entity_canonical ON entity (canonical) WHERE canonical <> no;

CREATE TABLE name (                -- every name that an entity goes by
  entity INTEGER NOT NULL,
  name   TEXT NOT NULL,
  folded TEXT NOT NULL,            -- names.folded(name)
  sort   TEXT NOT NULL,            -- name, alias; used: only written beside the entity's id, never declared
  PRIMARY KEY (entity, name)
) WITHOUT ROWID;
CREATE INDEX name_folded ON name (folded);

CREATE TABLE external (            -- ids in other data sets, `wikidata:Q42`, and the entity that each leads to
  id     TEXT PRIMARY KEY,
  entity INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE together (            -- ids that were declared together: `ids` is the JSON list of them, for each
  id  TEXT NOT NULL,
  ids TEXT NOT NULL,
  PRIMARY KEY (id, ids)
) WITHOUT ROWID;

CREATE TABLE declaration (         -- what an article or its writer knows of an entity (EntityAdded)
  position INTEGER PRIMARY KEY,
  article  INTEGER NOT NULL,
  mention  INTEGER NOT NULL,
  entity   INTEGER NOT NULL,       -- that of the mention
  day      INTEGER NOT NULL,       -- of publication
  type     TEXT NOT NULL,
  name     TEXT NOT NULL,
  keyed    INTEGER NOT NULL,       -- 1: with an id
  born     TEXT,
  aliases  TEXT NOT NULL           -- JSON list
);
CREATE INDEX declaration_entity ON declaration (entity, day, name);
CREATE INDEX declaration_article ON declaration (article);
CREATE INDEX declaration_mention ON declaration (mention);

CREATE TABLE judgement (           -- what persons said of entities (EntitiesJudged)
  position  INTEGER PRIMARY KEY,
  id        TEXT NOT NULL,         -- of the event
  at        TEXT NOT NULL,
  judgement TEXT NOT NULL,
  a         TEXT NOT NULL,
  b         TEXT NOT NULL,
  undoes    TEXT
);

CREATE TABLE mention (             -- a name as one article uses it, and the entity that it is resolved to
  no      INTEGER PRIMARY KEY,
  article INTEGER NOT NULL,
  name    TEXT NOT NULL,
  type    TEXT NOT NULL,
  given   TEXT NOT NULL,           -- the id that the writer gave, '' if none
  entity  INTEGER NOT NULL,
  how     TEXT NOT NULL,           -- exact name, alias, id, new
  known_from INTEGER NOT NULL,     -- first day on which something published uses it
  UNIQUE (name, type, article, given)
);
CREATE INDEX mention_entity ON mention (entity);
CREATE INDEX mention_given ON mention (given) WHERE given <> '';

CREATE TABLE claim (               -- one row for each ClaimMade and ClaimCorrected; its id is that of its record
  position     INTEGER PRIMARY KEY,
  article      INTEGER NOT NULL,
  kind         TEXT NOT NULL,
  a            INTEGER NOT NULL,   -- mention
  b            INTEGER,            -- mention
  one          INTEGER NOT NULL,   -- canonical entities of the pair, the smaller number first
  other        INTEGER,            -- NULL: a alone
  swapped      INTEGER NOT NULL,   -- 1: party a is `other`
  at           TEXT,               -- `when` as written (EDTF)
  stance       TEXT NOT NULL,
  published    INTEGER NOT NULL,
  root         TEXT,               -- root agent (rule 11); NULL: the article's
  role         TEXT NOT NULL,      -- of the innermost agent; outlet: own voice
  hypothetical INTEGER NOT NULL,
  withdrawn    INTEGER,            -- day from which it is retracted
  replaced     INTEGER,            -- day from which it is corrected
  rejected     INTEGER NOT NULL,
  unreviewed   INTEGER NOT NULL,
  detail       TEXT
);
CREATE INDEX claim_pair ON claim (one, other);
CREATE INDEX claim_other ON claim (other);
CREATE INDEX claim_article ON claim (article);

CREATE TABLE amendment (           -- what was said of claims later: corrected, retracted, accepted, rejected
  position INTEGER PRIMARY KEY,
  id       TEXT NOT NULL,          -- of the event
  target   TEXT NOT NULL,          -- id of the claim's event, or Article.id; it may arrive later
  sort     TEXT NOT NULL,          -- corrected, retracted, accepted, rejected, dropped, proposed
  day      INTEGER,                -- published; NULL of a review
  at       TEXT                    -- time of a review
);
CREATE INDEX amendment_target ON amendment (target);

CREATE TABLE printed (             -- the articles with a text, to know twins by (rule 11)
  article INTEGER PRIMARY KEY,
  digest  BLOB NOT NULL,           -- of the words
  size    INTEGER NOT NULL,        -- distinct shingles; 0: none, or another article of the same words has them
  twins   INTEGER NOT NULL         -- the first article of those that print one text
);
CREATE INDEX printed_digest ON printed (digest);
CREATE INDEX printed_twins ON printed (twins);

CREATE TABLE shingle (             -- hashes of some of an article's shingles
  hash    INTEGER NOT NULL,
  article INTEGER NOT NULL,
  PRIMARY KEY (hash, article)
) WITHOUT ROWID;

CREATE TABLE version (             -- an episode of a tie, valid for knowledge dates [known_from, known_to)
  a              INTEGER NOT NULL,
  b              INTEGER NOT NULL, -- canonical entities; of undirected kinds the smaller number first
  kind           TEXT NOT NULL,
  episode        INTEGER NOT NULL,
  known_from     INTEGER NOT NULL,
  known_to       INTEGER NOT NULL,
  standing       TEXT NOT NULL,
  roots          INTEGER NOT NULL,
  against        INTEGER NOT NULL,
  first          INTEGER NOT NULL, -- fold.model.Window: no before it
  said_from      INTEGER NOT NULL,
  sure_from      INTEGER NOT NULL,
  sure_to        INTEGER NOT NULL,
  said_to        INTEGER NOT NULL,
  last           INTEGER NOT NULL, -- no from it on
  start_earliest INTEGER, start_latest INTEGER, start_text TEXT, start_approximate INTEGER NOT NULL,
  end_earliest   INTEGER, end_latest   INTEGER, end_text   TEXT, end_approximate   INTEGER NOT NULL,
  end_standing   TEXT,
  ended_by       TEXT,
  alleged_end    TEXT,             -- JSON {"earliest","latest","text","approximate","standing","by"} or NULL
  void           INTEGER NOT NULL,
  unreviewed     INTEGER NOT NULL,
  last_published INTEGER NOT NULL
);
CREATE INDEX version_a ON version (a, known_to, b);
CREATE INDEX version_b ON version (b, known_to);
CREATE INDEX version_kind ON version (kind);

CREATE TABLE link (                -- a version as either party sees it, if a path may go along it: not denied, not retracted
  near       INTEGER NOT NULL,
  known_to   INTEGER NOT NULL,
  far        INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  episode    INTEGER NOT NULL,
  back       INTEGER NOT NULL,     -- 0: near is a; 1: near is b
  known_from INTEGER NOT NULL,
  may_from   INTEGER NOT NULL,     -- yes or possibly on [may_from, may_to)
  may_to     INTEGER NOT NULL,
  sure_from  INTEGER NOT NULL,     -- yes on [sure_from, sure_to)
  sure_to    INTEGER NOT NULL,
  doubt      INTEGER NOT NULL,     -- how little the standing is worth to a path; 0: reported or confirmed
  PRIMARY KEY (near, known_to, far, kind, episode, back)
) WITHOUT ROWID;

CREATE TABLE finding (             -- what the fold found in a pair's history, as known on the last day
  one      INTEGER NOT NULL,
  other    INTEGER,
  finding  TEXT NOT NULL,
  position INTEGER NOT NULL,
  message  TEXT NOT NULL
);
CREATE INDEX finding_pair ON finding (one, other);

CREATE TABLE changed (             -- what became another one besides what new records are about: see changed.py
  one      INTEGER NOT NULL,       -- canonical entities of a pair; both 0: anything may have changed
  other    INTEGER NOT NULL,       -- 0: `one` alone, in its claims; the same as `one`: what the entity is called
  position INTEGER NOT NULL,       -- of the last record of the transaction that changed it last
  PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX changed_position ON changed (position);
