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
