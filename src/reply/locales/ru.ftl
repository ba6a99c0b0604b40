## Приветствие и справка
welcome =
    Здравствуйте! Это Hamkor. Он находит деловых партнёров между Липецком и Худжандом.
    Напишите своими словами, что вам нужно, что вы продаёте или что затеваете: по-русски, по-таджикски или по-английски, как привыкли.
    { $companies ->
        [0] Список пока пуст.
        [one] В списке { $companies } компания.
        [few] В списке { $companies } компании.
       *[other] В списке { $companies } компаний.
    }
welcome-samples = Чтобы попробовать на большем списке, загрузите вымышленные образцы компаний: /samples
help =
    Напишите запрос так, как сказали бы коллеге, например:
    • в Худжанде реконструируют больницу, нужно оснащение
    • светодиодные светильники для школы, только из Липецка
    • продаём курагу, ищем покупателей
    Слова без таджикских букв, латиницей или с опечатками тоже понятны.
commands = Команды:
command-start = начать сначала
command-help = что и как писать
command-language = выбрать язык
command-city = указать, где вы
command-more = ещё партнёры по последнему запросу
command-samples = загрузить вымышленные образцы компаний
unknown-command = Команды { $command } нет. Есть такие:

## Настройки
ask-language = На каком языке отвечать? Без выбора ответ будет на языке вашего запроса.
language-chosen = Теперь ответы будут на русском.
language-free = Ответы будут на языке вашего запроса.
ask-home = Где вы находитесь? Партнёры с другой стороны будут первыми.
home-lipetsk = Записано: вы на стороне Липецка. Партнёры из Худжанда и Согда будут первыми.
home-sughd = Записано: вы на стороне Худжанда. Партнёры из Липецка будут первыми.
home-free = Записано: партнёры обеих сторон наравне.

## Разговор
chatter = Я только нахожу деловых партнёров. Напишите, что вам нужно, что вы продаёте или затеваете, и я поищу.
no-words = В сообщении нет слов. Напишите словами, что вам нужно, что вы продаёте или затеваете.
nothing-asked = Пока нет запроса, который можно продолжить. Напишите, что вам нужно, что вы продаёте или затеваете.
sorry = У нас что-то сломалось. Ваше сообщение не потеряно; попробуйте ещё раз через минуту.
samples-loaded =
    { $companies ->
        [0] Образцы компаний уже загружены.
        [one] Загружена { $companies } вымышленная компания.
        [few] Загружены { $companies } вымышленные компании.
       *[other] Загружено { $companies } вымышленных компаний.
    } В их названиях есть слово «образец».

## Ответы
understood-project = Проект: { $project }
understood-sell = Вы предлагаете: { $wants }
understood-buy = Вы ищете: { $wants }
understood-place = Где: { $place }
understood-not = Кроме: { $wants }
cut = Сообщение длинное: прочитано только его начало.
nobody = На этот запрос в списке никто не подходит.
nobody-near = Близко, но не то же самое:
nobody-next = Попробуйте другие слова или более общее название либо попросите свою торгово-промышленную палату добавить такую компанию.
card = { $number }. { $name }, { $city } — { $strength }
strength-strong = сильное совпадение
strength-fair = хорошее совпадение
strength-possible = возможное совпадение
missing = Никого в списке:
missing-arm = { $sector }: { $why }
more =
    { $count ->
        [one] Есть ещё { $count }.
        [few] Есть ещё { $count }.
       *[other] Есть ещё { $count }.
    }
no-more = Это все.

## Причины
reason-name = название: «{ $request }» → «{ $company }»
reason-product = «{ $request }» → «{ $company }»
reason-sector = «{ $request }» → «{ $company }» (отрасль: { $bridge })
reason-project = «{ $request }» → «{ $company }». { $why }
reason-need = вы предлагаете «{ $request }» → у них упомянуто «{ $company }»
reason-need-needs = вы предлагаете «{ $request }» → им нужно «{ $company }»
reason-near = рядом: «{ $request }» → «{ $company }» ({ $bridge })
reason-city = место: { $company }
why = Почему { $name }:

## Кнопки
button-more = Ещё
button-why = Почему: { $name }
button-russian = Русский
button-tajik = Тоҷикӣ
button-english = English
button-any-language = Как пишу
button-lipetsk = Липецк
button-khujand = Худжанд
button-anywhere = Обе стороны
button-samples = Загрузить образцы
button-help = Справка
pick = Чтобы выбрать, наберите номер.
example-hospital = в Худжанде реконструируют больницу, нужно оснащение

## Столбцы списков
column-id = Запрос №
column-request = Запрос
column-fits = Подходит
column-yes = да
column-no = нет, но близко
column-number = №
column-company-id = Код
column-name = Компания
column-city = Город
column-score = Балл
column-strength = Совпадение
column-reasons = Почему
