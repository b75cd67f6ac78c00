keymap-page =
    联办 · 键位
    一行一个动作: 动作 = 键  # 作用。几个键写成数组; 先后按的键用空格隔开, 如 "g i"; "none" 取消。
    键名: 单个字符 (大写即带 Shift)、enter esc tab backtab space backspace delete insert up down left right home end
    pageup pagedown f1–f12, 前面可加 ctrl- alt- shift-。内层的键盖过外层: inbox、item 在 moves、list、global 之上。
    只在某时有用的键: claim = {"{"} keys = "c", when = "!mine" {"}"}; 条件 selected marked closed mine 和角色名, "!" 为否, 数组为都要成立。
    首行 counts: "off" 数字是键; "digits" 数字计数, 如 5j; "alt-digits" 按着 Alt 的数字计数。
    自己的键位: 写 ~/.config/lianban/keymap.toml, 首行 extends = "default"、"vim" 或 "emacs", 只写要改的; lianban keymap check 查错。
keymap-error = { $place }: 错误: { $words }
keymap-warning = { $place }: 提醒: { $words }
keymap-not-text = 不是 UTF-8 文本。请另存为 UTF-8。
keymap-too-large = 文件超过 256 KiB, 不像键位文件。
keymap-syntax = TOML 写法不对: { $text }。
keymap-not-a-table = { $text } 应当是一节: 写成 [{ $text }], 下面一行一个动作。
keymap-not-keys = { $text } 后面要写键: "a"、["a", "g a"] 或 "none"。
keymap-no-such-base = 没有名为 { $text } 的底图; 可写 "default"、"vim" 或 "emacs"。
keymap-misspelt-base = 没有名为 { $text } 的底图; 是 { $nearest } 吗?
keymap-not-counts = counts 不能是 { $text }; 可写 "off"、"digits" 或 "alt-digits"。
keymap-no-such-context = 没有名为 { $text } 的节; 见 lianban keymap show。
keymap-misspelt-context = 没有名为 { $text } 的节; 是 { $nearest } 吗?
keymap-no-such-action = 没有名为 { $text } 的动作; 见 lianban keymap show。
keymap-misspelt-action = 没有名为 { $text } 的动作; 是 { $nearest } 吗?
keymap-other-context = { $action } 在 [{ $context }] 里用不上; 请写到 [{ $home }] 或它里面的节。
keymap-no-such-key = 没有名为 { $text } 的键; 写法如 a、G、space、f5、ctrl-s、"g i"。
keymap-misspelt-key = 没有名为 { $text } 的键; 是 { $nearest } 吗?
keymap-never-sent = 终端不会送出 { $text }; 请换一个键。Ctrl 只能配字母, Alt 不能配 [ O ] P _ ^ X。
keymap-no-such-part = 这里没有 { $text }; 写法是 {"{"} keys = "c", when = "!mine" {"}"}。
keymap-misspelt-part = 这里没有 { $text }; 是 { $nearest } 吗?
keymap-no-such-condition = 没有名为 { $text } 的条件; 可写: { $all }, 前面加 ! 为否。
keymap-misspelt-condition = 没有名为 { $text } 的条件; 是 { $nearest } 吗?
keymap-never-holds = 条件 { $text } 不会同时成立; 请改一个。
keymap-counts-take = { $keys } 在这张图里用来计数 (counts), 不能当 { $action } 的键; 请换一个键, 或写 counts = "off"。
keymap-sequence-too-long = { $text } 太长: 先后最多按四个键。
keymap-swallows-typing = { $keys } 在文字框里是要打出来的字, 不能当 { $action } 的键; 请加 ctrl- 或 alt-。
keymap-clash = { $keys } 同时给了 { $action } 和 { $other } (第 { $line } 行); 请改一个。
keymap-prefix = { $keys } ({ $action }) 与 { $longer } ({ $other }) 开头相同, 有一个按不出来; 请改一个。
keymap-unreachable = { $keys } ({ $action }) 处处被里层的 { $other } 盖住, 按不出来。
keymap-left-without-key = { $other } 拿走了 { $action } 的键, 它现在没有键了; 命令面板里仍可用。
keymap-left-by-counts = 数字改作计数, { $action } 现在没有键了; 命令面板里仍可用。
keymap-no-way-out = { $context } 里的 { $action } 必须有键, 否则出不来。
keymap-counts-digits = 数字计数: 5 再按“下一行”的键, 下移五行。
keymap-counts-alt-digits = 按着 Alt 的数字计数: Alt-5 再按“下一行”的键, 下移五行。
keymap-own-broken = 键位有 { $count } 处错误, 暂用默认键位: { $place }: { $words }
keymap-own-file = 自己的键位文件: { $path }
keymap-own-none = 没有自己的键位文件; 要改键就写 { $path }。
