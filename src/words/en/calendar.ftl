calendar-syntax = not written as a calendar is: { $reason }
calendar-office-hours = the office must close after it opens
calendar-not-a-year = { $text } is not a year
calendar-wrong-year = { $date } does not belong to { $year }: write it under its own year
calendar-reversed = the break from { $date } ends before it begins
calendar-duplicate = { $date } is listed twice, or both as a holiday and as a make-up day
calendar-not-a-weekend = { $date } is not on a weekend and cannot be a make-up day
