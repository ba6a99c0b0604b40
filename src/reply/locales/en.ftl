## Welcome and help
welcome =
    Hello! This is Hamkor. It finds business partners between Lipetsk and Khujand.
    Write in your own words what you need, sell or plan: in Russian, Tajik or English, in any spelling.
    { $companies ->
        [0] The list is empty so far.
        [one] The list holds { $companies } company.
       *[other] The list holds { $companies } companies.
    }
welcome-samples = To try it out with more companies, load the invented sample list: /samples
help =
    Write a request as you would tell it to a colleague, for example:
    • we are rebuilding a hospital in Khujand
    • LED lamps for a school, only from Lipetsk
    • we sell dried apricots, looking for buyers
    Words typed without special letters, in other letters or with typos are understood too.
seek =
    Write in your own words what you need, sell or plan. For example:
    “{ example-hospital }”
commands = Commands:
command-start = begin anew
command-help = what to write and how
command-introductions = your introductions and requests
command-invite = invite a colleague of your company
command-needs = what your company needs
command-offers = what it offers
command-matches = who suits your company
command-saved = saved companies
command-notify = what you hear of, and when
command-feedback = write to the chamber
command-language = choose the language
command-city = say where you are
command-more = more partners for the last request
command-company = your company: speak for it or add it
command-privacy = what is kept about you
command-mydata = your data in one file
command-forget = delete everything about you
command-admin = what waits for you, and all that you can do
command-moderation = applications that wait for a decision
command-staff = who keeps the list, and invitations for clerks
command-samples = load the invented sample companies
command-leave = stop acting for a company
command-load = load a list of companies from a file
command-export = get the list of companies as a file
unknown-command = There is no command { $command }. These exist:

## Settings
ask-language = Which language should answers be in? Without a choice they follow the language of your request.
language-chosen = Answers will be in English from now on.
language-free = Answers will follow the language of your request.
ask-home = Where are you? Partners from the other side will come first.
home-lipetsk = Noted: you are on the Lipetsk side. Partners from Khujand and Sughd come first. I do not write first at night by the clock of Lipetsk.
home-sughd = Noted: you are on the Khujand side. Partners from Lipetsk come first. I do not write first at night by the clock of Khujand.
home-free = Noted: partners from both sides come alike.

## Talk
chatter = I only find business partners. Write what you need, sell or plan, and I will look.
ask-price = Hamkor is free to use. Prices of goods and services are named by the companies themselves, once you are introduced. Write what you need, and I will look.
ask-removal = To have everything about you deleted, press the button or send /forget. What is kept about you: /privacy
ask-leaving = You can leave at any time: just do not write. What you hear of, and when: /notify. To delete everything about you: /forget
vague = I cannot tell yet whom to look for. Write what exactly you need, sell or plan.
contact-alone = I do not look for numbers or addresses. Write in words what you need, sell or plan. Contacts are passed on only when both sides agree.
other-language = Hamkor reads Russian, Tajik and English: write what you need in one of them.
number-alone = A number alone chooses nothing. Press the button under the message, or write in words what you need, sell or plan.
no-words = There are no words in your message. Write in words what you need, sell or plan.
no-form = No question is open now. Write what you need, sell or plan.
nothing-asked = There is no request to go on with yet. Write what you need, sell or plan.
sorry = Something went wrong on our side. Your message is not lost; please try again in a minute.
cannot-keep = I cannot save anything at the moment, so this was not done. You can still look for partners and ask for /help. Please try again later.
too-fast = That is a lot of messages at once. None is lost: I shall answer them in turn, please wait a little.
group = I talk in private chats only. Open one with me and write what you need.
old-button = This button no longer works. Please write your request again.
pressed-before = Done already.
samples-loaded =
    { $companies ->
        [0] The sample companies are there already.
        [one] { $companies } invented sample company loaded.
       *[other] { $companies } invented sample companies loaded.
    } Their names say that they are samples.

## Answers
understood-project = Project: { $project }
understood-sell = You offer: { $wants }
understood-buy = You look for: { $wants }
understood-place = Where: { $place }
understood-not = Without: { $wants }
understood-terms = Terms: { $terms }
understood-only = Only: { $only }
cut = Your message is long: only its beginning was read.
nobody = Nobody on the list fits this request.
nobody-near = Near, but not the same:
nobody-next = Try other words or a wider term, or ask your chamber of commerce to add such a company.
card = { $number }. { $name }, { $city } — { $strength }
strength-strong = strong match
strength-fair = fair match
strength-possible = possible match
arm = { $sector }:
arm-other = Besides:
missing = Nobody on the list for:
missing-arm = { $sector }: { $why }
more =
    { $count ->
        [one] There is { $count } more.
       *[other] There are { $count } more.
    }
ask-place = Show partners of one place only. Which one?
ask-sector = Show partners of one sector only. Which one?
saved = { $name } is saved. The whole list: /saved
saved-before = { $name } is saved already. The whole list: /saved
saved-none = Nothing is saved yet. Write a request and press “Save” under a company that you like.
saved-list =
    { $count ->
        [one] { $count } company is saved.
       *[other] { $count } companies are saved.
    }
saved-card = { $number }. { $name }, { $city }
dismissed = Taken out: { $name }.
restored = Back again: { $name }.
search-gone = This company is no longer on the list. Write your request again and I shall look for another.
about-sectors = Sector: { $items }
about-offers = Offers: { $items }
about-needs = Needs: { $items }
matches = Who suits { $name }:
matches-needs = They offer what you need:
matches-offers = They need what you offer:
matches-need = You need: “{ $text }”
matches-offer = You offer: “{ $text }”
matches-none = Nobody suits so far. Publish what you need and what you offer: /needs, /offers
matches-all = That is all. Publish what you need and what you offer to find more: /needs, /offers
news = New partners for you.
news-need = You were looking for: { $text }
news-offer = You were offering: { $text }
news-next = Shall I introduce you to one of them?
no-more = These were all.

## Reasons
reason-name = the name: “{ $request }” → “{ $company }”
reason-product = “{ $request }” → “{ $company }”
reason-sector = “{ $request }” → “{ $company }” (sector: { $bridge })
reason-project = “{ $request }” → “{ $company }”. { $why }
reason-need = you offer “{ $request }” → they mention “{ $company }”
reason-need-needs = you offer “{ $request }” → they need “{ $company }”
reason-near = near: “{ $request }” → “{ $company }” ({ $bridge })
reason-city = place: { $company }
reason-language = language: “{ $request }” → listed as { $company }
reason-certificate = certificate: “{ $request }” → “{ $company }”
why = Why { $name }:

## Buttons
button-seek = Find a partner
button-demo = Demo
button-more = More
button-previous = Previous
button-list = To the list
button-why = Why
button-save = Save
button-unsave = Remove
button-dismiss = Not this
button-restore = Bring back: { $name }
button-place = City…
button-sector = Sector…
button-widen = No filter
button-russian = Русский
button-tajik = Тоҷикӣ
button-english = English
button-any-language = As I write
button-lipetsk = Lipetsk
button-khujand = Khujand
button-anywhere = Both
button-samples = Load samples
button-help = Help
pick = Type a number to choose.
example-hospital = we are rebuilding a hospital in Khujand

## Columns of lists
column-id = Request no.
column-request = Request
column-fits = Fits
column-yes = yes
column-no = no, but near
column-number = No.
column-company-id = Id
column-name = Company
column-city = City
column-score = Score
column-strength = Match
column-reasons = Why

## Loading lists
seed-row =
    { $of ->
        [item] item
       *[row] row
    }
seed-in-row =
    { $of ->
        [item] item
       *[row] row
    }
seed-of-row =
    { $of ->
        [item] item
       *[row] row
    }
seed-at-row = { $file }, { seed-row } { $row }
seed-at-cell = { $file }, { seed-row } { $row }, column “{ $column }”
seed-warning = warning: { $text }
seed-cannot-read = the file cannot be read ({ $reason }). Check the path and the access rights.
seed-no-such-file = there is no such file. Check the path.
seed-not-allowed = there is no permission to read the file. Give it, or copy the file to a place that you can read.
seed-not-a-file = this is not a regular file (a folder, a pipe or a device). Name the file with the list.
seed-no-kind = the name of the file does not tell what kind of list it is. Add .xlsx, .csv, .json or .jsonl to the name.
seed-unknown-kind = files of the kind “{ $kind }” are not read. Save the list as XLSX, CSV UTF-8, JSON or JSONL.
seed-save-as-xlsx = { $kind } files are not read. In Excel or LibreOffice choose “Save As”, the type “Excel Workbook (.xlsx)” or “CSV UTF-8”, and load that file.
seed-too-large = the file is larger than { $limit } MiB. Split the list.
seed-not-text = this is not text (perhaps an Excel workbook under another name). Open it where it was made and save it as .xlsx or CSV UTF-8.
seed-empty = the file is empty.
seed-no-header = there is no header row. A row with at least two column names is needed: { $names }.
seed-column-twice = this column is there twice. Keep one.
seed-column-missing = a required column is missing: { $names }. Add it.
seed-no-list = there is no list of companies here. An array [ … ] or an object with the key companies is needed.
seed-locked = the workbook is protected with a password or is an old .xls. Open it in Excel and save it as “Excel Workbook (.xlsx)” without a password.
seed-no-workbook = this is not an Excel workbook. Open it where it was made and save it as .xlsx or CSV UTF-8.
seed-torn = the workbook is damaged or not whole ({ $part }); it is not read further. Open it in Excel and save it again, or get the file anew.
seed-not-utf8 = the workbook is not written in UTF-8 ({ $part }). Open it in Excel and save it again.
seed-doctype = the workbook holds a DOCTYPE ({ $part }); it is not read. Open it in Excel and save it again.
seed-over-limit = { $over ->
    [parts] the workbook has more than { $limit } parts
    [sheets] the workbook has more than { $limit } sheets
    [part] { $part } is larger than { $limit } MiB when it is unpacked
    [small-part] { $part } is larger than { $limit } MiB when it is unpacked
    [texts] the texts of the workbook take more than { $limit } MiB
    [list] the rows take more than { $limit } MiB
    [depth] marks of { $part } stand deeper than { $limit } in each other
    [element] one piece of { $part } is larger than { $limit } MiB
    [rows] the sheet has more than { $limit } rows
    [cells] the row has more than { $limit } cells
   *[merges] the sheet has more than { $limit } merged cells
}. The file is not read further. Copy the list alone into a new workbook, or split it.
seed-other-sheets = only the sheet “{ $read }” was read; these have a list too: { $names }. Save each of them as a file of its own.
seed-no-rows = there is no company in the file.
seed-no-guests = there is no guest in the file: write one a row under the header.
seed-unclosed-quote = the quote opened in this row is never closed, so where the next rows begin is not known: the file is not read further and nothing of it is stored, with --skip-bad neither. Close the quote in this row or take it out, and load the file again.
seed-row-too-long = the row is too long. Shorten it.
seed-extra-cell = the row has more cells than the header, this one is too many: “{ $text }”. Perhaps a text with the delimiter in it is not quoted.
seed-bad-bytes = spoilt characters that cannot be read. Type the cell again and save as UTF-8.
seed-too-long = the text is longer than { $limit } characters. Shorten it.
seed-name-missing = the name of the company is missing. Fill it in.
seed-city-missing = the city is missing. Fill it in, for example Lipetsk or Khujand.
seed-json-torn = the item breaks off. Export the whole file again.
seed-json-broken = this is not JSON (character { $at }). Correct the item.
seed-json-too-deep = brackets stand deeper than { $limit } in each other. Simplify the item.
seed-json-no-object = the item is not an object. It must be { "{" }"name": …, "city": …{ "}" }.
seed-json-value = only a text in quotes may stand here (or a list of texts, where the column is a list).
seed-json-key-twice = the key is there twice. Keep one.
seed-list-twice = the key companies is in the file twice. Join both lists into one.
seed-text-missing = the text of this cell is not in the workbook, which is damaged. Type the cell again, or get the file anew.
seed-row-misplaced = in the workbook this row stands behind row { $behind } or for a second time; where it belongs is not sure, and it is not read. Open the workbook in LibreOffice or Excel, check this row and save it again.
seed-cell-twice = the cell is in the workbook twice; which text holds is not sure. Open it in LibreOffice or Excel, check the cell and save it again.
seed-city-unknown = “{ $text }” is no town or district of Lipetsk or Sughd region. Check the spelling.
seed-other-country = the city “{ $city }” is in { $country ->
    [ru] Russia
   *[tj] Tajikistan
}, the country here says “{ $said }”. The company counts by its city; correct whichever is wrong.
seed-question-marks = a “?” stands for a letter: “{ $text }”. The file was saved without Tajik letters; type them again and save as UTF-8.
seed-tax-lost = the tax number “{ $text }” has lost digits and is not taken. Make the column a text column and type the number again.
seed-tax-wrong = “{ $text }” is not a right tax number (10 or 12 digits with check digits in Russia, 9 in Tajikistan). Check it.
seed-phone-lost = the telephone “{ $text }” has lost digits and is not taken. Make the column a text column and type the number again.
seed-cell-error = the cell shows the error “{ $text }” and is read as empty. Correct the formula or type the value.
seed-formula-empty = the formula has no stored value, and the cell is read as empty. Open the file in Excel and save it, or type the value.
seed-other-data = the same company as in { seed-in-row } { $first }, with other data. Keep one of them, or give them different ids.
seed-repeated = repeats { seed-of-row } { $first }; stored once.
seed-tax-repeated = the same tax number as in { seed-in-row } { $first }. Perhaps it is one company; both are stored.
seed-alike-repeated = looks like the company in { seed-in-row } { $first }. Perhaps it is one company; both are stored.
seed-name-repeated = the same name as in { seed-in-row } { $first }. Perhaps it is one company; both are stored.
seed-phone-repeated = the same telephone as in { seed-in-row } { $first }. Perhaps it is one company; both are stored.
seed-tax-known = this tax number is in the list already: { $name } (id { $id }). Perhaps it is one company; both are stored.
seed-alike-known = a company like it is in the list already: { $name } (id { $id }). Perhaps it is one company; both are stored.
seed-name-known = this name is in the list already: { $name }, { $city } (id { $id }). Perhaps it is one company; both are stored.
seed-phone-known = this telephone is in the list already: { $name } (id { $id }). Perhaps it is one company; both are stored.
seed-other-side = the company { $name } belongs to the other side's list; its chamber loads it.
seed-merged = this company was merged into another: { $name } (id { $id }). It is passed over; correct the data there.
seed-summary = { $file }: in { $in } = new { $new } + updated { $updated } + unchanged { $unchanged } + repeated { $repeated } + refused { $refused }. { $fate }
seed-stored = Stored.
seed-dry-run = Dry run: nothing was stored.
seed-nothing-stored = Nothing was stored.
seed-columns-ignored = unknown columns were not read ({ $count }): { $names }
seed-columns-more = { $names } and { $count } more
seed-sectors = sector words: { $recognised } of { $all } recognised ({ $percent } %).
seed-sector-unknown =
    { $of ->
        [item] { $rows ->
            [one] unknown word “{ $text }”: { $rows } item, which is item { $first }.
           *[other] unknown word “{ $text }”: { $rows } items, the first is item { $first }.
        }
       *[row] { $rows ->
            [one] unknown word “{ $text }”: { $rows } row, which is row { $first }.
           *[other] unknown word “{ $text }”: { $rows } rows, the first is row { $first }.
        }
    }
seed-sector-near = Perhaps: { $names }.
seed-sector-no-near = No sector is like it; say it in other words.
seed-sectors-more =
    { $count ->
        [one] and { $count } more unknown word.
       *[other] and { $count } more unknown words.
    }
seed-sectors-until = the list is long: its sector words were looked at up to { seed-of-row } { $row }.
seed-sectors-capped = there are more than { $limit } different unknown words; the others are not counted here.
undo-nothing = There is nothing to take back: no load yet, or all are taken back.
undo-idle = The load { $file } had changed nothing in the list: it is taken back together with the one before it.
undo-done = The load { $file } is taken back: { $removed } removed, { $restored } given their former data back, { $kept } left as they are.
undo-kept = { $id }: changed, or listed again, after the load; left as it is.
undo-no-load = Entry { $number } is neither a load nor a removal of companies. “hamkor ledger --kind load” and “--kind removal” list them.
undo-lasting = The load { $number } is the list this directory began with; it stays.
