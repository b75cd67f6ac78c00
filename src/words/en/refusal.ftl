refusal-illegal-move = The item is “{ $state }” now, where “{ $move }” is not possible. { $at ->
    [waiting] It waits for its prerequisite.
    [received] Accept it first, or use “not accept”.
    [correcting] The applicant has to answer the notice first.
    [reviewing] It has been accepted: review and decide it.
    [second_review] It waits for the second reviewer.
    [suspended] Resume it first.
   *[other] It is closed and stays as it is.
}
refusal-not-allowed = The role “{ $role }” may not “{ $move }”. Hand it to someone whose role may.
refusal-unknown-matter = The catalogue has no matter { $matter }. Ask the system administrator to check the catalogue's version.
refusal-out-of-reach = This item is not within your reach. Check its number, or ask the desk that handles it.
refusal-held-by-another = { $assignee } has claimed this item. Ask them to put it back, or a supervisor to assign it.
refusal-already-held = That officer has this item already; there is nothing to claim or assign.
refusal-not-held = Nobody has claimed this item; there is nothing to put back.
officer-named = { $name } ({ $login })
refusal-unfit-assignee = The item cannot be assigned to { $to }: there is no such officer, it is out of their reach, or they must stand back. Choose someone else.
refusal-unfit-stand-in = { $to } cannot stand in: there is no such officer, or they do not reach all of the other one's work. Choose someone else.
refusal-stand-in-time = Standing in needs a beginning and an end, the end yet to come, and at most a year. Correct the time.
refusal-own-case = This case is your own, or you filed it; you must stand back. Hand it to another officer.
refusal-same-person = Another person must do this: the first reviewer cannot decide the second review, nor the proposer complete a voiding. Hand it to another officer.
refusal-words-required = Fill in “{ $what }”, then send again.
refusal-too-long = “{ $what }” is longer than { $limit } characters. Shorten it, then send again.
refusal-no-defects = The correction notice names no defect. List everything that has to be corrected, at once.
refusal-unknown-target = This matter does not need “{ $target }”. Choose from this matter's form and materials.
refusal-nothing-corrected = Nothing was changed and no material was added. Correct what the notice names, then send again.
refusal-unknown-phrase = The catalogue has no phrase { $phrase } that fits this matter. Choose another from the list.
refusal-result-field-unknown = The result of this matter has no “{ $field }”. Leave it out, then send again.
refusal-result-field-missing = The result lacks “{ $field }”. Fill it in, then send again.
refusal-result-field-malformed = “{ $field }” in the result is not well formed: it should be { $form }. Correct it, then send again.
refusal-too-many-files = A feedback takes { $most } files at most. Join some or leave some out, then send again.
refusal-file-type = { $found } is not taken as a result file, only { $taken }. Choose another format.
refusal-file-twice = Result file { $place } is the same file as one before it. Leave it out, then send again.
refusal-file-not-uploaded = Result file { $place } has not been uploaded, or so long ago that it was removed. Upload it again, then send again.
refusal-unknown-file = No feedback of this item has this file. Refresh, then try again.
refusal-wrong-desk = The item cannot be transferred there: that desk does not handle this matter, or the item lies there already. Choose another division.
refusal-not-approved = The item ended as “{ $outcome }”; only an approved item has feedback and a delivery.
refusal-rule-failed = Since the correction “{ $rule }” does not hold: it cannot be approved. Refuse it, or ask for correction again.
refusal-feedback-exists = The feedback has been recorded already. To change it, amend the feedback.
refusal-no-feedback = There is no feedback yet. Record it first.
refusal-delivery-step = This step does not fit the delivery as it stands: what is delivered online is not mailed, and a parcel is dispatched, then delivered or comes back. Refresh, then go on.
refusal-too-early = The limit has not passed: the item neither counts as accepted nor can be returned. Wait until it has.
refusal-nothing-provisional = No provisional due date can be recomputed: all are certain, or that year's calendar has not been loaded.
refusal-expected-work-days = A special procedure is expected to take 1 to 250 work days. Correct the number, then send again.
words-opinion = opinion
words-reason = reason
words-basis = legal basis
words-remedy = remedy
words-words = text
words-sample = what a good one looks like
words-result = result of the procedure
words-to = receiving authority
words-carrier = carrier
words-tracking_no = tracking number
words-document_no = document number
words-fields = fields to view
form-text = text of at most 200 characters
form-date = a date like 2026-03-02
form-month = a month like 2026-03
form-choice = text of at most 200 characters
form-integer = a whole number
form-money = an amount in yuan like 4300.50
form-flag = true or false
form-id_number = a valid identity number
form-uscc = a valid unified social credit code
form-phone = a valid telephone number
form-division = a division's code in the catalogue
