-- Times are UTC milliseconds, codes those of the domain, bodies JSON of domain types.
-- Events are the truth; item and tally are what lists need of it, written in the same transaction.

CREATE TABLE officer (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    department TEXT,
    lines TEXT NOT NULL,
    division TEXT NOT NULL,
    id_number TEXT,
    password TEXT NOT NULL,
    password_set_at BIGINT NOT NULL,
    one_time BIGINT NOT NULL,
    disabled BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    locked_until BIGINT
) WITHOUT ROWID;

CREATE TABLE session (
    token TEXT NOT NULL PRIMARY KEY,
    officer TEXT NOT NULL REFERENCES officer (id),
    opened_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX session_of_officer ON session (officer);

CREATE TABLE desk (
    id INTEGER NOT NULL PRIMARY KEY,
    department TEXT NOT NULL,
    line TEXT NOT NULL,
    division TEXT NOT NULL,
    UNIQUE (department, line, division)
);

-- `id_tail` and `no_tail` are what people read out: the last four of the ID number, the number without its day.
CREATE TABLE application (
    no TEXT NOT NULL PRIMARY KEY,
    scene TEXT NOT NULL,
    matters TEXT NOT NULL,
    division TEXT NOT NULL,
    channel TEXT NOT NULL,
    catalogue TEXT NOT NULL,
    filed_at BIGINT NOT NULL,
    filed_by TEXT NOT NULL,
    person TEXT NOT NULL,
    unit TEXT,
    id_number TEXT NOT NULL,
    id_tail TEXT NOT NULL,
    no_tail TEXT NOT NULL,
    form TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX application_by_id_number ON application (id_number);
CREATE INDEX application_by_id_tail ON application (id_tail);
CREATE INDEX application_by_no_tail ON application (no_tail);
CREATE INDEX application_by_person ON application (person);
CREATE INDEX application_by_unit ON application (unit) WHERE unit IS NOT NULL;

CREATE TABLE material (
    application TEXT NOT NULL REFERENCES application (no),
    ordinal BIGINT NOT NULL,
    kind TEXT NOT NULL,
    file_name TEXT NOT NULL,
    uploaded_at BIGINT NOT NULL,
    facts TEXT NOT NULL,
    PRIMARY KEY (application, ordinal)
) WITHOUT ROWID;

-- `due_sort` is the date by which someone must act, or the end of time where no clock runs, so that it sorts last.
-- `alarm_at` is the first moment at which the light is not green, or the end of time.
-- The number begins with the application's: what belongs together lies together.
CREATE TABLE item (
    no TEXT NOT NULL PRIMARY KEY,
    scene TEXT NOT NULL,
    matter TEXT NOT NULL,
    desk BIGINT NOT NULL REFERENCES desk (id),
    channel TEXT NOT NULL,
    person TEXT NOT NULL,
    unit TEXT,
    filed_at BIGINT NOT NULL,
    filed_by TEXT NOT NULL,
    state TEXT NOT NULL,
    outcome TEXT,
    version BIGINT NOT NULL,
    assignee TEXT,
    due_sort BIGINT NOT NULL,
    due_provisional BIGINT NOT NULL,
    provisional BIGINT NOT NULL,
    alarm_at BIGINT NOT NULL,
    yellow_at BIGINT,
    yellow_card_at BIGINT,
    red_card_at BIGINT,
    rules_pass BIGINT NOT NULL,
    rules_warn BIGINT NOT NULL,
    rules_judge BIGINT NOT NULL,
    correction_rounds BIGINT NOT NULL,
    deemed_accepted BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX item_by_desk_due ON item (desk, state, due_sort, no);
CREATE INDEX item_by_desk_filed ON item (desk, state, filed_at, no);
CREATE INDEX item_by_due ON item (state, due_sort, no, desk);
CREATE INDEX item_by_filed ON item (state, filed_at, no, desk);
CREATE INDEX item_by_filer ON item (filed_by, filed_at, no);
CREATE INDEX item_by_assignee ON item (assignee, state) WHERE assignee IS NOT NULL;
CREATE INDEX item_by_alarm ON item (desk, alarm_at, yellow_at, yellow_card_at, red_card_at, no)
    WHERE alarm_at < 253402300799999;
CREATE INDEX item_provisional ON item (no) WHERE provisional = 1;

-- How many items of a matter stand in a state on a desk.
CREATE TABLE tally (
    desk BIGINT NOT NULL REFERENCES desk (id),
    matter TEXT NOT NULL,
    state TEXT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (desk, matter, state)
) WITHOUT ROWID;

CREATE TABLE event (
    seq INTEGER NOT NULL PRIMARY KEY,
    item TEXT NOT NULL REFERENCES item (no),
    version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT,
    actor_name TEXT,
    actor_role TEXT,
    code TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX event_of_item ON event (item, version);

-- The key of a request and what it did, so that a repeat counts once.
CREATE TABLE idempotency (
    officer TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    at BIGINT NOT NULL,
    subject TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (officer, key)
) WITHOUT ROWID;
CREATE INDEX idempotency_by_age ON idempotency (at);

-- The last number given on a day.
CREATE TABLE sequence (
    day TEXT NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
) WITHOUT ROWID;

-- What a name is found by: each of its ends, in characters, in pinyin and in initials.
CREATE TABLE name_key (
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (key, name)
) WITHOUT ROWID;
