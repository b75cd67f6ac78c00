limit-immediate = at once
limit-work-days =
    { $n ->
        [one] 1 work day
       *[other] { $n } work days
    }
limit-calendar-days =
    { $n ->
        [one] 1 day
       *[other] { $n } days
    }
weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun
due-day = { $weekday } { $date }
due-days = { $from } to { $to }
due-time = { $day } { $time }
due-started = Starts { $at }, limit: { $limit }
due-outside-office = It starts outside office hours and counts from { $day }
due-work-day = { $days }: work day { $first } of { $of }
due-work-days = { $days }: work days { $first } to { $last } of { $of }
due-make-up-day = { $days } (make-up day): work day { $first } of { $of }
due-make-up-days = { $days } (make-up days): work days { $first } to { $last } of { $of }
due-calendar-days = { $days }: { $n } days, the first day not counted
due-break = { $days }: { $name }, not counted
due-weekend = { $days }: weekend, not counted
due-closes = Due at the close of business, { $at }
due-stopped =
    { $n ->
        [one] Stopped from { $from } to { $until }: due 1 work day later
       *[other] Stopped from { $from } to { $until }: due { $n } work days later
    }
due-stopped-within-a-day = Stopped from { $from } to { $until }: less than a work day, due as before
due-stopped-late = Stopped { $from }, when it was late already: due as before
due-stands = Stopped since { $from }
due-provisional = The holidays of { $year } are not announced: counted on the plain week for now, and again once they are
