keymap-page =
    lianban · keys
    One action per line: action = keys  # meaning. Several keys as an array; keys in sequence parted by a space, such as
    "g i"; "none" unbinds. Names: one character (a capital holds Shift), enter esc tab backtab space backspace delete
    insert up down left right home end pageup pagedown f1–f12, after ctrl- alt- shift-. Inner keys cover outer ones:
    inbox and item stand on moves, list, global.
    Keys for some moments only: claim = {"{"} keys = "c", when = "!mine" {"}"}; conditions: selected marked closed mine and the
    roles; "!" is not, an array wants all. First line counts: "off" digits are keys; "digits" digits count, as in 5j;
    "alt-digits" digits held with Alt count.
    Your own map: ~/.config/lianban/keymap.toml, first line extends = "default", "vim" or "emacs", then only what differs;
    lianban keymap check finds mistakes.
keymap-error = { $place }: error: { $words }
keymap-warning = { $place }: warning: { $words }
keymap-not-text = not UTF-8 text; save it as UTF-8.
keymap-too-large = larger than 256 KiB, which no keymap is.
keymap-syntax = not TOML: { $text }.
keymap-not-a-table = { $text } should be a section: write [{ $text }] and one action per line below.
keymap-not-keys = { $text } wants keys: "a", ["a", "g a"] or "none".
keymap-no-such-base = no base map is called { $text }; write "default", "vim" or "emacs".
keymap-misspelt-base = no base map is called { $text }; did you mean { $nearest }?
keymap-not-counts = counts cannot be { $text }; write "off", "digits" or "alt-digits".
keymap-no-such-context = no section is called { $text }; see lianban keymap show.
keymap-misspelt-context = no section is called { $text }; did you mean { $nearest }?
keymap-no-such-action = no action is called { $text }; see lianban keymap show.
keymap-misspelt-action = no action is called { $text }; did you mean { $nearest }?
keymap-other-context = { $action } is of no use in [{ $context }]; write it in [{ $home }] or a section within it.
keymap-no-such-key = no key is called { $text }; write a, G, space, f5, ctrl-s or "g i".
keymap-misspelt-key = no key is called { $text }; did you mean { $nearest }?
keymap-never-sent = no terminal sends { $text }; take another key. Ctrl goes with letters, Alt not with [ O ] P _ ^ X.
keymap-no-such-part = { $text } has no place here; write {"{"} keys = "c", when = "!mine" {"}"}.
keymap-misspelt-part = { $text } has no place here; did you mean { $nearest }?
keymap-no-such-condition = no condition is called { $text }; there are: { $all }, with ! for not.
keymap-misspelt-condition = no condition is called { $text }; did you mean { $nearest }?
keymap-never-holds = { $text } never hold together; change one.
keymap-counts-take = { $keys } counts in this map (counts) and cannot be a key for { $action }; take another, or write counts = "off".
keymap-sequence-too-long = { $text } is too long: four keys in sequence at most.
keymap-swallows-typing = { $keys } is typed as text here and cannot be a key for { $action }; add ctrl- or alt-.
keymap-clash = { $keys } is given to both { $action } and { $other } (line { $line }); change one.
keymap-prefix = { $keys } ({ $action }) and { $longer } ({ $other }) begin alike, so one cannot be typed; change one.
keymap-unreachable = { $keys } ({ $action }) is covered by { $other } in every place, so it cannot be typed.
keymap-left-without-key = { $other } takes the key of { $action }, which has none now; the command palette still has it.
keymap-left-by-counts = digits count now, and { $action } has no key any more; the command palette still has it.
keymap-no-way-out = { $action } needs a key in { $context }, or there is no way out.
keymap-counts-digits = Digits count: 5, then the key for “row down”, goes down five rows.
keymap-counts-alt-digits = Digits held with Alt count: Alt-5, then the key for “row down”, goes down five rows.
keymap-own-broken = default keys in force, { $count ->
    [one] one mistake
   *[other] { $count } mistakes
} in yours: { $place }: { $words }
keymap-own-file = your own keymap: { $path }
keymap-own-none = there is no keymap of your own; to change keys write { $path }.
