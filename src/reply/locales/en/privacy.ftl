## Personal data
privacy =
    Your data
    What is kept: language, your side, the last request, saved companies, applications, and what you wrote to other companies or the chamber; with your consent also your name, telephone and Telegram username.
    Why: to answer you, and to introduce companies when both sides agree.
    Who sees it: the contact is seen by the chamber while it checks an application, and by a company with which you both agreed. A company's name, city, sector and tax number are open to all.
    How long: until you delete it. Records are sealed with a key of your own; deleting destroys the key, and then they cannot be read in old copies either.
privacy-consented = Consent given on { $date } (version { $version }).
privacy-not-consented = You have not given consent to keep a contact.
privacy-copy = The file holds all that is kept about you.
privacy-withdrawn = The consent is taken back. Your contact is deleted, and nobody will see it any more. You can look for partners as before; to consent again, use /company.
privacy-no-consent = There is nothing to take back: no consent is given at present.
privacy-ask-forget = Delete all that is kept about you? It cannot be brought back.
privacy-forgetting = Deleting.
privacy-kept = Nothing was deleted.
privacy-receipt =
    Your data are deleted. Receipt No. { $number }, { $time }.
    Deleted: name, telephone, requests, answers, applications, what you saved, and the link to your company.
    Left: the open data of the company if a chamber keeps or has approved them, and counts without names. Please delete this conversation in the messenger yourself.

## Buttons
button-privacy = About my data
button-privacy-my-data = My data
button-privacy-withdraw = Withdraw consent
button-privacy-forget = Delete everything
button-privacy-really-forget = Yes, delete
button-privacy-keep = No

## What the copy holds
held-made = Copy made
held-chat = Chat number
held-language = Language
held-home = Side
held-consent = Consent
held-contact = How you are reached
held-company = Company
held-requests = Last requests
held-watches = Waiting for new companies
held-saved = Saved companies
held-passed = Not to be offered again
held-notes = Notes
held-introduction-requests = Requests behind introductions
held-introduction-lines = Written to the other side
held-applications = Applications
held-begun = Questions begun
held-to-chamber = Written to the chamber
held-lists = Lists sent
held-recorded = What was recorded
