## Complaints, marks, blocks
complaint-ask = What is wrong with { $company }?
complaint-gone = The company does not exist any more
complaint-wrong-data = The data are wrong
complaint-deceives = It deceives or does not keep its word
complaint-unsuitable-text = The text does not belong here
complaint-made = Thank you. Complaint No. { $number } about { $company } goes to the chamber. Write if you need anything else.
complaint-made-before = You have complained of this company already; the chamber has not dealt with it yet. Write if you need anything else.
complaint-enough = That is enough for today: no more than { $limit } complaints a day. For anything urgent write to the chamber: /feedback
complaint-heading = Complaint No. { $number } of { $date }
complaint-company = Company: { $company }
complaint-heard = Complaint No. { $number } is dealt with. { $left ->
    [0] No other waits.
    [one] { $left } other waits.
   *[other] { $left } others wait.
}
complaint-heard-before = Complaint No. { $number } is dealt with already, or is for the other chamber.
mark-verified = { $company } bears the mark of the chamber now.
mark-not-verified = { $company } no longer bears the mark of the chamber.
mark-hidden = { $company } is hidden: it is no longer found or shown.
mark-shown = { $company } is found and shown again.
block-ask = Block the person of chat { $chat }? They can then only see and erase what is kept of them, and are not introduced to anybody.
block-done = The person of chat { $chat } is blocked.
block-undone = The person of chat { $chat } is no longer blocked.
block-you = The chamber has closed Hamkor for you. What is kept of you: /privacy, a copy: /mydata, erase it: /forget
button-complain = Report
button-verify = Set the mark
button-not-verify = Take the mark away
button-hide = Hide
button-show = Show again
button-complaint = Complaint No. { $number }
button-heard = Dealt with
button-block = Block the person
button-really-block = Yes, block
button-unblock = Unblock
