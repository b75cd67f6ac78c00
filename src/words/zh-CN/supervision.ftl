light-green = 正常
light-yellow = 预警
light-yellow_card = 黄牌
light-red_card = 红牌
