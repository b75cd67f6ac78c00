cli-template = <about>

    Usage: <usage>

    <all>
cli-commands = Commands
cli-arguments = Arguments
cli-options = Options
cli-arg-help = Show help
cli-arg-version = Show the version
cli-arg-lang = Language of the interface: zh (default) or en
cli-arg-json = Print JSON, for scripts
cli-error-command = There is no command “{ $argument }”.
cli-error-argument = Unknown argument “{ $argument }”.
cli-error-value = The value “{ $value }” of { $argument } is wrong; it should be: { $valid }
cli-error-missing = Missing argument: { $argument }
cli-error-no-command = A subcommand is missing.
cli-error-other = The command is not written right.
cli-error-suggestion = Did you mean: { $suggestion }
cli-error-help = See --help.
failure = Not done: { $words } [{ $code }]
output-failed = Cannot write to standard output: { $cause }. Check the disk or the pipe and try again.

cli = lianban: the back office of “one form for employment” (就业一件事): one form in, one combined result out.
cli-calendar = The calendar of working days
cli-calendar-due = Compute a due date and explain it step by step
cli-calendar-due-from = The start, e.g. 2026-02-13T10:00:00+08:00
cli-calendar-due-limit = The limit: immediate (same working day), 5wd (working days), 30d (calendar days)
cli-check = Check identity numbers, credit codes and phones
cli-check-id = Check an identity number
cli-check-uscc = Check a unified social credit code
cli-check-phone = Check a phone number
cli-arg-value = The number to check
cli-retirement = The legal retirement age (raised gradually from 2025)
cli-retirement-sex = Sex: male or female
cli-retirement-birth = Month of birth, e.g. 1967-05
cli-retirement-line = A woman's original age: 50 or 55 (default 55)
