calendar-syntax = 不是工作日历的写法：{ $reason }
calendar-office-hours = 下班时间应晚于上班时间
calendar-not-a-year = { $text } 不是年份
calendar-wrong-year = { $date } 不属于{ $year }年，请写到它自己的年份下
calendar-reversed = 从 { $date } 开始的假期结束得比开始早
calendar-duplicate = { $date } 列了两次，或既是假日又是调休上班日
calendar-not-a-weekend = { $date } 不是周末，不能列为调休上班日
