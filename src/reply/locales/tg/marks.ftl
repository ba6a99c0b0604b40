## Шикоятҳо, нишонаҳо, манъ
complaint-ask = Дар ширкати { $company } чӣ хато аст?
complaint-gone = Ин ширкат дигар нест
complaint-wrong-data = Маълумот нодуруст аст
complaint-deceives = Фиреб медиҳад ё ваъдаро иҷро намекунад
complaint-unsuitable-text = Матн ба ин ҷо мувофиқ нест
complaint-made = Ташаккур. Шикояти № { $number } аз ширкати { $company } ба палата фиристода шуд. Агар боз чизе лозим бошад, нависед.
complaint-made-before = Шумо аз ин ширкат аллакай шикоят кардаед; палата онро ҳоло дида набаромадааст. Агар боз чизе лозим бошад, нависед.
complaint-enough = Барои имрӯз бас аст: дар як рӯз на бештар аз { $limit } шикоят. Агар кор зарур бошад, ба палата нависед: /feedback
complaint-heading = Шикояти № { $number } аз { $date }
complaint-company = Ширкат: { $company }
complaint-heard = Шикояти № { $number } дида баромада шуд. { $left ->
    [0] Дигар шикоят нест.
   *[other] Боз { $left } шикоят интизор аст.
}
complaint-heard-before = Шикояти № { $number } аллакай дида баромада шудааст ё барои палатаи дигар аст.
mark-verified = Акнун ширкати { $company } нишонаи палата дорад.
mark-not-verified = Акнун ширкати { $company } нишонаи палата надорад.
mark-hidden = Ширкати { $company } пинҳон шуд: дигар онро намеёбанд ва нишон намедиҳанд.
mark-shown = Ширкати { $company }-ро боз меёбанд ва нишон медиҳанд.
block-ask = Шахси чати { $chat } манъ карда шавад? Он гоҳ ӯ танҳо маълумоти худро дида ва нест карда метавонад ва ӯро бо касе шинос намекунанд.
block-done = Шахси чати { $chat } манъ шуд.
block-undone = Манъи шахси чати { $chat } бекор шуд.
block-you = Палата Ҳамкорро барои шумо баст. Дар бораи шумо чӣ нигоҳ дошта мешавад: /privacy, нусха: /mydata, нест кардан: /forget
button-complain = Шикоят кардан
button-verify = Гузоштани нишона
button-not-verify = Гирифтани нишона
button-hide = Пинҳон кардан
button-show = Боз нишон додан
button-complaint = Шикояти № { $number }
button-heard = Дида шуд
button-block = Манъ кардани шахс
button-really-block = Ҳа, манъ кардан
button-unblock = Бекор кардани манъ
