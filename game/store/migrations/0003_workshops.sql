-- What happened in workshops, in streams. The key is what makes a retry safe.
CREATE TABLE entries (
    workshop TEXT   NOT NULL,
    stream   TEXT   NOT NULL, -- '' for the workshop itself
    seq      BIGINT NOT NULL,
    key      TEXT   NOT NULL,
    at       TEXT   NOT NULL,
    actor    TEXT   NOT NULL,
    kind     TEXT   NOT NULL,
    body     TEXT   NOT NULL,
    chain    TEXT   NOT NULL, -- check value over the entry and the chain before it
    PRIMARY KEY (workshop, stream, seq)
);

-- The end of each stream, and a check value over the whole row. The row of the
-- workshop itself stands for the workshop: whoever appends locks it.
CREATE TABLE streams (
    workshop TEXT   NOT NULL,
    stream   TEXT   NOT NULL,
    streams  BIGINT NOT NULL, -- in the row of the workshop: how many it has; else 0
    count    BIGINT NOT NULL, -- of entries
    at       TEXT   NOT NULL, -- of the last one
    chain    TEXT   NOT NULL, -- of the last one
    seal     TEXT   NOT NULL,
    PRIMARY KEY (workshop, stream)
);

-- When each node last said that it is alive.
CREATE TABLE nodes (
    name TEXT NOT NULL PRIMARY KEY,
    at   TEXT NOT NULL
);
