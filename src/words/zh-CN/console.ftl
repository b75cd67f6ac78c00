console-name = 联办
console-help = 按键
console-nothing = {""}
console-sign-in-first = 请先登录
console-nothing-to-take-back = 没有可以收回的决定
console-input-method-on = 中文输入法开着：全角的键照样当命令用；办件时切回英文更稳当。
console-type-to-find = 输入文字、拼音或按键来查找
palette-elsewhere = 在“{ $place }”里用
palette-view = 视图：{ $view }
palette-item = 打开 { $no }
palette-no-number = 号码不全，或有一位输错
console-unread = 错误 { $count }  { $key }
console-notices-empty = 还没有消息。办成什么、出了什么错都会记在这里；出错的消息看过才从底行收起。
tone-plain = 消息
tone-good = 完成
tone-warning = 注意
tone-bad = 错误
palette-theme = 配色：{ $theme }
theme-dark = 深色
theme-light = 浅色
theme-contrast = 高对比
theme-colour-blind = 色觉友好
theme-mono = 无色
palette-none = 没有这样的命令、视图或办件。换几个字、拼音，或输入办件号再试。
help-none = 这里没有这样的键。换几个字、拼音或按键再试。
console-go-item = 办件号
console-quit-title = 退出
console-quit-outbox = 还有 { $count } 个决定没有送到。现在退出，它们留在本机，下次登录后接着送。
console-stay = 不退出
console-quit-now = 退出
console-session-ended = 登录已到期，请重新登录；写到一半的意见都还在。
console-taken-back = 已收回对 { $item } 的决定。
console-taken-back-many = 已收回 { $count } 件还没送出的决定。
console-can-take-back-many = { $count } 件 { $seconds } 秒后送出  { $key } 全部收回
console-progress = { $bar } { $done }/{ $total } 未办成 { $failed }  { $key } 收回未送
console-batch-over = 批量办理完了：办成 { $done } 件，没有办成 { $failed } 件{ $failed ->
    [0] 。
   *[other] ，仍然选中，原因见该行。
}
console-decision-refused = { $item } 的决定没有办成：{ $why }
console-outbox-back = 上次有 { $count } 个决定没有送到，正在接着送。
console-not-kept = 本机存不下草稿或待送的决定：{ $why }。请腾出空间；先不要退出。
console-outbox-empty = 没有待送的决定。提交的决定在这里等几秒再送出，没送到的留在这里。
console-stage-queued = 排队等送
console-stage-waiting = { $seconds } 秒后送出
console-stage-sending = 正在送{ $tries ->
    [1] {""}
   *[other] ，第 { $tries } 次
}
console-stage-unknown = 试过 { $tries } 次，{ $seconds } 秒后再送  { $why }
console-counts = 待办 { $open }  黄 { $yellow }  红 { $red }
console-line-unknown = 正在连接
console-line-up = 已连接
console-line-down = 连接断了
console-line-down-for = 连接断了，以下为 { $minutes } 分钟前
console-can-take-back = { $item } { $seconds } 秒后送出  { $key } 收回
console-under-way = { $count } 项发送中  { $key } 查看
console-refused-count = { $count } 项没有办成  { $key } 查看
console-too-small = 窗口太小：联办需要至少 { $width } 列 { $height } 行。请放大窗口或缩小字号。
picture-other-kind = 不是 JPEG、PNG 或 PDF，不能在这里看；可以存为文件再看。
picture-too-large = 图片太大（超过 6400 万像素），不能安全打开；可以存为文件再看。
picture-broken = 文件损坏，或不是它所称的格式。
picture-locked = 文件有密码，打不开；请申请人重交没有密码的文件。
picture-no-page = 没有这一页。
picture-too-slow = 文件太复杂，10 秒内没有画出来；可以存为文件再看。
picture-died = 解码程序中途退出：这份文件要占用的内存过多，或者有意损坏。其他工作不受影响；可以存为文件再看。
picture-no-decoder = 启动不了解码图片的程序，请联系管理员。
