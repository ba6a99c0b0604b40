## A clerk of the chamber acts for a company without a messenger
on-behalf = On behalf of { $company }
clerk-ask-paper = To act for { $company } its signed consent has to lie at the chamber. If you have it, write the day it was signed: 27.11.2026 or 27.11. If not, print the form.
clerk-no-day = It has to be a day of the last year, today at the latest.
clerk-acting = You act for { $company }. Consent signed on { $day }.
clerk-waiting = Requests waiting for its answer: { $count }
clerk-what-next = Write whom it seeks, or open its introductions. The other side will see that the chamber acts. To finish: /leave
clerk-not-acting = You act for nobody now. Begin from the card of a company.
clerk-left = You no longer act for { $company }. The introductions you asked for remain in the list: /introductions
clerk-took-back = Recorded: { $company } has taken its consent back. Nobody acts for it any more; requests that were waiting are closed. What waits for you: /admin
clerk-speaks-itself = { $company } has somebody of its own in the bot and acts for itself.
clerk-over = { $company } now has somebody of its own in the bot. You no longer act for it. What waits for you: /admin
clerk-cancelled = Fine, nothing is recorded. What waits for you: /admin
clerk-paper-consent = Consent form: { $company }. In Russian and Tajik.
clerk-paper-slip = Request slip: { $company }. In Russian and Tajik.
clerk-paper-command = A terminal shows no files. This command writes it: { $command }
clerk-paper-failed = The form could not be made. This command writes it: { $command }
clerk-card-asked = The chamber has asked for introductions:
clerk-card-waiting = Waiting for its answer:
clerk-card-needs = Open needs: { $items }
clerk-card-offers = Open offers: { $items }
button-clerk-act = Act for { $name }
button-clerk-signed-today = Signed today
button-clerk-consent = Consent form
button-clerk-slip = Request slip
button-clerk-menu = For this company
button-clerk-took-back = Consent taken back
button-clerk-leave = Finish

## What the other side sees
clerk-acts-for = The chamber of commerce and industry passes the request on: it acts on behalf of the company.
contact-by-chamber = The chamber acts on behalf of the company.
outcome-ask = What came of the introduction to { $company }?
button-outcome = What came of it: { $name }
list-on-behalf = { $line } (on behalf of { $company })
note-ask-for = Write a note about { $company }. Only you see it, and only while you act for this company.
