## Reports: what all have
report-brand = Hamkor
report-page = Page { $n } of { $all }
report-picture-cut = Only the first pages of the report are here. The others ({ $pages }) are in the PDF.
report-table-cut = On paper are the first { $shown } of { $all } rows; all are in XLSX, CSV, JSON and HTML.
report-source = Source: Hamkor's list of companies, data as of { $date }.
report-source-ledger = Source: Hamkor's ledger and list of companies, data as of { $date }.
report-as-of = Data as of
report-sheet-about = About
report-sheet-totals = Totals
report-total-rows = All rows
report-total-shown = Of them shown by the filter
report-nobody-asked = Nothing is stated.
report-company-by-id = No. { $id }

## Partner report
report-partners-request = Partners for a request
report-partners-company = Partners for { $name }
report-partners-subtitle =
    { $companies ->
        [one] { $said } company of the Lipetsk and Sughd regions was looked through.
       *[other] { $said } companies of the Lipetsk and Sughd regions were looked through.
    }
report-asked = What was asked
report-asked-needs = What the company needs
report-asked-offers = What the company offers
report-understood = How it was understood
report-word-language = Language
report-language-ru = Russian
report-language-tg = Tajik
report-language-en = English
report-word-direction = Direction
report-direction-buy = somebody who offers this is sought
report-direction-sell = this is offered; somebody who needs it is sought
report-direction-project = a project: everybody whom it needs is sought
report-direction-name = a company is sought by its name
report-word-wants = Subject
report-word-project = Project
report-word-arms = What the project needs
report-more-arms = { $count } more
report-word-place = Where
report-word-roles = Partner
report-word-unwanted = Without
report-word-terms = Terms
report-word-sectors = Sectors
report-word-only = Only
report-cut = The request is long: only its beginning was read.
report-found = Who fits
report-found-count =
    { $count ->
        [one] { $said } company fits.
       *[other] { $said } companies fit.
    }
report-found-count-at-least =
    { $count ->
        [one] At least { $said } company fits.
       *[other] At least { $said } companies fit.
    }
report-found-more = Others may fit: { $said } more.
report-found-more-at-least = Others may fit: at least { $said } more.
report-found-perhaps = Some may fit: { $said }, none of them for certain.
report-found-perhaps-at-least = Some may fit: at least { $said }, none of them for certain.
report-found-shown =
    { $count ->
        [1] Only the best of them is shown here.
       *[other] The first { $said } are shown here, best first.
    }
report-found-nobody = Nobody on the list fits this request.
report-near = Near, but not the same
report-why = Why they fit
report-why-near = What they have in common
report-why-first = The first { $shown } in detail; the others are in the table above.
report-word-for = For what
report-word-sector = Sector
report-word-offers = Offers
report-word-needs = Needs
report-word-source = Source
report-word-introduction = Introduction
report-accepted = introduced, accepted on { $date }
report-word-contact = Contact
report-missing = What nobody here has
report-next = Next steps
report-next-ask = Ask for an introduction: the Hamkor bot has an “Introduce” button under each company, or turn to the chamber of commerce and industry.
report-next-contacts = The two sides get each other's contacts only after both have agreed to be introduced; this report holds none.
report-next-contacts-given = The two sides get each other's contacts only after both have agreed to be introduced. This report holds those that were given to you; they are for you alone, so pass the report on without them.
report-next-introduced = The contact of a company introduced already is in the bot, under /introductions of whoever asked for the introduction or agreed to it.
report-next-check = Before a deal look the company up in the public registers of its country.
report-next-nobody = Ask your chamber of commerce and industry to find and add such a company, or write the request in other words.
report-trade = Good to know for trade
report-trade-source = { $source }, { $address }; as of { $date }.
report-matches = Matches
report-matches-needs = Who offers what is needed
report-matches-offers = Who needs what is offered
report-column-word = word
report-column-requests = requests
report-column-number = No.
report-column-id = Code
report-column-company = Company
report-column-city = City
report-column-sectors = Sectors
report-column-offers = Offers
report-column-needs = Needs
report-column-arm = For what
report-column-strength = Match
report-column-score = Score
report-column-reasons = Why
report-column-source = Source
report-column-accepted = Introduced on
report-column-contact = Contact

## Papers that are filled in by hand
report-consent-version = Version { $version } of the words of consent
report-consent-paper = The words are those that the bot shows. Given on paper, consent is taken back where it was signed: at the chamber of commerce and industry.
report-consent-tick = I agree that my data are kept and passed on as said above
report-consent-reach = I am to be reached
report-consent-by-phone = by telephone
report-consent-by-telegram = on Telegram
report-slip = Request for a partner
report-slip-subtitle = Filled in together with the company; a clerk of the chamber enters the request into Hamkor.
report-slip-what = What the company needs
report-slip-by = Received by
report-field-operator = Given to (chamber, address)
report-field-company = Company
report-field-city = City
report-field-tax-number = Tax number
report-field-person = Name
report-field-role = Position
report-field-phone = Telephone
report-field-telegram = Telegram username
report-field-seeks = Seeks
report-field-offers = Offers
report-field-where = Where partners are sought
report-field-until = The request holds until
report-field-received = Received (date, time)
report-field-clerk = Clerk of the chamber
report-field-signature = Signature
report-field-signature-clerk = Signature of the clerk
report-field-signature-under = signature, name, date
report-paper-source = Hamkor, form. { $what }

## Outcomes of a period
report-group-gone = (not on the list)
report-group-no-sector = (sector not clear)
report-outcomes = Outcomes of Hamkor
report-outcomes-subtitle = From { $from } to { $to }
report-outcomes-subtitle-open = From { $from } to { $to }, counted up to { $until }
report-outcomes-totals = In all
report-outcomes-made-by = Made by
report-outcomes-approved-by = Approved by
report-outcomes-annex = Annex
report-outcomes-funnel = From a request for an introduction to a deal (in % of the requests)
report-outcomes-by-city = By city
report-outcomes-by-sector = By sector
report-outcomes-by-finer-sector = By sector in detail
report-outcomes-before = { $what }: the time before
report-outcomes-definitions = What is counted
report-outcomes-listings = Published in the period
report-outcomes-introductions = Introductions in the period
report-outcomes-results = Meetings, agreements and deals
report-outcomes-nothing = Nothing in the period.
report-outcomes-nothing-before = Nothing in the time before.
report-outcomes-no-listings = Nothing was published in the period.
report-outcomes-lacking = What was not found: words of requests that found nobody
report-measure-companies = Companies on the list as of { $date }
report-measure-added = Companies added to the list
report-measure-requests = Requests in the chat
report-measure-found = Companies found for them
report-measure-unanswered = Requests that found nobody
report-measure-joined = Companies with a spokesperson
report-measure-needs = Needs
report-measure-offers = Offers
report-measure-matches = Matches of what was published
report-measure-asked = Introductions asked for
report-measure-accepted = Introductions accepted
report-measure-declined = Introductions declined
report-measure-expired = Introductions left without an answer
report-measure-taken-back = Requests taken back
report-measure-met = Meetings
report-measure-next-steps = Next steps agreed
report-measure-deals = Deals
report-event-asked = Introduction asked for
report-event-accepted = Introduction accepted
report-event-declined = Introduction declined
report-event-expired = Left without an answer
report-event-taken-back = Request taken back
report-event-met = Met
report-event-next-steps = Next step agreed
report-event-deals = Deal
report-column-measure = Measure
report-column-count = In the period
report-column-before = Before it
report-column-companies = Companies
report-counted-offers = Offers
report-counted-needs = Needs
report-counted-matches = Matches
report-counted-asked = Asked
report-counted-received = Were asked
report-counted-accepted = Yes
report-counted-declined = No
report-counted-expired = No answer
report-counted-met = Met
report-counted-next-steps = Steps
report-counted-deals = Deals
report-column-day = Day
report-column-kind = What
report-column-text = Text
report-column-until = Until
report-column-event = Event
report-column-with = With
report-column-with-city = City
report-column-introduction = Introduction no.
report-listing-needs = need
report-listing-offers = offer
report-listing-chamber = (for the chamber only)
report-definition-period = The period: days by the clock of Lipetsk, the first and the last included. “Before it”: as many days directly before.
report-definition-companies = Companies on the list: so many there are as of the date of the data. Added: new records in the period, without loads that were taken back.
report-definition-requests = Requests: messages in the chat that were answered with companies or with “nobody fits”, on the day of the answer; to ask for a company by its name is none, and of one person forty a day count at most.
report-definition-joined = Companies with a spokesperson: those for which somebody first began to speak in the period.
report-definition-listings = Needs and offers: those published in the period, also if closed since.
report-definition-matches = Matches: companies of the other side that are a strong or fair match of what was published in the period, ten at most for each; reckoned among the companies that are on the list as of the date of the data. Those found for requests in the chat are counted apart.
report-definition-introductions = A request for an introduction counts on the day on which it was sent, with the company that asks.
report-definition-ended = How an introduction ended counts on the day of the end: accepted, declined, no answer in time, taken back (who asked takes part no more).
report-definition-results = A meeting, a next step, a deal: a pair of companies of which at least one told of it; each pair once, on the day when it was first told.
report-definition-groups = City and sector: of the company with which the event counts; the sector by the first that the company names, in detail with its exact name and only where something happened in the period.

## City to city
report-cities = Lipetsk and Khujand: who needs whom
report-cities-subtitle = All needs of each side beside all offers of the other
report-cities-summary = In short
report-column-value = Value
report-cities-needs-lipetsk = Needs of the Lipetsk side
report-cities-answered-lipetsk = of them answered in Sughd
report-cities-needs-sughd = Needs of the Sughd side
report-cities-answered-sughd = of them answered in Lipetsk
report-cities-pair-count = Pairs
report-cities-introduced-count = of them introduced already
report-cities-reached = Share of companies with an introduction or more
report-cities-top = Share of introductions that falls to the tenth of companies with most of them
report-cities-sectors = Needs by sector
report-cities-pairs = The strongest pairs
report-cities-not-introduced = Not yet introduced
report-cities-none-introduced = None of these pairs has been introduced yet.
report-cities-unanswered = Needs that nobody answers
report-cities-no-needs = No company says what it needs.
report-cities-no-pairs = There are no pairs.
report-cities-all-answered = Every need is answered.
report-cities-first-of =
    { $count ->
        [1] The first of { $all } is shown.
       *[other] The first { $shown } of { $all } are shown.
    }
report-cities-some-of =
    { $count ->
        [1] One of { $all } is shown.
       *[other] { $shown } of { $all } are shown, from both sides as evenly as possible.
    }
report-cities-not-yet = no
report-column-sector = Sector
report-column-needs-lipetsk = Lipetsk needs
report-column-answered-lipetsk = answered
report-column-unanswered-lipetsk = no answer
report-column-needs-sughd = Sughd needs
report-column-answered-sughd = answered
report-column-unanswered-sughd = no answer
report-column-pairs = Pairs
report-column-needs-company = Who needs it
report-column-needs-city = City
report-column-need = What
report-column-introduced = Introduced
report-cities-definition-needs = A need: what a company says in the list, or has published and still holds.
report-cities-definition-answers = An answer: a company of the other side with a strong or fair match; of a need the ten best at most. A pair: a need and one of its answers.
report-cities-definition-sectors = Sector: the division to which the words of the need belong; where they do not say whose goods are needed, the need is read together with the sector of its company.
report-cities-definition-exposure = Introductions: all that were asked for, however they ended; the top tenth: the companies of the list with most of them.

## Delegation pack
report-delegation = Delegation: whom to meet
report-delegation-subtitle = Guests: { $guests }. Meetings proposed: { $meetings }.
report-delegation-page = Whom to meet and why
report-delegation-wish = For your wish
report-delegation-code = Point the camera of your telephone at a code: it opens the company's card in Hamkor, where you can ask for an introduction. A code without a link holds the company's code on the list.
report-delegation-meetings = Meetings
report-delegation-nobody = Nobody on the list fits any of the guests.
report-delegation-without = Nobody found for
report-delegation-left-out = Not in this pack
report-delegation-column-guest = Guest
report-delegation-column-person = Person
report-delegation-column-for = For what
report-delegation-column-code = What the QR code holds

## Pictures
report-card = A partner for the request
report-figures = Hamkor in figures
report-figures-sectors = Companies on the list by the sector named first: { $count } in all
report-figures-others = other sectors
report-figures-accepted = accepted: { $count }
report-figures-more-flows = Between other cities: { $count }.
report-outcomes-flows = Introductions from city to city
report-outcomes-no-flows = No introduction was asked for in the period.
report-column-from = From
report-column-to = To

## Reports in the chat
reports-ask-which = Which report?
reports-weekly-on = The report of each week comes on Mondays.
reports-weekly-off = The report of each week does not come.
reports-ask-company = Of which company? Write its name or its code on the list.
reports-no-company = No company “{ $name }” is on the list. Write its name in other words, or its code.
reports-choose = Which of these?
reports-ask-period = Of which time? Press, or write the first day and the last, as in 01.07.2026-30.09.2026.
reports-no-period = These are no two days. Write the first and the last of the period, as in 01.07.2026-30.09.2026, or press.
reports-period-reversed = The first day comes after the last. Write the earlier one first, as in 01.07.2026-30.09.2026, or press.
reports-period-future = The period begins after today. Write a first day that is not later than today, or press.
reports-ask-form = In which form?
reports-begun = The report is being made…
reports-making = { $what } — { $percent }% done
reports-ready = { $what } — ready.
reports-under-way = The last report is still being made. It comes here.
reports-failed = The report could not be made. Try again a little later.
reports-nobody = Nobody on the list fits this any more, so there is nothing to report.
reports-command = Files cannot be shown here. This command writes the report:
    { $command }
reports-command-guests = Files cannot be shown here. Write the guests into a file guests.csv with the columns company and language, and wish and guest if you like; then this command writes the report:
    { $command }
reports-of-request = Partners for “{ $text }”
reports-of-card = Why it fits: “{ $text }”
reports-of-company = Partners for { $name }
reports-of-period = Outcomes from { $from } to { $to }
reports-of-figures = Figures from { $from } to { $to }
reports-weekly = The week from { $from } to { $to } in Hamkor.
reports-weekly-listings = Published: needs { $needs }, offers { $offers }.
reports-weekly-introductions = Introductions: asked { $asked }, accepted { $accepted }. Pairs that met: { $met }, deals: { $deals }.
reports-weekly-chosen = The report of the week before comes each Monday in working hours.
reports-weekly-ended = The report of each week comes no more.
button-report = Report
button-report-card = Card
button-report-picture = Picture
button-reports = Reports
button-report-company = Partners of a company
button-report-cities = City to city
button-report-outcomes = Outcomes
button-report-this-week = This week
button-report-this-month = This month
button-report-last-month = Last month
button-report-this-quarter = This quarter
button-report-last-quarter = Last quarter
button-report-this-year = This year
button-report-last-year = Last year
button-report-weekly-on = Weekly report: turn on
button-report-weekly-off = Weekly report: turn off
button-report-delegation = Delegation
reports-ask-languages = Language: { $languages }.
reports-of-delegation = Delegation, guests: { $guests }
report-delegation-guest = Guest { $number }
guests-ask = Who comes? Send the list of guests as a file (CSV, XLSX, JSON), or write lines, one guest a line: the name or code of the company and, after a semicolon, a wish if there is one. A line that is no company of the list is read as a wish. Leave out the names of people.
guests-nothing = no company: write its name or its id
guests-unknown =
    no company "{ $name }" is on the list{ $like ->
    [none] {""}
   *[other] {" "}(did you mean { $like }?)
}; there is no wish to look for either. Mend the name or id, or add a wish
guests-only-wish =
    no company "{ $name }" is on the list{ $like ->
    [none] {""}
   *[other] {" "}(did you mean { $like }?)
}; only the wish counts
guests-as-wish = “{ $name }” is read as a wish: or did you mean { $like }?
guests-language = there is no language "{ $code }" here; use ru, tg or en
guests-refused = The list of guests will not do. Mend it and send it again:
guests-doubts = Please note:
guests-more = and { $count } more
guests-left-out = Guests left out: { $count }. The pack is made for the others: { $guests }.
guests-go-on = Left out of the pack: { $count }. Mend the list and send it again, or go on without them.
guests-too-large = Telegram hands no such large file to the bot. Send a shorter list of guests, or write lines.
guests-not-read = The list of guests could not be read. Send it once more.
guests-gone = The list of guests is kept no longer. Send it again: /admin, “Reports”, “Delegation”.
