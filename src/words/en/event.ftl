event-filed = filed through { $channel }, routed to { $desk }; to be accepted by { $due }
event-filed-waiting = filed through { $channel }, routed to { $desk }; waits for its prerequisite
event-released = the prerequisite was approved; to be accepted by { $due }
event-prerequisite_failed = the prerequisite { $prerequisite } was not approved; closed
event-accepted = accepted; promised by { $due }
event-deemed_accepted = nobody told the applicant in time: counts as accepted from the day of receipt; promised by { $due }
event-not_accepted = not accepted: { $reason }
event-correction_requested = { $count ->
    [one] one defect
   *[other] { $count } defects
 } to be corrected, in one notice; answer by { $due }
event-resubmitted = corrected: { $fields ->
    [one] one field
   *[other] { $fields } fields
 } changed, { $materials ->
    [one] one material
   *[other] { $materials } materials
 } added
event-withdrawn = withdrawn by the applicant
event-returned = returned: { $reason }
event-approved = approved
event-approved-mailed = approved; the document is mailed
event-refused = refused: { $reason }
event-not_needed = not needed
event-suspended = special procedure ({ $kind }), expected to take { $days ->
    [one] one work day
   *[other] { $days } work days
 }; the clocks stand
event-resumed = the special procedure is over; due by { $due }
event-sent_to_second_review = sent to second review
event-sent_back = sent back to first review
event-forwarded = forwarded to { $to }
event-void_proposed = voiding proposed; another person must confirm
event-voided = voided, as { $proposed_by } had proposed
event-claimed = claimed
event-claim_released = put back
event-assigned = { $role ->
    [supervisor] assigned to
   *[other] handed over to
 } { $to }
event-transferred = transferred from { $from } to { $to }
event-noted = note
event-feedback_recorded = feedback recorded
event-feedback_recorded-numbered = feedback recorded, document { $number }
event-feedback_amended = feedback amended
event-feedback_amended-numbered = feedback amended, document { $number }
event-with-files = { $event }; result files: { $files }
event-result_file_saved = result file { $file } saved to a file
event-dispatched = dispatched: { $carrier } { $number }
event-delivered = delivered
event-delivery_returned = the parcel came back
event-due_recomputed = the calendar was published: due by { $due } instead of { $before }
event-material_saved = saved to a file: { $material }
event-clear_viewed = viewed in clear: { $fields }
event-rules_judged = the rules were judged again on the corrected form: { $pass } pass, { $warn } warn, { $judge } to judge, { $fail } fail
channel-portal = the service portal
channel-app = the 爱山东 app
channel-counter = the service counter
channel-import = a batch import
desk = { $department }, { $division }
list-separator = , {""}
