# Screens: inbox, item

title-inbox = Inbox
title-item = { $no } - { $tab }
channel-short-portal = portal
channel-short-app = app
channel-short-counter = counter
channel-short-import = import
clock-acceptance = acceptance
clock-reply = answer to the correction notice
clock-promise = promise
clock-statutory = statutory limit
clock-running = { $clock } ({ $limit }): { $at }
clock-provisional = { $clock } ({ $limit }): { $at }, provisional
clock-stopped = { $clock } ({ $limit }): stopped, so far { $at }
source-shared-from = { $register } { $at }
delivery-online = online
delivery-to_send = to be sent
delivery-sent = sent
delivery-delivered = delivered
delivery-came_back = came back
file-jpeg = JPEG
file-png = PNG
file-pdf = PDF
file-ofd = OFD
size-bytes = { $n } bytes
size-kb = { $n } KB
size-mb = { $n } MB
who-with-role = { $name } ({ $role })
who-of-unit = { $person } ({ $unit })

left-late-minutes = late { $n }min
left-late-hours = late { $n }h
left-late-days = late { $n }d
left-minutes = { $n } min
left-hours = { $n } h
left-today = today { $n }:00
left-today-at = today { $at }
left-days = { $n } d
left-provisional = { $due }?
left-waiting = waits
left-paused = stopped
left-ended = ended
left-none = no limit

view-all = all
view-mine = mine
view-received = received
view-reviewing = in review
view-correcting = in correction
view-late = late
sort-due = by due time, urgent first
sort-due-last = by due time, urgent last
sort-filed = by filing, oldest first
sort-filed-last = by filing, newest first
column-light = light
column-due = due
column-no = number
column-person = person
column-unit = employer
column-matter = matter
column-rules = rules
column-channel = from
column-filed = filed
column-state = state
column-assignee = by
rules-clean = all pass
rules-warn = warn { $warn }
rules-judge = judge { $judge }
rules-both = w{ $warn } j{ $judge }
list-loading = reading
narrowed-search = searched “{ $text }”   { $key } clears
narrowed-filter = { $n } { $n ->
    [one] condition
   *[other] conditions
} set   { $key } clears
narrowed-both = { $n } { $n ->
    [one] condition
   *[other] conditions
} set, searched “{ $text }”   { $key } clears
search-label = search
search-hint = name, pinyin initials, number, last four of the ID
filter-title = Filter: Space ticks, Enter applies, - clears
filter-state = state
filter-matter = matter
filter-channel = channel
filter-light = light
filter-holder = held by
filter-age = filed at least
filter-me = me
filter-nobody = nobody
filter-days = { $n } { $n ->
    [one] day
   *[other] days
} ago
filter-not-yet = The catalogue has not arrived yet; filter in a moment.
inbox-loading = reading the inbox
inbox-trouble = { $words } { $key } tries again.
inbox-none-found = No item fits. { $key } clears filter and search.
inbox-empty = Nothing to do. New items appear here by themselves; { $key } reads again now.
inbox-view-empty = No items in this view. { $key } shows all.
inbox-ghost = This item has left the view. Choose another one.
inbox-nothing-selected = No item is selected.
inbox-no-more = There are no more items.
inbox-not-for-many = This decision is taken one item at a time. Clear the marks first.
peek-due = due { $at } ({ $left })
peek-loading = reading
peek-rules = Rules: { $pass } pass, { $warn } warn, { $judge } to judge
deemed-accepted = accepted by silence

tab-form = Form
tab-rules = Rules
tab-materials = Materials
tab-progress = Progress
tab-siblings = Siblings
tab-result = Result
tab-numbered = { $n } { $name }
sheet-more = { $n } more lines  { $key }
item-head = { $who }  { $state }, held by { $assignee }, { $channel }, filed { $filed }
item-head-unclaimed = { $who }  { $state }, unclaimed, { $channel }, filed { $filed }
item-loading = reading { $no }
item-on-its-way = A decision about this item is on its way. Take it back first to change it.
item-copied = { $no } copied
item-material-missing = This material has not been handed in.
form-empty = This matter needs nothing of the form.
form-in-correction = Correction round { $round }, { $n } { $n ->
    [one] defect
   *[other] defects
}, answer due { $at }
form-before = before the correction: { $value }
field-empty = empty
rules-none = This matter has no conditions.
rule-words = “{ $words }”
materials-none = This matter needs no materials.
material-fine = fine
material-findings = has faults
material-missing = missing
material-optional = not handed in (optional)
material-facts = { $name }  { $kind }  { $size }
material-facts-picture = { $name }  { $kind }  { $size }  { $width }×{ $height } pixels
material-facts-pages = { $name }  { $kind }  { $size }  { $pages } { $pages ->
    [one] page
   *[other] pages
}
timeline-title = History
sibling-prerequisite = this item waits for its approval
siblings-none = Only this matter was applied for.
result-loading = reading the combined result
result-head = { $application }  { $applicant }  filed { $at }
result-desk = desk
result-document = document
result-reason = reason
result-basis = basis
result-remedy = remedy
result-delivery = delivery
result-due = due
result-next = next step
