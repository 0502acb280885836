-- A run, its last step's check value, and a check value over the whole row.
CREATE TABLE runs (
    id       TEXT   NOT NULL PRIMARY KEY,
    player   TEXT   NOT NULL,
    scenario TEXT   NOT NULL,
    path     TEXT   NOT NULL,
    digest   TEXT   NOT NULL,
    variant  TEXT   NOT NULL,
    lang     TEXT   NOT NULL,
    seed     BIGINT NOT NULL, -- the bits of an unsigned number
    started  TEXT   NOT NULL, -- UTC, 2006-01-02T15:04:05.000Z, as all times
    touched  TEXT   NOT NULL,
    count    BIGINT NOT NULL, -- of steps
    ending   TEXT,            -- the result: all three or none
    total    BIGINT,
    max      BIGINT,
    chain    TEXT   NOT NULL,
    seal     TEXT   NOT NULL
);

-- The journal. The key is what makes a retry safe.
CREATE TABLE steps (
    run   TEXT   NOT NULL REFERENCES runs (id),
    seq   BIGINT NOT NULL,
    scene TEXT   NOT NULL,
    n     BIGINT NOT NULL,
    ticks TEXT,            -- "1,3", "" for none ticked, NULL where nothing is to tick
    mark  TEXT   NOT NULL,
    at    TEXT   NOT NULL,
    chain TEXT   NOT NULL, -- check value over the step and the chain before it
    PRIMARY KEY (run, seq)
);

CREATE TABLE preferences (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
