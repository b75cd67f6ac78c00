# Screens: inbox, item

title-inbox = Inbox
title-item = { $no } - { $tab }
channel-short-portal = portal
channel-short-app = app
channel-short-counter = counter
channel-short-import = import
lamp-green = fine
lamp-yellow = soon
lamp-yellow_card = card
lamp-red_card = red
clock-acceptance = acceptance
clock-reply = answer to the correction notice
clock-promise = promise
clock-statutory = statutory limit
term-running = { $clock } ({ $limit }): { $at }
term-provisional = { $clock } ({ $limit }): { $at }, provisional
term-stopped = { $clock } ({ $limit }): stopped, so far { $at }
delivery-online = online
delivery-to_send = to be sent
delivery-sent = sent
delivery-delivered = delivered
delivery-came_back = came back
parcel-online = online
parcel-to_send = to be sent
parcel-sent = sent
parcel-delivered = delivered
parcel-came_back = came back
form-shared-from = { $register } { $at }
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
left-today = today { $n }h
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
view-closed = closed
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
filter-due = due
filter-department = department
filter-division = division
term-age = filed
term-also-reviewing = review
term-also-me = mine
term-also-nobody = none
term-no-name = There is no condition “{ $given }”. Tab completes, Esc goes back.
term-no-name-but = There is no condition “{ $given }”; did you mean “{ $nearest }”?
term-no-value = “{ $name }” has no “{ $given }”. It may be: { $known }
filter-not-yet = The catalogue has not arrived yet; filter in a moment.
inbox-loading = reading the inbox
inbox-trouble = { $words } { $key } tries again.
inbox-none-found = No item fits. { $key } clears filter and search.
inbox-none-open-found = No open item meets this. { $closed } looks among the closed ones, { $key } clears filter and search.
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
move-not-yours = Your role does not include “{ $move }”.
item-copied = { $no } copied
item-material-missing = This material has not been handed in.
form-empty = This matter needs nothing of the form.
form-in-correction = Correction round { $round }, { $n } { $n ->
    [one] defect
   *[other] defects
}, answer due { $at }
form-before = before the correction: { $value }
form-registered = { $register } says “{ $value }”: to be verified
standing-with-delivery = { $standing } ({ $delivery })
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

# Decisions
title-login = Sign in
ask-opinion = opinion
ask-phrase = kind of reason
ask-reason = reason
ask-basis = legal basis
ask-remedy = remedy
ask-defects = defects
ask-defect_words = what is wrong
ask-defect_sample = what is right
ask-procedure = kind
ask-work_days = work days
ask-outcome = result
ask-authority = authority
ask-division = division
ask-officer = officer
ask-note = note
ask-carrier = carrier
ask-tracking_no = tracking no.
ask-document_no = document no.
ask-words = to applicant
hint-work-days = work days, for example 10
hint-required = required
hint-optional = optional
effect-accept = Accepts the item: the promised limit starts and the applicant is told.
effect-not_accept = Closes the item as not accepted; the applicant gets reason, basis and remedy.
effect-request_correction = Tells all defects in one notice: the clocks stop until the applicant answers; without an answer the item is returned.
effect-approve = Closes the item as approved; an immediate one is accepted with it. A result that is filled in is recorded too.
effect-refuse = Closes the item as refused; the applicant gets reason, basis and remedy.
effect-not_needed = Closes the item as not needed: the applicant already has what the matter gives.
effect-suspend = Begins a special procedure: both clocks stop; the applicant sees its kind, reason and expected length.
effect-resume = Ends the special procedure: the limits move and the work goes on.
effect-send_to_second_review = Hands the item to another person for second review; the clocks go on.
effect-send_back = Sends the item back to first review; the clocks go on.
effect-forward = Closes the item as forwarded; the authority named here goes on with it.
effect-void = Proposes to void the item, or voids it if somebody has proposed it. It takes two people.
effect-claim = You will work on it.
effect-release_claim = Puts it back into the inbox for anyone.
effect-assign = Hands it to the officer named here.
effect-transfer = Hands it to the same department of the chosen division; you will not see it any more.
effect-note = Writes a note that only officers see.
effect-record_feedback = Records the result; the applicant sees it at once.
effect-amend_feedback = Amends the recorded result; the earlier one is kept.
effect-dispatch = Notes that the document was sent; mailing counts against no limit.
effect-deliver = Notes that the applicant has received it.
effect-return_delivery = Notes that the parcel came back; it can be sent again.
effect-withdraw = The applicant withdraws; the item is closed.
effect-view_clear = Shows ID number and phone in full while this item is open; the look and its reason are audited.
decide-for-one = { $no }  { $person }  { $matter }
decide-for-many = { $n } items, decided one by one
decide-loading = reading the item
decide-nothing-asked = There is nothing to fill in: { $key } submits.
decide-no-offers = There is nobody and nothing to choose.
offer-officer = { $name } ({ $role })  { $login }
decide-missing = Something that is needed is still empty.
decide-no-phrases = There are no ready words for this field.
decide-phrases = Ready words
decide-choose = choose
decide-draft-back = What you had written before is back.
decide-defect-hint = { $key } ticks a field or material that is wrong; then write what is wrong and what is right.
decide-rule = { $verdict }: { $name } ({ $basis })
decide-rules-pass = { $n ->
    [one] The one condition passes
   *[other] All { $n } conditions pass
}
decide-sure-title = Look once more: { $move }
decide-sure-no = Cancel
decide-sure-yes = Yes: { $move }
inbox-left-out = { $n } { $n ->
    [one] item needs
   *[other] items need
} judgement and stayed marked.
letter-title = The applicant will read
letter-none = The applicant does not see this.
letter-still-empty = (still empty)
letter-accept = Your application for “{ $matter }” has been accepted.
letter-promise = Promised limit: { $limit }.
letter-not_accept = Your application for “{ $matter }” is not accepted.
letter-refuse = Your application for “{ $matter }” is refused.
letter-reason = Reason: { $text }
letter-basis = Legal basis: { $text }
letter-remedy = { $text }
letter-outcome = Result: { $text }
letter-request_correction = Your application for “{ $matter }” must be corrected. This is all of it:
letter-defect = { $place }. { $target }: { $words }
letter-defect-sample = { $place }. { $target }: { $words } ({ $sample })
letter-reply = Please answer within { $limit } of this notice; after that the application is returned, and you may apply again.
letter-approve = Your application for “{ $matter }” is approved.
letter-feedback = The result of your application for “{ $matter }”:
letter-document = { $document }: { $no }
letter-result = { $name }: { $value }
letter-next = Next step: { $text }
letter-not_needed = Your application for “{ $matter }” is not needed.
letter-suspend = Your application for “{ $matter }” is in a special procedure ({ $kind }), expected to take { $n } work days, which do not count against the limit.
letter-resume = The special procedure about “{ $matter }” is over; the work goes on.
letter-forward = Your application for “{ $matter }” was forwarded to { $to }.
letter-transfer = Your application for “{ $matter }” was handed to { $division }.
letter-dispatch = Your document was sent with { $carrier }, number { $no }.
letter-deliver = Your document was delivered.
letter-return_delivery = Your document could not be delivered and came back.
letter-void = Your application for “{ $matter }” was entered by mistake and is void.
letter-withdraw = You have withdrawn your application for “{ $matter }”.

# Decisions that failed
refused-title = This decision did not go through
refused-title-late = Somebody else was first
refused-yours = Yours: { $item } { $move }
refused-theirs = Theirs: { $who }, { $at }: { $change }; now “{ $standing }”
refused-kept = What you wrote is kept as a draft and comes back when you decide about the item again.
refused-later = Later
refused-open = Open the item
refused-drop = Drop mine
change-filed = filed
change-released = prerequisite approved
change-prerequisite_failed = closed, prerequisite failed
change-accepted = accepted
change-deemed_accepted = accepted by silence
change-not_accepted = not accepted
change-correction_requested = correction requested
change-resubmitted = correction answered
change-withdrawn = withdrawn
change-returned = returned
change-approved = approved
change-refused = refused
change-not_needed = found not needed
change-suspended = special procedure begun
change-resumed = resumed
change-sent_to_second_review = sent to second review
change-sent_back = sent back
change-forwarded = forwarded
change-void_proposed = voiding proposed
change-voided = voided
change-claimed = claimed
change-claim_released = put back
change-assigned = assigned
change-transferred = transferred
change-noted = noted
change-feedback_recorded = result recorded
change-feedback_amended = result amended
change-dispatched = sent
change-delivered = delivered
change-delivery_returned = came back
change-due_recomputed = limit recomputed
change-rules_judged = rules judged again
change-material_saved = material saved to a file
change-clear_viewed = personal data viewed

# Signing in
login-title = Sign in
login-change-title = Choose a password of your own
login-server = server { $server }
login-login = login
login-password = password
login-new-password = new password
login-repeat = once more
login-busy = signing in
login-hint = Enter signs in
login-change-hint = 10 to 128 characters, three of: capital letters, small letters, digits, signs
login-not-the-same = The two are not the same; type them again.

# Backlog
backlog-all = all
backlog-loading = counting
backlog-legend = open items   ! late   ## red cards      counted { $at }
backlog-cell = { $division } { $department }: open { $open }, due today { $today }, late { $late }, yellow { $yellow }, yellow cards { $yellow_card }, red cards { $red_card }

# Materials
title-material = { $no }  material
material-loading = reading the material
material-no-more = There are no more materials.
material-page = page { $page } of { $pages }
material-uploaded = uploaded { $at }
material-digest = SHA-256 { $digest }
material-no-text = This page has no text.
material-saved = saved as { $path }; noted in the audit
material-not-noted = not saved, for it could not be noted in the audit: { $why }
material-not-saved = Not saved: { $why }. Check the folder and the disk, then try again.
material-other-ending = Named .{ $ending }, but the contents are { $kind }.
photo-rule-pixels = { $found } pixels, wanted { $wanted }
photo-rule-bits = { $found } bits a pixel, wanted { $wanted }
photo-rule-white = white border { $found }, wanted { $wanted }% or more
photo-rule-bytes = { $found }, wanted { $wanted }
photo-rule-unmeasured = not measured
