## Needs and offers
listing-needs-company = Whoever speaks for a company can publish for it and see who suits it. Find your company on the list or add it: /company
listings-needs = What your company needs:
listings-offers = What your company offers:
listings-no-needs = You have not published yet what your company needs. Add it, and those who offer it will find you.
listings-no-offers = You have not published yet what your company offers. Add it, and those who need it will find you.
listings-all-needs = What companies need:
listings-all-offers = What companies offer:
listed = { $number }. { $text } — until { $until }
listed-chamber = { $number }. { $text } — until { $until }, for the chamber only
listed-ended = { $number }. { $text } — ended { $until }
listing-full = { $limit } are open already, which is the most. Close those you do not need.
listing-ask-need = What do you need? Write it in one sentence: what, how much, on what terms.
listing-ask-offer = What do you offer? Write it in one sentence: what, how much, on what terms, whom you look for.
listing-unclear = I did not understand what goods or service this is about. Write one sentence, for example: LED lamps, from 500 pieces, CIP.
listing-too-long = This is longer than { $limit } characters. Please write less.
listing-ask-quantity = How much? For example: 500 pieces, 20 tons a month.
listing-ask-delivery = On what delivery terms? For example: CIP Khujand, EXW Lipetsk.
listing-ask-until = Until which day shall it be shown? Choose, or write a date, for example 31.12.
listing-wrong-date = There is no such date, or it is past, or it is later than { $last }.
listing-ask-audience = Who shall see it?
listing-preview-need = This is how your need will be seen:
listing-preview-offer = This is how your offer will be seen:
listing-until = Until { $until }
listing-for-all = Everyone sees it, and it counts in the search.
listing-for-chamber = Only the chamber sees it: its officer looks for a partner by hand.
listing-published-need = The need is published until { $until }. I shall remind you three days before the end.
listing-published-offer = The offer is published until { $until }. I shall remind you three days before the end.
listing-published-before = This is published already.
listing-extended = “{ $text }” is shown until { $until }.
listing-closed = Closed: “{ $text }”.
listing-gone = This is no longer there. All of yours: /needs, /offers
listing-ending-need = Your need will soon end: “{ $text }”.
listing-ending-offer = Your offer will soon end: “{ $text }”.
listing-ending-until = Last day: { $until }. Shall I extend it?
listing-answered = This question is answered already. What you have published: /needs, /offers
listing-cancelled = Cancelled, nothing is saved.
terms-sectors = Sector: { $sectors }
terms-quantity = Quantity: { $quantity }
terms-delivery = Delivery terms: { $delivery }
terms-roles = You look for: { $roles }
terms-place = Where: { $place }
role-distributor = a distributor or dealer
role-maker = a maker
role-intermediary = an intermediary
role-buyer = a buyer
role-investor = an investor

## News
watched = I shall tell you when a suitable company appears.
watched-before = I am watching this request already.
watches-full = I am watching { $limit } of your requests already, which is the most. Remove some first.
unwatched = I no longer watch this request.
notify = I tell you of new partners for your needs, offers and requests.
notify-watches = Requests that I watch:
news-at-once = I tell of new partners at once, but not more than once an hour.
news-weekly = I tell of new partners once a week, on Mondays at 10:00.
news-never = I do not tell of new partners.
quiet-lipetsk = I do not write from 21:00 to 8:00, Lipetsk time. Another city: /city
quiet-khujand = I do not write from 21:00 to 8:00, Khujand time. Another city: /city
quiet-both = I do not write from 21:00 to 8:00, Lipetsk and Khujand time. Choose a city: /city

## To the chamber
feedback-ask = Write to the chamber in one message: what is wrong, what is missing, what you like.
feedback-given = Thank you, the chamber will read it. Meanwhile you can write a request or see who suits your company: /matches
feedback-enough = You have written much today. The chamber will read that first; please write the rest tomorrow.
feedback-of-company = Feedback no. { $number }, company { $company }:
    { $text }
feedback-of-nobody = Feedback no. { $number }, no company:
    { $text }
feedback-erased = Feedback no. { $number } was erased with the data of its writer.

## Buttons
button-needs = My needs
button-offers = My offers
button-add = Add
button-extend = Extend
button-extend-month = Extend by a month
button-close = Close
button-term = Change the end
button-tell = Tell me when it appears
button-publish-need = Publish as a need
button-publish-offer = Publish as an offer
button-months =
    { $months ->
        [one] { $months } month
       *[other] { $months } months
    }
button-for-all = Everyone
button-for-chamber = The chamber only
button-publish = Publish
listing-back = Back
listing-skip = Skip
listing-cancel = Cancel
button-unwatch = Stop watching
button-at-once = At once
button-weekly = Once a week
button-never = Never
button-notify = When to tell
button-matches = Who suits
listing-company = My company
