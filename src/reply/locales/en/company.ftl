## Questions about the company
company-ask-which = Write the tax number or the name of your company. If it is not on the list yet, you can add it.
company-ask-name = What is the company called?
company-ask-city = Which town or district is it in? Any place in Lipetsk or Sughd region will do.
company-ask-tax-number = Write the tax number: 10 or 12 digits in Russia, 9 digits in Tajikistan. You may skip this.
company-ask-offers = What do you offer? Separate several goods or services with commas.
company-ask-needs = What do you seek? Separate several goods, services or partners with commas.
company-ask-website = Does the company have a website? Write the address or skip this.
company-ask-consent =
    Consent to keep personal data
    Hamkor will keep your name, telephone and Telegram username. The chamber sees them in order to check the application. Another company sees them only if both you and it agree to be introduced. Nobody else does.
    You can take the consent back at any time: /privacy
company-ask-phone =
    Your telephone? Share it with the button or write it, for example +7 999 000-11-22 or +992 92 700-11-22.
    If you prefer Telegram alone: /skip. Back: /back, close: /cancel
company-ask-reach = How should you be reached once both sides agree?
company-ask-preview = This is what others will see. Is it right?
company-present = So far: { $text }
company-resumed = Let us go on from where we stopped.

## What is wrong with an answer
company-tax-letters = A tax number has digits only, and there are letters or other signs here. Is there a letter O in place of a zero?
company-tax-digits =
    Wrong number of digits: { $count ->
        [one] { $count } digit.
       *[other] { $count } digits.
    } A Russian company has 10 of them, an entrepreneur 12; in Tajikistan there are 9.
company-tax-check-digit = The check digit does not fit: the last of the 10 does not follow from the others. Please look for a typo.
company-tax-check-digits = The check digits do not fit: the last two of the 12 do not follow from the others. Please look for a typo.
company-tax-zeros = There is no such number: it is all zeros. Please check it.
company-number-russian = The number is right: { $count } digits, the check digits fit, region { $region }.
company-number-lipetsk = The number is right: { $count } digits, the check digits fit, region { $region } (Lipetsk region).
company-number-tajik = The number is right: 9 digits, Tajikistan.
company-number-not-found = No company on the list has this number. You can add it. Or write another number or a name.
company-name-not-found = Not on the list: { $text }. You can add the company. Or write its tax number, or its name differently.
company-city-unknown = “{ $text }”: there is no such place in Lipetsk or Sughd region. Hamkor connects companies of these two sides only.
company-too-long = Too long: at most { $count } characters. Please shorten it.
company-no-answer = This does not look like an answer. Please write it in words.
company-website-wrong = This does not look like a web address. Write for example example.com, or skip this.
company-press-a-button = Please press a button here (in a terminal write its number).
company-cannot-skip = This question cannot be skipped.
company-no-username = You have no Telegram username, so without a telephone nobody could reach you. Set a username in the Telegram settings or give a number.
company-phone-needed = This needs your telephone number.
company-phone-letters = A telephone number has digits only, and there are other signs here. Write the number without an extension.
company-phone-digits = Something is wrong with the number: it has { $count } digits. With the code of the country there are 11 in Russia (+7 999 000-11-22) and 12 in Tajikistan (+992 92 700-11-22).
company-phone-no-country = The country of this number is not clear. Begin with +7 or +992.
company-not-your-contact = This is somebody else's contact. Share your own number or write it.

## Is it this company
company-is-it-you = Is this you: { $name }, { $city }?
company-choose = Several companies are like { $name }. Which one is yours?
company-taken = Somebody speaks for this company already. The chamber will look at your application too.
company-answered = This has been answered already. To go on: /company
company-what-to-edit = What shall be changed?
company-cancelled = Closed, nothing was sent. To begin again: /company
company-declined = All right. Without consent you cannot speak for a company, but you can look for partners as before: just write what you need.
company-gone = This company is no longer on the list. You can add it again.

## Lines about a company
company-language = In English
company-line-name = Name: { $text }
company-line-city = City: { $text }
company-line-tax-number = Tax number: { $text }
company-line-website = Website: { $text }
company-line-offers = Offers: { $text }
company-line-needs = Seeks: { $text }
company-line-contact = Contact: { $contact } ({ $by })
company-reach-both = telephone and Telegram
company-reach-phone = telephone only
company-reach-telegram = Telegram only
company-contact-hidden = The contact is not shown on the list: only a side with which you both agree will get it.
company-source = application No. { $number }, { $date }

## The application
company-sent = Application No. { $number } is sent to the chamber.
company-sent-when = The check usually takes up to 1 working day. I shall tell you when it is done.
company-sent-nobody = There is nobody to look at it yet: no chamber is connected. The application will wait, and I shall tell you when it is looked at.
company-sent-meanwhile = You can look for partners right now: write what you need.
company-waits = Application No. { $number } of { $date } waits for the chamber's check, usually up to 1 working day.
company-taken-back = Application No. { $number } is taken back. To send a new one: /company
company-wish-join = Wants to speak for a company
company-wish-add = Wants to add a company
company-wish-change = Wants to change the data of their company
company-approved = The chamber has approved application No. { $number }. You now speak for { $name }.
company-approved-next = Write what you need or sell, and I will find partners.
company-change-approved = The chamber has approved application No. { $number }. The data are updated: { $name }.
company-reopened = The chamber looks at application No. { $number } again: its former decision is taken back.
company-change-undone = The chamber has taken back its approval of application No. { $number }: the list has the former data again.
company-approval-undone = The chamber has taken back its approval of application No. { $number }: you no longer speak for that company. You can apply again.
company-asked-back = About application No. { $number } the chamber asks: { $doubt }.
company-asked-back-next = Please change the application and send it again.
company-refused = The chamber has refused application No. { $number }: { $doubt }.
company-refused-next = If this is a mistake, ask the chamber or apply again. You can look for partners as before.
doubt-not-their-company = not your company
doubt-cannot-be-verified = could not be verified
doubt-other-region = not of the two regions
doubt-unsuitable-text = the text is not suitable

## One's own company
company-card = Your company. This is how others see it:
company-no-contact = There is no contact: others could not reach you.
company-change-waits = A change waits for the chamber: application No. { $number }.
company-contact-kept = The contact is kept.
company-contact-not-asked = The number is not needed now, and I do not keep it. It will be when you want to speak for a company.
company-ask-leave = Do you no longer speak for { $name }? The company itself stays on the list.
company-left = You no longer speak for { $name }.

## The chamber
moderation-applied = Application No. { $number } of { $date }
moderation-no-longer = The data are gone: the person has deleted them.
moderation-written = Written in the application:
moderation-in-the-list = On the list now:
moderation-source = Source: { $text }
moderation-members =
    { $count ->
        [one] { $count } person speaks for the company already.
       *[other] { $count } people speak for the company already.
    }
moderation-nothing-waits = No application waits for a decision.
moderation-waiting =
    { $count ->
        [one] { $count } application waits for a decision:
       *[other] { $count } applications wait for a decision:
    }
moderation-complaints = { $count ->
    [one] { $count } complaint waits.
   *[other] { $count } complaints wait.
}
moderation-why-ask-back = What is to be cleared up in application No. { $number }?
moderation-why-refuse = Why is application No. { $number } refused?
moderation-approved = Application No. { $number } is approved. The person is told at once.
moderation-asked-back = Application No. { $number } is asked back. The person is told at once.
moderation-refused = Application No. { $number } is refused. The person is told at once.
moderation-left =
    { $count ->
        [0] No more applications wait.
        [one] { $count } more application waits.
       *[other] { $count } more applications wait.
    }
moderation-settled-before = Application No. { $number } is decided already, or was taken back.
moderation-other-chamber = Application No. { $number } is for the chamber of the other side to decide.
moderation-only = Only clerks of a chamber can do this.

## Buttons
button-company = My company
button-company-register = Add a company
button-company-yes = Yes
button-company-no = No
button-company-agree = I agree
button-company-disagree = I do not agree
button-company-share-phone = Share my number
button-company-reach-both = Telephone and Telegram
button-company-reach-phone = Telephone only
button-company-reach-telegram = Telegram only
button-company-back = Back
button-company-skip = Skip
button-company-cancel = Cancel
button-company-edit = Change
button-company-publish = Publish
button-company-take-back = Take it back
button-company-change-offers = Change offers
button-company-change-needs = Change needs
button-company-change-contact = Change contact
button-company-leave = I no longer speak for it
button-company-really-leave = Yes, no longer
button-company-edit-name = Name
button-company-edit-city = City
button-company-edit-tax-number = Tax number
button-company-edit-offers = Offers
button-company-edit-needs = Needs
button-company-edit-website = Website
button-company-edit-phone = Telephone
button-company-edit-reach = How to be reached
button-moderation-show = Application No. { $number }
button-moderation-approve = Approve
button-moderation-ask-back = Ask back
button-moderation-refuse = Refuse
button-doubt-not-their-company = Not their company
button-doubt-cannot-be-verified = Cannot be verified
button-doubt-other-region = Not of the two regions
button-doubt-unsuitable-text = Unsuitable text
button-moderation-waiting = All applications
