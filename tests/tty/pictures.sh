#!/bin/bash
# Looks at pictures in real terminals: xterm (sixel), kitty, and tmux inside xterm, on a virtual display.
# Needs xvfb xterm kitty tmux xdotool imagemagick; writes PNGs into a folder for somebody to look at.
#   tests/tty/pictures.sh target/debug/lianban /tmp/pictures
set -eu
program=$(realpath "$1")
folder=$2
mkdir -p "$folder/home"
export LIBGL_ALWAYS_SOFTWARE=1 LC_ALL=C.UTF-8 DISPLAY=:${DISPLAY_NUMBER:-77}
export HOME=$folder/home XDG_STATE_HOME=$folder/home XDG_CONFIG_HOME=$folder/home XDG_RUNTIME_DIR=$folder/home
chmod 700 "$HOME"
Xvfb "$DISPLAY" -screen 0 1400x900x24 2>/dev/null &
display=$!
trap 'tmux -L lianban-pictures kill-server 2>/dev/null; kill $display' EXIT
sleep 1

# The twelfth item of the demo's first inbox is a card with three papers: open it, open the first, go about.
steps="Down Down Down Down Down Down Down Down Down Down Down Return pause 3 Return pause pause look
  plus plus plus pause look 0 greater pause look question pause look Escape pause look Escape pause look"

walk() {
  local name=$1 number=0
  shift
  "$@" 2>"$folder/$name.log" &
  local terminal=$!
  sleep "${START:-12}"
  for step in $steps; do
    case $step in
      pause) sleep 2 ;;
      look) number=$((number + 1)); import -window root "$folder/$name-$number.png" ;;
      *) xdotool key --clearmodifiers "$step"; sleep 0.5 ;;
    esac
  done
  kill $terminal
  wait $terminal 2>/dev/null || true
  montage "$folder/$name"-[0-9].png -tile 2x -geometry 1000x+4+4 "$folder/$name.png"
  echo "$folder/$name.png"
}

xterm="xterm -ti vt340 -bg black -fg gray80 -fa DejaVu\ Sans\ Mono -fs 11 -geometry 130x40 -u8"
walk xterm bash -c "exec $xterm -e '$program' demo"
walk kitty kitty --config NONE -o font_size=11 -o initial_window_width=1300 -o initial_window_height=800 \
  -o remember_window_size=no -o update_check_interval=0 "$program" demo
walk tmux bash -c "exec $xterm -e tmux -L lianban-pictures -f /dev/null new-session '$program demo'"
# What each terminal answered.
cat "$HOME/lianban/terminals.json"
