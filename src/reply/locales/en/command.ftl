## What commands say on the command line when something is wrong.

command-line = Line { $line }: { $what }
command-line-not-utf8 = it is not UTF-8, and the request is left without an answer. Turn the file into UTF-8, as in: iconv -f WINDOWS-1251 -t UTF-8
command-line-too-long = warning: it is longer than { $kib } KiB, and the rest was not read. Make the request shorter.
command-line-not-json = it begins as JSON but has a fault at character { $at }; the request is left without an answer. Check quotes and brackets, or write plain text.
command-line-no-text = its JSON has no text, and the request is left without an answer. Write it as a string in "text".
command-line-no-city = warning: there is no place "{ $city }" in Lipetsk or Sughd region; answered without it. Name another, such as Липецк, Хуҷанд, Elets, Isfara.
command-line-no-lang = warning: there is no language "{ $lang }" here; answered without it. Choose ru, tg or en.

command-no-city = --city: no place "{ $typed }" is known. Name a city, district or region, such as Липецк, Хуҷанд, Elets, Isfara.
command-no-sector = --sector: no sector is known for "{ $typed }". Use another word, or an ISIC code; the sectors stand in seed/sectors.
command-no-load = --load: there is no load { $typed }. "hamkor ledger --kind load" lists them.
command-no-company = No company with the id "{ $typed }" is on the list. "hamkor companies" shows all.
command-no-listing = No need or offer has the number { $typed }, or it is closed.
command-no-answer = { $company } is no answer to this request.
command-asks-for-nothing = The request names no goods, no service and no plan: there is nothing to report on. Write what is needed, sold or being built.
command-none-there = There are no such companies on the list.
command-cities = Most companies are here: { $cities }.
command-say-which = say which companies: --city, --sector, --source, --load or --unseen-since
command-one-language = --lang { $asked }: only reports are written in several languages. Choose one: ru, tg or en.
command-days-reversed = --from comes after --to
command-from-future = --from is after today: nothing of that period has happened yet
command-bad-day = { $flag }: “{ $text }” is no day. Write it as 2026-11-27, 27.11.2026 or 27.11
command-xlsx-shown = an .xlsx workbook is no text for a screen: send it to a file, as in  > { $file }
command-report-shown = such a file is no text for a screen: name a file (--out report.pdf), or send it on (> report.pdf)
command-report-form = --out { $file }: say with --format what it is to be: pdf, png, xlsx, csv, json or html
command-paper-form = a paper to be filled in by hand is no table: take pdf, png, html or json
command-card-form = a card is a picture and no table: take png, pdf, html or json; hamkor report partners gives a table
command-picture-cut = The picture shows the first pages only; the others ({ $pages }) are in --format pdf.
command-no-typesetting = this build of Hamkor has no typesetting (it was built without "reports"): take html, xlsx, csv or json
command-bot-name = --bot { $typed }: write the username of the bot, as hamkor_bot

command-unreadable = { $file } cannot be read
command-unwritable = { $file } cannot be written
command-io-not-found = there is no such file or directory
command-io-denied = no permission
command-io-exists = it is there already
command-io-directory = it is a directory
command-io-no-directory = it is no directory
command-io-full = the disk is full
command-io-read-only = this disk cannot be written to
command-io-address-in-use = the address is in use
command-io-no-text = it is no text

command-busy = another Hamkor is working on the directory { $dir }. Stop it first, or choose another directory with --data.
command-disk = { $file }: { $cause }; nothing was changed. { $advice }
command-disk-full = Make room on the disk; writing then goes on by itself.
command-disk-locked = Make the data directory writable for this user.
command-disk-gone = Check that the data directory is still there.
command-disk-other = Check the disk, and that a fresh backup exists.
command-bring-back = Keep a copy of the data directory and bring back the last snapshot with what is left: hamkor restore SNAPSHOT --rest-from { $dir } --data NEW.
command-damaged = { $file }, line { $line }: damaged, or of another version of Hamkor. Nothing was changed. { command-bring-back }
command-ledger-short = { $dir }: the ledger ends with change { $ends }, but more was acknowledged (see { $known }). Nothing was changed. { command-bring-back }
command-read-only = The disk of { $dir } cannot be written to: answers come from a copy, and nothing new is kept.
command-view = { $dir }: the store is damaged. Nothing is lost: start Hamkor again, and it is rebuilt from the ledger.
command-bot-ended = the bot that ran on this directory has ended before the command was done
command-bot-runs = a bot runs on this directory
command-bot-other-version = the bot that runs on this directory is of another version: restart it, or use the same program
command-bot-busy = the bot that runs on this directory does other commands now; try again when they have ended

command-no-token = TELOXIDE_TOKEN is not set. Make a bot with @BotFather in Telegram and put the token that it gives there.
command-bad-token = TELOXIDE_TOKEN: it is not a token as @BotFather gives them (digits, a colon, letters): { $why ->
    [colon] it holds no colon.
    [number] before its colon there are not only digits.
    [cut] nothing stands behind its colon.
   *[sign] behind its colon there is something that is neither a letter, a digit, - nor _.
 }
command-bad-address = TELOXIDE_API_URL: it is no address: { $why ->
    [scheme] it does not begin with https:// or http://
    [host] it names no server.
    [port] its port is no number below 65536.
   *[unreadable] its server cannot be read. Write it as in https://api.telegram.org
 }
command-bad-secret = HAMKOR_WEBHOOK_SECRET: { $why ->
    [length] it has { $length } characters, and 1 to 256 are allowed.
   *[sign] it holds something else than A-Z, a-z, 0-9, _ and -.
 }
command-no-text-in = { $name } is not text

serve-unknown-bot = { $host } knows no bot with this TELOXIDE_TOKEN. Copy it anew from @BotFather (/mybots, API Token).
serve-refused = { $host } refuses to say which bot this is ({ $code }).
serve-unreachable = { $host } cannot be reached. Check the network, or name another Bot API server in TELOXIDE_API_URL.
serve-token-revoked = The token is no longer accepted. Look for the new one at @BotFather.
serve-listen = --listen { $address }: nothing can be served there
serve-ended = --listen: serving has ended
serve-webhook-stays = The webhook could not be taken away ({ $why }).
serve-has-webhook = The bot has a webhook, so its updates cannot be fetched. Start with --webhook-url, or once with --delete-webhook to take it away.
serve-another-fetches = Another program already fetches the updates of this bot (the same token). Stop that one first.
serve-another-webhook = Another program has set another webhook for this bot (the same token). Stop that one first.
serve-webhook-refused = The webhook is refused ({ $why }).
