## Вопросы о компании
company-ask-which = Напишите ИНН или название вашей компании. Если её ещё нет в списке, её можно добавить.
company-ask-name = Как называется компания?
company-ask-city = В каком она городе или районе? Подойдёт любое место Липецкой или Согдийской области.
company-ask-tax-number = Напишите ИНН: 10 или 12 цифр в России, 9 цифр в Таджикистане. Можно пропустить.
company-ask-offers = Что вы предлагаете? Несколько товаров или услуг напишите через запятую.
company-ask-needs = Что вы ищете? Несколько товаров, услуг или партнёров напишите через запятую.
company-ask-website = Есть ли у компании сайт? Напишите адрес или пропустите.
company-ask-consent =
    Согласие на хранение личных данных
    Hamkor сохранит ваше имя, телефон и имя пользователя в Telegram. Палата увидит их, чтобы проверить заявку. Другая компания увидит их, только если вы и она согласитесь на знакомство. Больше никто.
    Согласие можно отозвать в любой момент: /privacy
company-ask-phone =
    Ваш телефон? Поделитесь им кнопкой или напишите, например +7 999 000-11-22 или +992 92 700-11-22.
    Если вам удобнее только Telegram: /skip. Назад: /back, закрыть: /cancel
company-ask-reach = Как с вами связаться, когда обе стороны согласны?
company-ask-preview = Вот что увидят другие. Всё верно?
company-present = Сейчас: { $text }
company-resumed = Продолжим с того места, где остановились.

## Что не так с ответом
company-tax-letters = В ИНН только цифры, а здесь есть буквы или другие знаки. Проверьте, нет ли буквы «О» вместо нуля.
company-tax-digits =
    { $count ->
        [one] Неверное число цифр: { $count } цифра.
        [few] Неверное число цифр: { $count } цифры.
       *[other] Неверное число цифр: { $count } цифр.
    } В ИНН российской компании их 10, у предпринимателя 12, в Таджикистане 9.
company-tax-check-digit = Контрольная цифра не сходится: последняя из 10 не подходит к остальным. Проверьте, нет ли опечатки.
company-tax-check-digits = Контрольные цифры не сходятся: последние две из 12 не подходят к остальным. Проверьте, нет ли опечатки.
company-tax-zeros = Такого номера не бывает: в нём одни нули. Проверьте его.
company-number-russian = Номер верный: { $count } цифр, контрольные цифры сходятся, регион { $region }.
company-number-lipetsk = Номер верный: { $count } цифр, контрольные цифры сходятся, регион { $region } (Липецкая область).
company-number-tajik = Номер верный: 9 цифр, Таджикистан.
company-number-not-found = Компании с таким номером в списке нет. Её можно добавить. Или напишите другой номер или название.
company-name-not-found = В списке нет: { $text }. Компанию можно добавить. Или напишите её ИНН либо название иначе.
company-city-unknown = «{ $text }»: такого места в Липецкой или Согдийской области нет. Hamkor соединяет компании только этих двух сторон.
company-too-long = Слишком длинно: не больше { $count } знаков. Напишите короче.
company-no-answer = Это не похоже на ответ. Напишите словами.
company-website-wrong = Это не похоже на адрес сайта. Напишите, например, example.com или пропустите.
company-press-a-button = Здесь нужно нажать кнопку (в терминале написать её номер).
company-cannot-skip = Этот вопрос пропустить нельзя.
company-no-username = У вас нет имени пользователя в Telegram, поэтому без телефона с вами не связаться. Задайте имя в настройках Telegram или дайте номер.
company-phone-needed = Для этого нужен ваш номер телефона.
company-phone-letters = В номере телефона только цифры, а здесь есть другие знаки. Напишите номер без добавочного.
company-phone-digits = С номером что-то не так: в нём цифр: { $count }. С кодом страны их 11 у России (+7 999 000-11-22) и 12 у Таджикистана (+992 92 700-11-22).
company-phone-no-country = Не видно, какой это страны номер. Начните с +7 или +992.
company-not-your-contact = Это контакт другого человека. Поделитесь своим номером или напишите его.

## Та ли компания
company-is-it-you = Это вы: { $name }, { $city }?
company-choose = Похожих несколько: { $name }. Которая ваша?
company-taken = От имени этой компании уже кто-то говорит. Палата рассмотрит и вашу заявку.
company-answered = На это уже есть ответ. Продолжить: /company
company-what-to-edit = Что изменить?
company-cancelled = Закрыто, ничего не отправлено. Начать снова: /company
company-declined = Хорошо. Без согласия вы не можете представлять компанию, но искать партнёров можно как раньше: просто напишите, что нужно.
company-gone = Этой компании больше нет в списке. Её можно добавить снова.

## Строки о компании
company-language = На русском
company-line-name = Название: { $text }
company-line-city = Город: { $text }
company-line-tax-number = ИНН: { $text }
company-line-website = Сайт: { $text }
company-line-offers = Предлагает: { $text }
company-line-needs = Ищет: { $text }
company-line-contact = Контакт: { $contact } ({ $by })
company-reach-both = телефон и Telegram
company-reach-phone = только телефон
company-reach-telegram = только Telegram
company-contact-hidden = Контакт в списке не виден: его получит только та сторона, с которой вы оба согласитесь.
company-source = заявка № { $number }, { $date }

## Заявка
company-sent = Заявка № { $number } отправлена палате.
company-sent-when = Проверка занимает обычно до 1 рабочего дня. Я сообщу, когда её рассмотрят.
company-sent-nobody = Пока её некому рассмотреть: палата ещё не подключена. Заявка подождёт, и я сообщу, когда её рассмотрят.
company-sent-meanwhile = Искать партнёров можно уже сейчас: напишите, что вам нужно.
company-waits = Заявка № { $number } от { $date } ждёт проверки палатой, обычно до 1 рабочего дня.
company-taken-back = Заявка № { $number } отозвана. Подать новую: /company
company-wish-join = Хочет представлять компанию
company-wish-add = Хочет добавить компанию
company-wish-change = Хочет изменить данные своей компании
company-approved = Палата подтвердила заявку № { $number }. Теперь вы представляете компанию: { $name }.
company-approved-next = Напишите, что вам нужно или что вы продаёте, и я найду партнёров.
company-change-approved = Палата подтвердила заявку № { $number }. Данные обновлены: { $name }.
company-reopened = Палата снова рассматривает заявку № { $number }: прежнее решение отменено.
company-change-undone = Палата отменила подтверждение заявки № { $number }: в списке снова прежние данные.
company-approval-undone = Палата отменила подтверждение заявки № { $number }: вы больше не представляете эту компанию. Можно подать заявку снова.
company-asked-back = По заявке № { $number } палата просит уточнить: { $doubt }.
company-asked-back-next = Измените заявку и отправьте её снова.
company-refused = Палата отказала по заявке № { $number }: { $doubt }.
company-refused-next = Если это ошибка, обратитесь в палату или подайте заявку снова. Искать партнёров можно как раньше.
doubt-not-their-company = это не ваша компания
doubt-cannot-be-verified = данные не удалось проверить
doubt-other-region = компания не из двух областей
doubt-unsuitable-text = текст не подходит

## Своя компания
company-card = Ваша компания. Так её видят другие:
company-no-contact = Контакта нет: другие не смогут с вами связаться.
company-change-waits = Изменение ждёт палату: заявка № { $number }.
company-contact-kept = Контакт сохранён.
company-contact-not-asked = Сейчас номер не нужен, я его не сохраняю. Он понадобится, когда вы захотите представлять компанию.
company-ask-leave = Вы больше не представляете компанию: { $name }? Сама она останется в списке.
company-left = Вы больше не представляете компанию: { $name }.

## Палата
moderation-applied = Заявка № { $number } от { $date }
moderation-no-longer = Данных больше нет: человек их удалил.
moderation-written = Написано в заявке:
moderation-in-the-list = В списке сейчас:
moderation-source = Источник: { $text }
moderation-members =
    { $count ->
        [one] Компанию уже представляет { $count } человек.
        [few] Компанию уже представляют { $count } человека.
       *[other] Компанию уже представляют { $count } человек.
    }
moderation-nothing-waits = Заявок, которые ждут решения, нет.
moderation-waiting =
    { $count ->
        [one] Ждёт решения { $count } заявка:
        [few] Ждут решения { $count } заявки:
       *[other] Ждут решения { $count } заявок:
    }
moderation-complaints = { $count ->
    [one] Ждёт { $count } жалоба.
    [few] Ждут { $count } жалобы.
   *[other] Ждут { $count } жалоб.
}
moderation-why-ask-back = Что уточнить в заявке № { $number }?
moderation-why-refuse = Почему отказать по заявке № { $number }?
moderation-approved = Заявка № { $number } подтверждена. Человек узнает об этом сразу.
moderation-asked-back = По заявке № { $number } просим уточнить. Человек узнает об этом сразу.
moderation-refused = По заявке № { $number } отказано. Человек узнает об этом сразу.
moderation-left =
    { $count ->
        [0] Больше заявок нет.
        [one] Ждёт ещё { $count } заявка.
        [few] Ждут ещё { $count } заявки.
       *[other] Ждут ещё { $count } заявок.
    }
moderation-settled-before = По заявке № { $number } решение уже есть, или её отозвали.
moderation-other-chamber = Заявку № { $number } решает палата другой стороны.
moderation-only = Это могут только сотрудники палаты.

## Кнопки
button-company = Моя компания
button-company-register = Добавить компанию
button-company-yes = Да
button-company-no = Нет
button-company-agree = Даю согласие
button-company-disagree = Не даю
button-company-share-phone = Поделиться номером
button-company-reach-both = Телефон и Telegram
button-company-reach-phone = Только телефон
button-company-reach-telegram = Только Telegram
button-company-back = Назад
button-company-skip = Пропустить
button-company-cancel = Отмена
button-company-edit = Изменить
button-company-publish = Опубликовать
button-company-take-back = Отозвать заявку
button-company-change-offers = Изменить предложения
button-company-change-needs = Изменить потребности
button-company-change-contact = Изменить контакт
button-company-leave = Больше не представляю
button-company-really-leave = Да, больше не представляю
button-company-edit-name = Название
button-company-edit-city = Город
button-company-edit-tax-number = ИНН
button-company-edit-offers = Предложения
button-company-edit-needs = Потребности
button-company-edit-website = Сайт
button-company-edit-phone = Телефон
button-company-edit-reach = Как связаться
button-moderation-show = Заявка № { $number }
button-moderation-approve = Подтвердить
button-moderation-ask-back = Уточнить
button-moderation-refuse = Отказать
button-doubt-not-their-company = Не их компания
button-doubt-cannot-be-verified = Не удалось проверить
button-doubt-other-region = Не из двух областей
button-doubt-unsuitable-text = Текст не подходит
button-moderation-waiting = Все заявки
