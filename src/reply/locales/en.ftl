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
commands = Commands:
command-start = begin anew
command-help = what to write and how
command-language = choose the language
command-city = say where you are
command-more = more partners for the last request
command-samples = load the invented sample companies
unknown-command = There is no command { $command }. These exist:

## Settings
ask-language = Which language should answers be in? Without a choice they follow the language of your request.
language-chosen = Answers will be in English from now on.
language-free = Answers will follow the language of your request.
ask-home = Where are you? Partners from the other side will come first.
home-lipetsk = Noted: you are on the Lipetsk side. Partners from Khujand and Sughd come first.
home-sughd = Noted: you are on the Khujand side. Partners from Lipetsk come first.
home-free = Noted: partners from both sides come alike.

## Talk
chatter = I only find business partners. Write what you need, sell or plan, and I will look.
no-words = There are no words in your message. Write in words what you need, sell or plan.
nothing-asked = There is no request to go on with yet. Write what you need, sell or plan.
sorry = Something went wrong on our side. Your message is not lost; please try again in a minute.
samples-loaded =
    { $companies ->
        [0] The sample companies are there already.
        [one] { $companies } invented sample company loaded.
       *[other] { $companies } invented sample companies loaded.
    } Their names carry the word “sample”.

## Answers
understood-project = Project: { $project }
understood-sell = You offer: { $wants }
understood-buy = You look for: { $wants }
understood-place = Where: { $place }
understood-not = Without: { $wants }
cut = Your message is long: only its beginning was read.
nobody = Nobody on the list fits this request.
nobody-near = Near, but not the same:
nobody-next = Try other words or a wider term, or ask your chamber of commerce to add such a company.
card = { $number }. { $name }, { $city } — { $strength }
strength-strong = strong match
strength-fair = fair match
strength-possible = possible match
missing = Nobody on the list for:
missing-arm = { $sector }: { $why }
more =
    { $count ->
        [one] There is { $count } more.
       *[other] There are { $count } more.
    }
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
why = Why { $name }:

## Buttons
button-more = More
button-why = Why: { $name }
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
