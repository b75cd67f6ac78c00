keymap-page =
    lianban · keys
    One action per line: action = keys  # meaning. Several keys as an array; keys in sequence parted by a space, such as
    "g i"; "none" unbinds. Names: one character (a capital holds Shift), enter esc tab backtab space backspace delete
    insert up down left right home end pageup pagedown f1–f12, after ctrl- alt- shift-. Inner keys cover outer ones:
    inbox and item stand on moves, list, global. Your own map: another file, first line extends = "default" or "vim",
    then only what differs; lianban keymap check FILE finds mistakes.
keymap-error = { $place }: error: { $words }
keymap-warning = { $place }: warning: { $words }
keymap-not-text = not UTF-8 text; save it as UTF-8.
keymap-too-large = larger than 256 KiB, which no keymap is.
keymap-syntax = not TOML: { $text }.
keymap-not-a-table = { $text } should be a section: write [{ $text }] and one action per line below.
keymap-not-keys = { $text } wants keys: "a", ["a", "g a"] or "none".
keymap-no-such-base = no base map is called { $text }; write "default" or "vim".
keymap-no-such-context = no section is called { $text }; see lianban keymap show.
keymap-misspelt-context = no section is called { $text }; did you mean { $nearest }?
keymap-no-such-action = no action is called { $text }; see lianban keymap show.
keymap-misspelt-action = no action is called { $text }; did you mean { $nearest }?
keymap-other-context = { $action } is of no use in [{ $context }]; write it in [{ $home }] or a section within it.
keymap-no-such-key = no key is called { $text }; write a, G, space, f5, ctrl-s or "g i".
keymap-sequence-too-long = { $text } is too long: four keys in sequence at most.
keymap-swallows-typing = { $keys } is typed as text here and cannot be a key for { $action }; add ctrl- or alt-.
keymap-clash = { $keys } is given to both { $action } and { $other } (line { $line }); change one.
keymap-prefix = { $keys } ({ $action }) and { $longer } ({ $other }) begin alike, so one cannot be typed; change one.
keymap-unreachable = { $keys } ({ $action }) is covered by { $other } in every place, so it cannot be typed.
keymap-left-without-key = { $other } takes the key of { $action }, which has none now; the command palette still has it.
keymap-no-way-out = { $action } needs a key in { $context }, or there is no way out.
