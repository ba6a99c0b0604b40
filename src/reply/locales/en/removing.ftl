## Many companies leave the list together
remove-ask-by = Which companies shall leave the list? Choose by what to look for them; you can narrow it afterwards. First I show how many they are.
remove-ask-more = Narrow it by what else?
remove-ask-city = Of which city, district, region or country?
remove-ask-sector = Of which sector? A word or an ISIC code.
remove-ask-source = Which words stand in their source?
remove-ask-load = Which load brought them? Write its number from “What was done”.
remove-ask-unseen = Since which day has no load named them and nobody corrected them? For example: 01.03.2026
remove-no-city = I do not know such a place. Write a city, district or region, for example: Yelets, Khujand.
remove-no-sector = I do not know such a sector. Write another word or an ISIC code.
remove-no-source = Write words of the source.
remove-no-load = There is no such load. The numbers stand in “What was done”.
remove-no-unseen = Write a day that has passed, for example: 01.03.2026
remove-not-looked = The list could not be read. Try again a little later.
remove-by-city = Place: { $value }
remove-by-sector = Sector: { $value }
remove-by-source = In the source: { $value }
remove-by-load = Load: { $value }
remove-by-unseen = In no load since: { $value }
remove-found = { $count ->
    [0] There are no such companies that could leave the list.
    [one] { $count } company will leave the list:
   *[other] { $count } companies will leave the list:
}
remove-more = and { $count } more
remove-stay = Staying: { $count }. They have representatives, applications, listings or open introductions; such a company can be hidden in its card.
remove-removing = Removing the companies.
remove-failed = The companies could not be removed; nothing was changed. Try again a little later.
remove-done = Removed from the list: { $count }. It can be taken back by the number { $number }.
remove-nothing = There is nothing left to remove.
remove-sure = Nothing was changed. To remove these companies, add --yes.
remove-returned = In the list again: { $count } ({ $what }).
remove-asked = Remove companies from the list: { $count }
remove-undoing = Bringing back the companies removed by entry { $number }.
remove-recorded = companies removed: { $count } ({ $what })
remove-taken-back = the companies removed by entry { $number } are back ({ $what })
button-remove-begin = Remove companies
button-remove-by-city = Place
button-remove-by-sector = Sector
button-remove-by-source = Source
button-remove-by-load = Load
button-remove-by-unseen = Long not seen
button-remove-narrow = Narrow it
button-remove = Remove ({ $count })
