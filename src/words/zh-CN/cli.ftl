cli-template = <about>

    用法：<usage>

    <all>
cli-commands = 命令
cli-arguments = 参数
cli-options = 选项
cli-arg-help = 显示帮助
cli-arg-version = 显示版本
cli-arg-lang = 界面语言：zh（默认）或 en
cli-arg-json = 输出 JSON，供脚本使用
cli-error-command = 没有命令“{ $argument }”。
cli-error-argument = 不认识的参数“{ $argument }”。
cli-error-value = 参数 { $argument } 的值“{ $value }”不对，应为：{ $valid }
cli-error-missing = 缺少参数：{ $argument }
cli-error-no-command = 缺少子命令。
cli-error-other = 命令写法不对。
cli-error-suggestion = 是不是想写：{ $suggestion }
cli-error-help = 用法见 --help。
failure = 未办成：{ $words } [{ $code }]
output-failed = 无法写到标准输出：{ $cause }。请检查磁盘空间或管道后重试。

cli = 联办：“就业一件事”后台。一张表单申请、一个平台联办、一端出件。
cli-calendar = 工作日日历
cli-calendar-due = 计算到期时间，并逐步说明
cli-calendar-due-from = 起算时间，例如 2026-02-13T10:00:00+08:00
cli-calendar-due-limit = 时限：immediate（即时办结）、5wd（工作日）、30d（自然日）
cli-check = 校验证件号码、统一社会信用代码、电话
cli-check-id = 校验身份证件号码
cli-check-uscc = 校验统一社会信用代码
cli-check-phone = 校验电话号码
cli-arg-value = 要校验的号码
cli-retirement = 法定退休年龄（2025 年起渐进式延迟）
cli-retirement-sex = 性别：male 男，female 女
cli-retirement-birth = 出生年月，例如 1967-05
cli-retirement-line = 女职工原退休年龄：50 或 55（默认 55）
