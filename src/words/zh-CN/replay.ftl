replay-passed = ✓ { $title }
replay-failed = ✗ { $title }
replay-shows = {"  "}{ $basis }：{ $shows }
replay-place = 位置
replay-expected = 应为
replay-actual = 实为
replay-none = （无）
replay-no-cases = 没有找到案例文件（.toml）。请给出案例文件，或者存放案例的文件夹。
replay-no-stage = 无法启动案例后台：{ $cause }。请检查临时目录的空间和权限。

case-unreadable = 读不到文件：{ $fact }
case-bad-application = 申请文件不对：{ $fact }
case-syntax = { $fact }
case-no-file = 没有文件 { $fact }；路径从案例文件所在的文件夹算起
case-name-taken = 已有一件申请叫 { $fact }，请换一个 name
case-two-times = 一步只调一次时钟：at 和 advance 只写一个
case-two-things = 一步只做一件事：file，或者 item 加 decide 或 resubmit
case-no-item = 没有写明哪一件：请补上 item，例如 item = "A1"
case-nobody = 没有写明谁来做：请补上 as，例如 as = "wangmin"
case-nothing = 写了 as 却没有做什么：请补上 file 或 item，或者去掉 as
