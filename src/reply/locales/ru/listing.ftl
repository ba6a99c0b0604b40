## Потребности и предложения
listing-needs-company = Публиковать и подбирать партнёров компании может тот, кто говорит от её имени. Найдите свою компанию в списке или добавьте её: /company
listings-needs = Что нужно вашей компании:
listings-offers = Что предлагает ваша компания:
listings-no-needs = Вы пока не публиковали, что нужно вашей компании. Добавьте, и те, кто это предлагает, вас найдут.
listings-no-offers = Вы пока не публиковали, что предлагает ваша компания. Добавьте, и те, кому это нужно, вас найдут.
listings-all-needs = Что нужно компаниям:
listings-all-offers = Что предлагают компании:
listed = { $number }. { $text } — до { $until }
listed-chamber = { $number }. { $text } — до { $until }, только для палаты
listed-ended = { $number }. { $text } — срок вышел { $until }
listing-full = Открыто уже { $limit } публикаций, больше нельзя. Снимите те, что не нужны.
listing-ask-need = Что нужно? Напишите одной фразой: что, сколько, на каких условиях.
listing-ask-offer = Что вы предлагаете? Напишите одной фразой: что, сколько, на каких условиях, кого ищете.
listing-unclear = Не понял, о каком товаре или услуге речь. Напишите одной фразой, например: светодиодные светильники, от 500 шт, CIP.
listing-too-long = Это длиннее { $limit } знаков. Напишите короче.
listing-ask-quantity = Сколько? Например: 500 шт, 20 т в месяц.
listing-ask-delivery = На каких условиях поставки? Например: CIP Худжанд, EXW Липецк.
listing-ask-until = До какого дня показывать? Выберите срок или напишите дату, например 31.12.
listing-wrong-date = Такой даты нет, или она прошла, или она позже { $last }.
listing-ask-audience = Кому показывать?
listing-preview-need = Так увидят вашу потребность:
listing-preview-offer = Так увидят ваше предложение:
listing-until = Срок: до { $until }
listing-for-all = Видна всем, подбор её учитывает.
listing-for-chamber = Видна только палате: сотрудник подберёт партнёра сам.
listing-published-need = Потребность опубликована до { $until }. За три дня до конца напомню.
listing-published-offer = Предложение опубликовано до { $until }. За три дня до конца напомню.
listing-published-before = Такая публикация уже открыта.
listing-extended = «{ $text }»: показываю до { $until }.
listing-closed = Снято: «{ $text }».
listing-gone = Этой публикации больше нет. Все ваши: /needs, /offers
listing-ending-need = Скоро выйдет срок вашей потребности: «{ $text }».
listing-ending-offer = Скоро выйдет срок вашего предложения: «{ $text }».
listing-ending-until = Последний день: { $until }. Продлить?
listing-answered = На этот вопрос уже отвечено. Ваши публикации: /needs, /offers
listing-cancelled = Отменено, ничего не сохранено.
terms-sectors = Отрасль: { $sectors }
terms-quantity = Количество: { $quantity }
terms-delivery = Условия поставки: { $delivery }
terms-roles = Кого ищете: { $roles }
terms-place = Где: { $place }
role-distributor = дистрибьютора или дилера
role-maker = производителя
role-intermediary = посредника
role-buyer = покупателя
role-investor = инвестора

## Новости
watched = Сообщу, когда появится подходящая компания.
watched-before = Я уже слежу за этим запросом.
watches-full = Я слежу уже за { $limit } вашими запросами, больше нельзя. Уберите лишние.
unwatched = За этим запросом больше не слежу.
notify = Сообщаю о новых партнёрах для ваших потребностей, предложений и запросов.
notify-watches = Слежу за запросами:
news-at-once = О новых партнёрах пишу сразу, не чаще раза в час.
news-weekly = О новых партнёрах пишу раз в неделю, по понедельникам в 10:00.
news-never = О новых партнёрах не пишу.
quiet-lipetsk = С 21:00 до 8:00 по времени Липецка не пишу. Другой город: /city
quiet-khujand = С 21:00 до 8:00 по времени Худжанда не пишу. Другой город: /city
quiet-both = С 21:00 до 8:00 по времени Липецка и Худжанда не пишу. Выбрать город: /city

## Палате
feedback-ask = Напишите палате одним сообщением: что не так, чего не хватает, что понравилось.
feedback-given = Спасибо, палата прочитает. А пока можно написать запрос или посмотреть, кто подходит вашей компании: /matches
feedback-enough = За сутки вы написали уже много. Палата сначала прочитает это; остальное напишите завтра.
feedback-of-company = Отзыв № { $number }, компания { $company }:
    { $text }
feedback-of-nobody = Отзыв № { $number }, без компании:
    { $text }
feedback-erased = Отзыв № { $number } удалён вместе с данными написавшего.

## Кнопки
button-needs = Мои потребности
button-offers = Мои предложения
button-add = Добавить
button-extend = Продлить
button-extend-month = Продлить на месяц
button-close = Снять
button-term = Изменить срок
button-tell = Сообщить, когда появится
button-publish-need = Опубликовать как потребность
button-publish-offer = Опубликовать как предложение
button-months =
    { $months ->
        [one] { $months } месяц
        [few] { $months } месяца
       *[other] { $months } месяцев
    }
button-for-all = Всем
button-for-chamber = Только палате
button-publish = Опубликовать
listing-back = Назад
listing-skip = Пропустить
listing-cancel = Отмена
button-unwatch = Не следить
button-at-once = Сразу
button-weekly = Раз в неделю
button-never = Никогда
button-notify = Когда сообщать
button-matches = Кто подходит
listing-company = Моя компания
