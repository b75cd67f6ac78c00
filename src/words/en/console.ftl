console-name = lianban
console-help = Keys
console-nothing = {""}
console-sign-in-first = sign in first
console-nothing-to-take-back = no decision can be taken back
console-input-method-on = An input method is on: wide keys work as commands all the same; switch it off while deciding.
console-type-to-find = type words or a key to find
palette-elsewhere = used in “{ $place }”
palette-view = view: { $view }
palette-item = open { $no }
palette-no-number = incomplete or mistyped
console-unread = { $count } unread { $count ->
    [one] error
   *[other] errors
 } { $key }
console-notices-empty = Nothing yet. What was done and what went wrong is noted here; an error stays at the foot until you have read it.
tone-plain = info
tone-good = done
tone-warning = note
tone-bad = error
palette-theme = Colours: { $theme }
theme-dark = dark
theme-light = light
theme-contrast = high contrast
theme-colour-blind = colour-blind
theme-mono = none
palette-none = No such command, view or item. Try other words, pinyin or an item number.
help-none = No such key here. Try other words, pinyin or another key.
console-go-item = Item number
console-quit-title = Quit
console-quit-outbox = { $count ->
    [one] One decision has not arrived yet. It stays on this machine and is sent after the next sign-in.
   *[other] { $count } decisions have not arrived yet. They stay on this machine and are sent after the next sign-in.
}
console-stay = stay
console-quit-now = quit
console-session-ended = The session has ended; sign in again. What you were writing is kept.
console-taken-back = The decision on { $item } is taken back.
console-taken-back-many = { $count } decisions that had not left are taken back.
console-can-take-back-many = { $count } leave in { $seconds } s  { $key } takes all back
console-progress = { $bar } { $done }/{ $total } failed { $failed }  { $key } takes back the rest
console-batch-over = The batch is through: { $done } done, { $failed } failed{ $failed ->
    [0] .
   *[other] {" "}and still marked, with the reason at the row.
}
console-decision-refused = The decision on { $item } did not count: { $why }
console-outbox-back = { $count } decisions from last time had not arrived; they are being sent.
console-not-kept = Drafts or waiting decisions cannot be kept on this machine: { $why }. Free some space, and do not quit yet.
console-outbox-empty = Nothing waits. A decision stays here until it has arrived.
console-stage-queued = waits its turn
console-stage-waiting = leaves in { $seconds } s
console-stage-sending = being sent{ $tries ->
    [1] {""}
   *[other] , try { $tries }
}
console-stage-unknown = tried { $tries } ×, again in { $seconds } s  { $why }
console-counts = open { $open }  yellow { $yellow }  red { $red }
console-line-unknown = connecting
console-line-up = connected
console-line-down = not connected
console-line-down-for = not connected, { $minutes } min old
console-can-take-back = { $item } leaves in { $seconds } s  { $key } takes it back
console-under-way = { $count } under way  { $key }
console-refused-count = { $count } failed  { $key }
console-too-small = The window is too small: lianban needs { $width } columns and { $height } rows. Enlarge it or choose a smaller font.
picture-other-kind = not a JPEG, PNG or PDF, so it cannot be shown here; save it to a file to see it.
picture-too-large = the picture is too large to open safely (more than 64 megapixels); save it to a file to see it.
picture-broken = the file is damaged, or not of the kind it says.
picture-locked = the file has a password; ask the applicant for one without.
picture-no-page = there is no such page.
picture-too-slow = the file is too complicated to be drawn within 10 seconds; save it to a file to see it.
picture-died = the decoder of this file ended before it was done: the file needs too much memory, or was made to do harm. Nothing else is affected; save it to a file to see it.
picture-no-decoder = the program that decodes pictures could not be started; ask your administrator.
