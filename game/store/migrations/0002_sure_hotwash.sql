-- How sure the player was of a decision, in percent; 0: nobody asked.
ALTER TABLE steps ADD COLUMN sure BIGINT NOT NULL DEFAULT 0;

-- What was written after a run, and a check value over the whole row.
CREATE TABLE hotwash (
    run      TEXT NOT NULL PRIMARY KEY REFERENCES runs (id),
    strength TEXT NOT NULL,
    gap      TEXT NOT NULL,
    action   TEXT NOT NULL,
    owner    TEXT NOT NULL,
    due      TEXT NOT NULL,
    seal     TEXT NOT NULL
);
