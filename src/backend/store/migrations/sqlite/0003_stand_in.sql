-- Who stands in for whom and when (AB 岗). A naming that is ended or followed by another keeps its row: its end moves.
CREATE TABLE stand_in (
    officer TEXT NOT NULL REFERENCES officer (id),
    named_at BIGINT NOT NULL,
    stand_in TEXT NOT NULL REFERENCES officer (id),
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    named_by TEXT NOT NULL REFERENCES officer (id),
    PRIMARY KEY (officer, named_at)
) WITHOUT ROWID;
CREATE INDEX stand_in_by_stand_in ON stand_in (stand_in, until_at);

-- For whom the actor of an event stood in.
ALTER TABLE event ADD COLUMN absent TEXT;
ALTER TABLE event ADD COLUMN absent_name TEXT;
