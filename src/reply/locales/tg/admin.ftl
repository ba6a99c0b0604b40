## Саҳифаи онҳое, ки рӯйхатро пеш мебаранд
admin-heading = Шуморо интизоранд:
admin-applications = Дархостҳои ширкатҳо: { $count }
admin-complaints = Шикоятҳо: { $count }
admin-tasks = Саволҳо ба палата: { $count }
admin-cancelled = Бекор шуд, чизе фиристода нашуд.
button-admin = Чӣ интизор аст
button-admin-tasks = Саволҳо ба палата
button-admin-load = Бор кардани рӯйхат
button-admin-export = Рӯйхат ҳамчун файл
button-admin-statistics = Омор

## Омор
statistics = Омор дар { $date }
statistics-companies = Ширкатҳо дар рӯйхат: { $count }
statistics-not-counted = Ширкатҳоро шумурдан нашуд. Каме дертар аз нав кӯшиш кунед.
statistics-elsewhere = дар ҷойҳои дигар
statistics-sectors = Аз рӯйи соҳаҳо (як ширкат метавонад дар чанд сатр бошад):
statistics-members = Намояндагони ширкатҳо: { $members }; ширкатҳо: { $companies }
statistics-listings = Эҳтиёҷоти кушода: { $needs }; пешниҳодҳо: { $offers }
statistics-introductions = Шиносоиҳо:
statistics-asked = ҷавобро интизоранд
statistics-accepted = қабул шуданд
statistics-declined = рад шуданд
statistics-expired = бе ҷавоб монданд
statistics-taken-back = бозпас гирифта шуданд
statistics-unanswered = Дархостҳое, ки дар { $days } рӯзи охир барояшон касе ёфт нашуд: { $count }
statistics-hidden = Ширкатҳои пинҳон: { $count }

## Саволҳо ба палата
task-asked = Дархости шумо ба палата фиристода шуд: «{ $text }». Агар палата ширкати мувофиқро донад, ҷавоб ба ин ҷо меояд.
task-asked-before = Палата ин дархостро аллакай дорад. Ҷавоб ба ин ҷо меояд.
task-enough = Барои имрӯз бас аст: дар як рӯз на бештар аз { $limit } савол ба палата.
tasks = Саволҳое, ки палатаро интизоранд: { $count }
tasks-none = Саволе нест, ки палатаро интизор бошад.
tasks-left = Боз интизоранд: { $count }
task-heading = Савол ба палата № { $number } аз { $date }: дар рӯйхат ширкати мувофиқ нест
task-erased = Бо маълумоти нависандааш нест карда шуд.
task-settled = Саволи № { $number } аллакай дида баромада шудааст ё барои палатаи дигар аст.
task-ask-reply = Ба саволи № { $number } чӣ ҷавоб диҳам? Дар як паём нависед; баъд аз он савол дида баромадашуда ҳисоб мешавад.
task-answered = Саволи № { $number } дида баромада шуд.
task-replied = Саволи № { $number } дида баромада шуд, ҷавоб фиристода шуд.
task-of-yours = Ба дархости шумо «{ $text }»
task-from-chamber = палата ҷавоб медиҳад: { $text }
task-reply-erased = палата ҷавоб дод, вале ҷавоб нест карда шудааст.
button-task-ask = Аз палата пурсидан
button-task = Саволи № { $number }
button-task-reply = Ҷавоб додан
button-task-answered = Дида шуд

## Паёмҳо ба бисёр касон
broadcast-ask-side = Ба кӣ? Паёмро намояндагони ширкатҳо мегиранд, ки розигӣ додаанд.
broadcast-ask-text = Ба кӣ: { $to }. Матнро нависед, то { $limit } аломат. Ҳама онро ҳамон тавр мехонанд, ки шумо менависед.
broadcast-to = Ба кӣ: { $to }. Чанд кас мегирад: { $people }
broadcast-nobody = Дар он ҷо касе нест, ки ба ӯ навиштан мумкин бошад. Матни дигар нависед ё бекор кунед.
broadcast-needs-second = Паёмро мудири дигар бояд тасдиқ кунад, вале дар ин тараф мудири дигар нест. Ӯро даъват кунед ва боз нависед.
broadcast-ask-second = Ба мудири дигар барои тасдиқ фиристам? Агар матнро дигар кардан хоҳед, онро аз нав нависед.
broadcast-proposed = Паёми № { $number } интизор аст: вақте ки мудири дигар дар давоми як рӯз тасдиқ кунад, фиристода мешавад.
broadcast-confirm = Мудири дигар фиристодани паёми № { $number }-ро мехоҳад. Фиристода шавад?
broadcast-confirmed = Паёми № { $number } фиристода мешавад. Чанд кас мегирад: { $people }. Дар ҷое, ки шаб аст, пагоҳӣ мерасад.
broadcast-sent = Паёми № { $number } тасдиқ шуд ва фиристода мешавад. Дар ҷое, ки шаб аст, пагоҳӣ мерасад.
broadcast-stopped = Паёми № { $number } фиристода нашуд.
broadcast-lapsed = Паёми № { $number } фиристода нашуд: дар як рӯз касе онро тасдиқ накард.
broadcast-given = Палата менависад:
broadcast-muted = Палата дигар ба шумо наменависад. Барои аз нав гирифтан: /notify
broadcast-not-muted = Палата боз ба шумо навишта метавонад.
notify-muted = Паёмҳои палата намеоянд.
button-broadcast = Навиштан ба одамон
button-broadcast-all = Ҳамаи аъзоён
button-broadcast-propose = Барои тасдиқ
button-broadcast-show = Паёми № { $number }
button-broadcast-send = Фиристодан
button-broadcast-stop = Нафиристодан
button-broadcast-mute = Дигар нафиристед
button-broadcast-unmute = Боз аз палата гирифтан
