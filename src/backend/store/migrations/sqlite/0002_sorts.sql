-- When an item was accepted and when it last changed, to filter and to sort by. Existing items are filled from their
-- events, as the fold has it: acceptance by silence counts from the end of its term, and who only looks changes nothing.

ALTER TABLE item ADD COLUMN accepted_at BIGINT;
ALTER TABLE item ADD COLUMN changed_at BIGINT NOT NULL DEFAULT 0;

UPDATE item SET
    accepted_at = (
        SELECT CAST(ROUND(unixepoch(json_extract(e.body, '$.clocks.promise.start'), 'subsec') * 1000) AS INTEGER)
        FROM event e
        WHERE e.item = item.no AND e.code IN ('accepted', 'deemed_accepted')
        ORDER BY e.version LIMIT 1
    ),
    changed_at = (
        SELECT e.at FROM event e
        WHERE e.item = item.no AND e.code NOT IN ('clear_viewed', 'material_saved')
        ORDER BY e.version DESC LIMIT 1
    );

CREATE INDEX item_by_desk_changed ON item (desk, state, changed_at, no);
CREATE INDEX item_by_changed ON item (state, changed_at, no, desk);
CREATE INDEX item_by_accepted ON item (desk, state, accepted_at) WHERE accepted_at IS NOT NULL;
