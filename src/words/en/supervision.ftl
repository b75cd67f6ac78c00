light-green = in time
light-yellow = warning
light-yellow_card = yellow card
light-red_card = red card
