refusal-illegal-move = 办件现在是“{ $state }”，不能“{ $move }”。{ $at ->
    [waiting] 要等前置事项准予。
    [received] 请先受理；不收的，请“不予受理”。
    [correcting] 要等申请人答复补正。
    [reviewing] 已经受理，请审核后决定。
    [second_review] 要等复核人员决定。
    [suspended] 请先恢复办理。
   *[other] 已经办结，不再改变。
}
refusal-not-allowed = “{ $role }”不能“{ $move }”。请交由有此权限的人员办理。
refusal-unknown-matter = 目录中没有事项 { $matter }。请联系系统管理员核对目录版本。
refusal-out-of-reach = 这个办件不在您的办理范围内。请核对办件号，或联系该业务的经办单位。
refusal-held-by-another = 办件由 { $assignee } 领取。请联系其放回，或请督办人员改派。
refusal-already-held = 该人员已领取这个办件，无需再领取或转交。
refusal-not-held = 这个办件没有人领取，无需放回。
officer-named = { $name }（{ $login }）
refusal-unfit-assignee = 不能转交给 { $to }：查无此人，或不在其办理范围，或应当回避。请另选一人。
refusal-unfit-stand-in = 不能由 { $to } 代办：查无此人，或其办理范围不包含被代办人的全部工作。请另选一人。
refusal-stand-in-time = 代办要有开始和结束，结束在今后，且不超过一年。请改好时间。
refusal-own-case = 这是您本人的或您申报的办件，应当回避。请交由其他人员办理。
refusal-same-person = 需由另一人办理：复核不能由初审人、作废不能由提出人完成。请交由其他人员办理。
refusal-words-required = 请填写“{ $what }”，填写后再提交。
refusal-too-long = “{ $what }”超过 { $limit } 字。请精简后再提交。
refusal-no-defects = 补正告知没有列出问题。请一次列出全部需要补正的内容。
refusal-unknown-target = 这个事项不需要“{ $target }”。请从本事项的申请表和材料中选择。
refusal-nothing-corrected = 没有修改内容，也没有补交材料。请按补正告知修改或补交后再提交。
refusal-unknown-phrase = 目录中没有适用于这个事项的用语 { $phrase }。请从列表中另选。
refusal-result-field-unknown = 这个事项的结果没有“{ $field }”。请删去后再提交。
refusal-result-field-missing = 结果缺少“{ $field }”。请填写后再提交。
refusal-result-field-malformed = 结果“{ $field }”的格式不对：应为{ $form }。请改正后再提交。
refusal-too-many-files = 一次反馈最多附 { $most } 个结果文件。请合并或减少后再提交。
refusal-file-type = 结果文件不收 { $found }，只收 { $taken }。请换一种格式。
refusal-file-twice = 第 { $place } 个结果文件与前面的是同一个文件。请删去后再提交。
refusal-file-not-uploaded = 第 { $place } 个结果文件没有上传，或上传后放得太久已经清除。请重新上传后再提交。
refusal-unknown-file = 这个办件的反馈中没有这个文件。请刷新后再办理。
refusal-wrong-desk = 不能移交到该单位：它不办理这个事项，或办件已在该单位。请另选区划。
refusal-not-approved = 办件的结果是“{ $outcome }”，只有准予的办件才有结果反馈和送达。
refusal-rule-failed = 补正后不符合“{ $rule }”，不能准予。请不予办理，或者再次告知补正。
refusal-feedback-exists = 结果已经反馈。需要修改的，请用“更正反馈”。
refusal-no-feedback = 结果还没有反馈。请先“反馈结果”。
refusal-delivery-step = 这一步与当前送达状态不符：在线送达的不邮寄，邮寄的按寄出、签收或退回的顺序办理。请刷新后再办理。
refusal-too-early = 期限未到，不能视为受理或退件。请等期限届满。
refusal-nothing-provisional = 没有可以重算的暂定期限：期限都已确定，或该年的放假安排尚未载入。
refusal-expected-work-days = 特别程序的预计时间应为 1 至 250 个工作日。请改正后再提交。
words-opinion = 意见
words-reason = 理由
words-basis = 法律依据
words-remedy = 救济途径
words-words = 内容
words-sample = 正确示例
words-result = 程序结果
words-to = 转报单位
words-carrier = 承运单位
words-tracking_no = 物流单号
words-document_no = 证照编号
words-fields = 查看的字段
form-text = 不超过 200 字的文字
form-date = 日期，例如 2026-03-02
form-month = 月份，例如 2026-03
form-choice = 不超过 200 字的文字
form-integer = 整数
form-money = 金额（元），例如 4300.50
form-flag = true 或 false
form-id_number = 有效的身份证件号码
form-uscc = 有效的统一社会信用代码
form-phone = 有效的电话号码
form-division = 目录中的区划代码
