## Жалобы, отметки, блокировка
complaint-ask = Что не так с компанией { $company }?
complaint-gone = Компании больше нет
complaint-wrong-data = Данные неверны
complaint-deceives = Обманывает или не держит слово
complaint-unsuitable-text = Текст здесь неуместен
complaint-made = Спасибо. Жалоба № { $number } на компанию { $company } передана палате. Напишите, если нужно что-то ещё.
complaint-made-before = Вы уже жаловались на эту компанию; палата ещё не разобрала жалобу. Напишите, если нужно что-то ещё.
complaint-enough = На сегодня достаточно: не больше { $limit } жалоб в день. Если срочно, напишите палате: /feedback
complaint-heading = Жалоба № { $number } от { $date }
complaint-company = Компания: { $company }
complaint-heard = Жалоба № { $number } разобрана. { $left ->
    [0] Больше жалоб нет.
    [one] Ждёт ещё { $left } жалоба.
    [few] Ждут ещё { $left } жалобы.
   *[other] Ждут ещё { $left } жалоб.
}
complaint-heard-before = Жалоба № { $number } уже разобрана или относится к другой палате.
mark-verified = У компании { $company } теперь есть отметка палаты.
mark-not-verified = У компании { $company } больше нет отметки палаты.
mark-hidden = Компания { $company } скрыта: её больше не находят и не показывают.
mark-shown = Компанию { $company } снова находят и показывают.
block-ask = Заблокировать человека из чата { $chat }? Он сможет только увидеть и стереть данные о себе, и его ни с кем не познакомят.
block-done = Человек из чата { $chat } заблокирован.
block-undone = Человек из чата { $chat } разблокирован.
block-you = Палата закрыла для вас Hamkor. Что о вас хранится: /privacy, копия: /mydata, стереть: /forget
button-complain = Пожаловаться
button-verify = Поставить отметку
button-not-verify = Снять отметку
button-hide = Скрыть
button-show = Показывать снова
button-complaint = Жалоба № { $number }
button-heard = Разобрана
button-block = Заблокировать человека
button-really-block = Да, заблокировать
button-unblock = Разблокировать
