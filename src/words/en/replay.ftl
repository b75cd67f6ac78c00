replay-passed = ✓ { $title }
replay-failed = ✗ { $title }
replay-shows = {"  "}{ $basis }: { $shows }
replay-place = where
replay-expected = expected
replay-actual = actual
replay-none = (none)
replay-no-cases = No case files (.toml) found. Name case files, or a folder of them.
replay-no-stage = No backend for the case: { $cause }. Check space and rights of the temporary folder.

case-unreadable = cannot be read: { $fact }
case-bad-application = no application: { $fact }
case-syntax = { $fact }
case-no-file = there is no file { $fact }; paths count from the folder of the case file
case-name-taken = an application is named { $fact } already: choose another name
case-two-times = a step moves the clock once: write at or advance
case-two-things = a step does one thing: file, or item with decide or resubmit
case-no-item = which item? Add item, for instance item = "A1"
case-nobody = who does it? Add as, for instance as = "wangmin"
case-nothing = as does nothing here: add file or item, or leave as out
