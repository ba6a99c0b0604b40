## The front page of those who keep the list
admin-heading = What waits for you:
admin-applications = Applications: { $count }
admin-complaints = Complaints: { $count }
admin-tasks = Requests to the chamber: { $count }
admin-cancelled = Cancelled, nothing is sent.
button-admin = What waits
button-admin-tasks = Requests to the chamber
button-admin-load = Load a list
button-admin-export = The list as a file
button-admin-statistics = Statistics

## Statistics
statistics = Statistics on { $date }
statistics-companies = Companies in the list: { $count }
statistics-not-counted = The companies could not be counted. Try again a little later.
statistics-elsewhere = elsewhere
statistics-sectors = By sector (a company may be counted in several lines):
statistics-members = Speak for companies: { $members }; companies: { $companies }
statistics-listings = Open needs: { $needs }; offers: { $offers }
statistics-introductions = Introductions:
statistics-asked = wait for an answer
statistics-accepted = accepted
statistics-declined = declined
statistics-expired = ended without an answer
statistics-taken-back = taken back
statistics-unanswered = Requests of the last { $days } days that found nobody: { $count }
statistics-hidden = Hidden companies: { $count }

## Requests to the chamber
task-asked = The chamber now has your request: “{ $text }”. If it knows somebody, its answer comes here.
task-asked-before = The chamber has this request already. Its answer comes here.
task-enough = That is enough for today: no more than { $limit } requests to the chamber a day.
tasks = Requests that wait for the chamber: { $count }
tasks-none = No request waits for the chamber.
tasks-left = Others that wait: { $count }
task-heading = Request to the chamber No. { $number } of { $date }: nobody on the list fits
task-erased = It was erased with the data of whoever wrote it.
task-settled = Request No. { $number } is dealt with already, or is for the other chamber.
task-ask-reply = What shall I write back on request No. { $number }? One message; with it the request is dealt with.
task-answered = Request No. { $number } is dealt with.
task-replied = Request No. { $number } is dealt with, the answer is sent.
task-of-yours = To your request “{ $text }”
task-from-chamber = the chamber answers: { $text }
task-reply-erased = the chamber answered, but the answer is erased.
button-task-ask = Ask the chamber
button-task = Request No. { $number }
button-task-reply = Write back
button-task-answered = Dealt with

## Messages to many
broadcast-ask-side = To whom shall it go? It reaches those who speak for a company and have given their consent.
broadcast-ask-text = To: { $to }. Write the message, up to { $limit } characters. Everybody reads it as you write it.
broadcast-to = To: { $to }. Goes to people: { $people }
broadcast-nobody = Nobody there can be written to. Write another text, or cancel.
broadcast-needs-second = Another admin has to confirm it, and there is none of this side. Invite one, then write again.
broadcast-ask-second = Shall another admin confirm it? To change the text, write it again.
broadcast-proposed = Message No. { $number } waits: it is sent when another admin confirms it within a day.
broadcast-confirm = Another admin wants to send message No. { $number }. Shall it be sent?
broadcast-confirmed = Message No. { $number } is being sent. Goes to people: { $people }. Where it is night it comes in the morning.
broadcast-sent = Message No. { $number } is confirmed and is being sent. Where it is night it comes in the morning.
broadcast-stopped = Message No. { $number } is not sent.
broadcast-lapsed = Message No. { $number } is not sent: nobody has confirmed it within a day.
broadcast-given = The chamber writes:
broadcast-muted = The chamber writes to you no more. To turn it on again: /notify
broadcast-not-muted = The chamber can write to you again.
notify-muted = Messages of the chamber do not come.
button-broadcast = Write to people
button-broadcast-all = All members
button-broadcast-propose = Ask for confirmation
button-broadcast-show = Message No. { $number }
button-broadcast-send = Send
button-broadcast-stop = Do not send
button-broadcast-mute = No more such messages
button-broadcast-unmute = Messages of the chamber again
