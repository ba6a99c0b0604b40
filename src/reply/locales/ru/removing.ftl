## Убрать сразу много компаний
remove-ask-by = Какие компании убрать из списка? Выберите, по чему их искать; потом условие можно сузить. Сначала покажу, сколько их.
remove-ask-more = Чем ещё сузить?
remove-ask-city = Какого города, района, области или страны?
remove-ask-sector = Какой отрасли? Слово или код ISIC.
remove-ask-source = Какие слова стоят в их источнике?
remove-ask-load = Какой загрузкой они пришли? Напишите её номер из «Что сделано».
remove-ask-unseen = С какого дня их не было ни в одной загрузке и никто их не исправлял? Например: 01.03.2026
remove-no-city = Такого места я не знаю. Напишите город, район или область, например: Елец, Худжанд.
remove-no-sector = Такой отрасли я не знаю. Напишите другое слово или код ISIC.
remove-no-source = Напишите слова из источника.
remove-no-load = Такой загрузки нет. Номера стоят в «Что сделано».
remove-no-unseen = Напишите прошедший день, например: 01.03.2026
remove-not-looked = Список прочитать не удалось. Попробуйте ещё раз чуть позже.
remove-by-city = Место: { $value }
remove-by-sector = Отрасль: { $value }
remove-by-source = В источнике: { $value }
remove-by-load = Загрузка: { $value }
remove-by-unseen = Нет в загрузках с: { $value }
remove-found = { $count ->
    [0] Таких компаний, которые можно убрать, нет.
    [one] Уйдёт из списка { $count } компания:
    [few] Уйдут из списка { $count } компании:
   *[other] Уйдут из списка { $count } компаний:
}
remove-more = и ещё { $count }
remove-stay = Останутся: { $count }. У них есть представители, заявки, объявления или открытые знакомства; такую компанию можно скрыть в её карточке.
remove-removing = Убираю компании.
remove-failed = Убрать компании не удалось, ничего не изменилось. Попробуйте ещё раз чуть позже.
remove-done = Убрано из списка: { $count }. Отменить это можно по номеру { $number }.
remove-nothing = Убирать уже нечего.
remove-sure = Ничего не изменено. Чтобы убрать эти компании, добавьте --yes.
remove-returned = Снова в списке: { $count } ({ $what }).
remove-asked = Убрать компании из списка: { $count }
remove-undoing = Возвращаю компании, убранные записью { $number }.
remove-recorded = убраны компании: { $count } ({ $what })
remove-taken-back = возвращены убранные записью { $number } компании ({ $what })
button-remove-begin = Убрать компании
button-remove-by-city = Место
button-remove-by-sector = Отрасль
button-remove-by-source = Источник
button-remove-by-load = Загрузка
button-remove-by-unseen = Давно не было
button-remove-narrow = Сузить
button-remove = Убрать ({ $count })
