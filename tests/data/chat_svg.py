#!/usr/bin/env python3
"""Draws tests/data/chat.svg, the picture of README.md, from a real run in a terminal (needs tmux).

  tests/data/chat_svg.py target/debug/hamkor
"""
import html, os, re, subprocess, sys, tempfile, time

REQUEST = "В Худжанде реконструируют больницу, нужно оснащение"
COLUMNS, ROWS = 110, 60
CELL, LINE, MARGIN, BAR = 8.43, 20, 16, 34
DIM, PLAIN = "#56b6c2", "#d7dae0"


def screen(binary):
    """The lines of the terminal from the request on, with their colours."""
    with tempfile.TemporaryDirectory() as data:
        tmux = ["tmux", "-L", "hamkor-picture-%d" % os.getpid()]
        run = lambda *words: subprocess.run([*tmux, *words], check=True, capture_output=True, text=True).stdout
        shown = lambda *more: run("capture-pane", "-p", "-S", "-", *more)
        run("-f", os.devnull, "new-session", "-d", "-x", str(COLUMNS), "-y", str(ROWS), "-e", "LANG=C.UTF-8",
            os.path.abspath(binary), "--data", data, "chat")
        try:
            wait(lambda: shown().rstrip().endswith("\n>"))
            run("send-keys", "-l", REQUEST)
            run("send-keys", "Enter")
            wait(lambda: len(re.findall(r"^>", shown(), re.M)) == 2)
            lines = shown("-e").rstrip().split("\n")
        finally:
            run("kill-server")
    first = next(n for n, line in enumerate(lines) if REQUEST in line)
    return lines[first:]


def wait(ready):
    for _ in range(200):
        if ready():
            return
        time.sleep(0.1)
    sys.exit("the chat did not answer in 20 s")


def spans(line):
    """A line with its colour marks as SVG: cyan or plain."""
    out, colour = [], PLAIN
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if part.startswith("\x1b["):
            colour = DIM if "36" in part else PLAIN
        elif part:
            out.append('<tspan fill="%s">%s</tspan>' % (colour, html.escape(part, quote=False)))
    return "".join(out)


def main():
    lines = screen(sys.argv[1])
    width, height = COLUMNS * CELL + 2 * MARGIN, BAR + len(lines) * LINE + MARGIN
    dots = "".join('<circle cx="%d" cy="17" r="6" fill="%s"/>' % (x, c) for x, c in ((20, "#ff5f57"), (40, "#febc2e"), (60, "#28c840")))
    text = "\n".join('<text x="%d" y="%d" xml:space="preserve">%s</text>' % (MARGIN, BAR + n * LINE, spans(line))
                     for n, line in enumerate(lines, 1) if line)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "chat.svg"), "w", encoding="utf-8") as file:
        file.write('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" '
                   'font-size="14">\n<rect width="100%%" height="100%%" rx="8" fill="#1f2329"/>\n%s\n%s\n</svg>\n' % (width, height, dots, text))


main()
