keymap-page =
    联办 · 键位
    一行一个动作: 动作 = 键  # 作用。几个键写成数组; 先后按的键用空格隔开, 如 "g i"; "none" 取消。
    键名: 单个字符 (大写即带 Shift)、enter esc tab backtab space backspace delete insert up down left right home end
    pageup pagedown f1–f12, 前面可加 ctrl- alt- shift-。内层的键盖过外层: inbox、item 在 moves、list、global 之上。
    自己的键位: 另写一个文件, 首行 extends = "default" 或 "vim", 只写要改的; lianban keymap check 文件 查错。
keymap-error = { $place }: 错误: { $words }
keymap-warning = { $place }: 提醒: { $words }
keymap-not-text = 不是 UTF-8 文本。请另存为 UTF-8。
keymap-too-large = 文件超过 256 KiB, 不像键位文件。
keymap-syntax = TOML 写法不对: { $text }。
keymap-not-a-table = { $text } 应当是一节: 写成 [{ $text }], 下面一行一个动作。
keymap-not-keys = { $text } 后面要写键: "a"、["a", "g a"] 或 "none"。
keymap-no-such-base = 没有名为 { $text } 的底图; 可写 "default" 或 "vim"。
keymap-no-such-context = 没有名为 { $text } 的节; 见 lianban keymap show。
keymap-misspelt-context = 没有名为 { $text } 的节; 是 { $nearest } 吗?
keymap-no-such-action = 没有名为 { $text } 的动作; 见 lianban keymap show。
keymap-misspelt-action = 没有名为 { $text } 的动作; 是 { $nearest } 吗?
keymap-other-context = { $action } 在 [{ $context }] 里用不上; 请写到 [{ $home }] 或它里面的节。
keymap-no-such-key = 没有名为 { $text } 的键; 写法如 a、G、space、f5、ctrl-s、"g i"。
keymap-sequence-too-long = { $text } 太长: 先后最多按四个键。
keymap-swallows-typing = { $keys } 在文字框里是要打出来的字, 不能当 { $action } 的键; 请加 ctrl- 或 alt-。
keymap-clash = { $keys } 同时给了 { $action } 和 { $other } (第 { $line } 行); 请改一个。
keymap-prefix = { $keys } ({ $action }) 与 { $longer } ({ $other }) 开头相同, 有一个按不出来; 请改一个。
keymap-unreachable = { $keys } ({ $action }) 处处被里层的 { $other } 盖住, 按不出来。
keymap-left-without-key = { $other } 拿走了 { $action } 的键, 它现在没有键了; 命令面板里仍可用。
keymap-no-way-out = { $context } 里的 { $action } 必须有键, 否则出不来。
